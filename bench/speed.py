"""How long a score takes, and that the cost of a note does not grow with the length of the take.

    python -m bench.speed

Eight bars must take 20 ms (median) and 64 bars 200 ms; the time of a note from 8 to 512 bars stays flat.
"""

import random
import statistics
import sys
import time

from academy.midi.take import Take
from academy.scoring.score import score_take
from bench.groove import Known
from bench.players import PATTERNS, grid, played, spoil

LENGTHS = {8: 20, 64: 5, 512: 2}
MOST_MS = {8: 20.0, 64: 200.0}
MOST_GROWTH = 1.5


def take_of(bars: int, seed: int) -> Known:
    """Return a decent take with 5 % misses and extras and 3 % wrong pads."""
    dice = random.Random(seed)
    target = grid(PATTERNS[seed % len(PATTERNS)], 100.0, bars)
    return spoil(played(target, dice, sigma_ms=18.0), dice)


def main() -> int:
    score_take(take_of(8, 0).target, Take(hits=take_of(8, 0).hits), latency_ms=0.0)
    good, per_note = True, {}
    for bars, repeats in LENGTHS.items():
        spent, notes = [], []
        for seed in range(repeats):
            known = take_of(bars, seed)
            began = time.perf_counter()
            score_take(known.target, Take(hits=known.hits), latency_ms=None).as_json()
            spent.append(1000 * (time.perf_counter() - began))
            notes.append(len(known.target.onsets))
        middle = statistics.median(spent)
        per_note[bars] = 1000 * sum(spent) / sum(notes)
        print(f"{bars:4} bars: median {middle:7.1f} ms, {per_note[bars]:6.1f} µs a note")
        good &= middle <= MOST_MS.get(bars, 1e9)
    growth = per_note[512] / per_note[64]
    print(f"a note costs {growth:.2f} times as much in 512 bars as in 64")
    return 0 if good and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
