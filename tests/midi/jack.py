"""A JACK server with the dummy driver, and a unit on it: real RtMidi ports without hardware."""

import queue
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from academy.midi.ports import Listener

JACKD = shutil.which("jackd")
SERVER = "academy-tests"


@contextmanager
def jack_server(environ: dict[str, str]) -> Iterator[None]:
    """Run a server while the block lasts; `environ` is os.environ, in which clients look for its name."""
    assert JACKD is not None
    environ["JACK_DEFAULT_SERVER"] = SERVER
    environ["JACK_NO_AUDIO_RESERVATION"] = "1"
    server = subprocess.Popen(
        [JACKD, "--no-realtime", "--sync", "--name", SERVER, "-d", "dummy", "-r", "48000", "-p", "64"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run(
            ["jack_wait", "--server", SERVER, "--wait", "--timeout", "10"], check=True, capture_output=True
        )
        yield
    finally:
        server.terminate()
        server.wait(10)
        for name in ("JACK_DEFAULT_SERVER", "JACK_NO_AUDIO_RESERVATION"):
            environ.pop(name, None)


class Unit:
    """What the SP-404 is to RtMidi: a port that appears, sends, and goes."""

    def __init__(self, name: str = "SP-404MKII") -> None:
        import rtmidi

        self._port: Any = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name="unit")
        self._port.open_virtual_port(name)

    def strike(self, note: int, velocity: int = 90) -> None:
        """Send a note-on."""
        self._port.send_message([0x90, note, velocity])

    def unplug(self) -> None:
        """Take the port away."""
        if self._port is not None:
            self._port.close_port()
            self._port.delete()
            self._port = None


def delays_ms(notes: int, gap_s: float = 0.020) -> list[float]:
    """Return how much later than its strike each note was stamped, by one clock; lost notes are absent."""
    import rtmidi

    unit, dice = Unit(), random.Random(404)
    heard: queue.Queue[tuple[float, Any]] = queue.Queue()
    listener = Listener(
        "unit:SP-404MKII", lambda batch: [heard.put(one) for one in batch], api=rtmidi.API_UNIX_JACK
    )
    struck = []
    try:
        for _ in range(notes):
            time.sleep(gap_s * dice.uniform(0.8, 1.2))
            struck.append(time.perf_counter() * 1000)
            unit.strike(36)
        last = time.monotonic() + 2
        while heard.qsize() < notes and time.monotonic() < last:
            time.sleep(gap_s)
    finally:
        listener.close()
        unit.unplug()
    stamps = [heard.get_nowait()[0] for _ in range(heard.qsize())]
    return [at - was for at, was in zip(stamps, struck, strict=False)]
