"""Every real recording, in full, against its own quantised self: read as MIDI files are, scored, no error.

    python -m bench.whole_takes [EVERY]

Drum notes go onto the pads of the course kit (General MIDI map). Prints how many were scored, the spread
of the overall score, and the slowest; the median must be 90 or more and every take must be scored.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from academy.midi.device import load_device
from academy.midi.take import Take
from academy.scoring.score import score_take
from bench.groove import find_groove, read_whole

DATA = Path(__file__).parent.parent / "data"
LEAST_MEDIAN = 90.0


def main() -> int:
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    folder = find_groove()
    if folder is None:
        print("skipped: the Groove MIDI data are not here (set GROOVE_DATA)")
        return 0
    statuses: Counter[str] = Counter()
    overall, spent = [], []
    for known in read_whole(folder, load_device(DATA / "sp404mk2.toml").general_midi(), every=every):
        began = time.perf_counter()
        score = score_take(known.target, Take(hits=known.hits), latency_ms=0.0)
        spent.append((1000 * (time.perf_counter() - began), len(known.hits)))
        statuses[score.status.value] += 1
        overall.append(score.overall or 0.0)
    low, middle, high = np.percentile(overall, [5, 50, 95])
    slowest_ms, hits = max(spent)
    print(f"{statuses.total()} recordings: {', '.join(f'{n} {name}' for name, n in statuses.items())}")
    print(f"overall: median {middle:.1f} (5 % {low:.1f}, 95 % {high:.1f})")
    print(f"the slowest took {slowest_ms:.0f} ms for {hits} hits")
    return 0 if middle >= LEAST_MEDIAN and set(statuses) == {"scored"} else 1


if __name__ == "__main__":
    sys.exit(main())
