"""How far the time stamps of pads heard through RtMidi lie from when they were struck.

    python -m bench.jitter [NOTES]

A virtual unit on a JACK server with the dummy driver plays notes about 20 ms apart; the academy's own
listener hears them in the same process, so that both ends read one clock. Prints the delay and its jitter
(1.4826 times the median deviation), and the same with all cores busy, where this machine, which has no
real-time threads, adds a few late ones. JACK hands notes on only every 1.3 ms. No note may be lost.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "midi"))

from jack import JACKD, delays_ms, jack_server

MOST_JITTER_MS = 5.0


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep this many cores at work while the block lasts."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def say(name: str, notes: int) -> bool:
    """Measure, print, and say whether it is good enough."""
    delays = sorted(delays_ms(notes))
    lost = notes - len(delays)
    if len(delays) < 2:
        print(f"{name}: {lost} of {notes} notes lost")
        return False
    middle, late = statistics.median(delays), delays[int(0.99 * len(delays))]
    jitter = 1.4826 * statistics.median(abs(delay - middle) for delay in delays)
    print(
        f"{name:12} {lost} of {notes} lost; stamped {middle:.2f} ms after the strike (99 %: {late:.2f}), "
        f"jitter {jitter:.2f} ms"
    )
    return lost == 0 and jitter <= MOST_JITTER_MS


def main() -> int:
    if JACKD is None:
        print("skipped: no JACK here (apt-get install jackd2)")
        return 0
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with jack_server(os.environ):  # type: ignore[arg-type]
        good = say("as it is", notes)
        with busy(os.cpu_count() or 1):
            good &= say("all busy", notes)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
