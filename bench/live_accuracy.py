"""How often the live judge pairs hits and onsets rightly, 350 ms after the fact, with known truth.

Real drumming with injected errors (Groove MIDI, where it is on this machine) and the simulated hard
mixture, with calibrated latency (offset -30..30 ms) and with unknown latency (0..150 ms). Prints the F1 of
pairs: mean, worst 5 %, worst. The grade is never the live judge's. Run: python -m bench.live_accuracy [every]
"""

import math
import random
import sys
from collections.abc import Iterable

from academy.scoring.judgement import LiveJudge
from bench.groove import Known, find_groove, read_takes
from bench.players import shift, simulate, spoil

SIMULATED = 100
CONDITIONS = (("calibrated", -30.0, 30.0, 0.0), ("unknown latency", 0.0, 150.0, None))


def pair_f1(known: Known, latency_ms: float | None) -> float:
    judge = LiveJudge(known.target.onsets, latency_ms=latency_ms)
    settled = []
    for hit in known.hits:
        judge.hit(hit.time_s, hit.pad, hit.velocity)
        settled += judge.advance(hit.time_s)
    settled += judge.advance(math.inf)
    found = {(one.onset, one.hit) for one in settled if one.onset is not None and one.hit is not None}
    truth = {(onset, hit) for hit, onset in enumerate(known.truth) if onset is not None}
    return 2 * len(found & truth) / (len(found) + len(truth))


def say(name: str, takes: Iterable[Known], low_ms: float, high_ms: float, latency_ms: float | None) -> None:
    seed = random.Random(404)
    reached = sorted(pair_f1(shift(known, seed.uniform(low_ms, high_ms)), latency_ms) for known in takes)
    if reached:
        mean, low = sum(reached) / len(reached), reached[len(reached) // 20]
        print(
            f"{name}: F1 mean {mean:.3f}, worst 5 % {low:.3f}, worst {reached[0]:.3f} ({len(reached)} takes)"
        )


def main(every: int) -> None:
    groove = find_groove()
    for name, low_ms, high_ms, latency_ms in CONDITIONS:
        drawn = (simulate(random.Random(number)) for number in range(SIMULATED))
        say(f"live, simulated, {name}", drawn, low_ms, high_ms, latency_ms)
        if groove is None:
            print("live, real drumming: the Groove MIDI data are not on this machine")
            continue
        real = (
            spoil(known, random.Random(number))
            for number, known in enumerate(read_takes(groove, every=every))
        )
        say(f"live, real drumming, {name}", real, low_ms, high_ms, latency_ms)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
