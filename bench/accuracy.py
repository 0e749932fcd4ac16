"""How often the verdicts are right, on real drumming with injected, known errors.

    python -m bench.accuracy [--groove FOLDER] [--every N]

Prints, for each way of pairing: the share of events judged right (mean and 5th-percentile take), the error
of bias, spread and tempo, and for ours the confusion matrix. Exits 1 when a figure is not reached.
"""

import argparse
import random
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from academy.midi.take import Take
from academy.scoring.score import score_take
from academy.scoring.timing import slope
from bench.groove import Known, find_groove, read_takes
from bench.players import shift, simulate, spoil
from bench.rivals import RIVALS, Pairs

LEAST_MEAN, LEAST_5TH, MOST_MS, MOST_TEMPO = 0.97, 0.90, 3.0, 0.2


def ours(known: Known, latency_ms: float | None) -> tuple[Pairs, dict[str, float | None]]:
    """Return our pairs and the bias, spread and tempo that we report."""
    score = score_take(known.target, Take(hits=known.hits), latency_ms=latency_ms)
    pairs = {onset.index: onset.hit for onset in score.onsets if onset.hit is not None}
    timing = score.timing
    return pairs, {"bias": timing.bias_ms, "spread": timing.spread_ms, "tempo": timing.tempo_bpm}


def measured(known: Known, pairs: Pairs) -> dict[str, float]:
    """Return bias (median), spread (SD) and tempo of the pairs that are on the right pad."""
    target, hits = known.target, known.hits
    both = [(target.onsets[o].time_s, hits[h].time_s) for o, h in sorted(pairs.items()) if h < len(hits)]
    kept = [
        pair
        for pair, (o, h) in zip(both, sorted(pairs.items()), strict=True)
        if target.onsets[o].pad == hits[h].pad
    ]
    if len(kept) < 8:
        return {"bias": np.nan, "spread": np.nan, "tempo": np.nan}
    times, played = np.array(kept).T
    late = played - times
    return {
        "bias": 1000 * float(np.median(late)),
        "spread": 1000 * float(late.std()),
        "tempo": target.tempo / (1 + slope(times, late)),
    }


def truth_of(known: Known) -> Pairs:
    return {onset: hit for hit, onset in enumerate(known.truth) if onset is not None}


def verdict(known: Known, pairs: Pairs, onset: int) -> str:
    """Return correct, wrong pad or missed for one onset."""
    if onset not in pairs:
        return "missed"
    return "correct" if known.hits[pairs[onset]].pad == known.target.onsets[onset].pad else "wrong pad"


def judged(known: Known, pairs: Pairs) -> tuple[float, Counter[tuple[str, str]]]:
    """Return the share of events judged right, and (true, said) counted: each onset, and each stray hit."""
    truth, used = truth_of(known), set(pairs.values())
    said = Counter(
        (verdict(known, truth, index), verdict(known, pairs, index))
        for index in range(len(known.target.onsets))
    )
    for hit, onset in enumerate(known.truth):
        if onset is None:
            said["stray", "used" if hit in used else "stray"] += 1
    right = sum(times for (true, claimed), times in said.items() if true == claimed)
    return right / said.total(), said


def conditions(takes: Iterable[Known], *, raw: bool, spoilt: bool) -> list[Known]:
    """Return the takes with errors and a lag: ±30 ms left after calibration, or 0-150 ms never measured."""
    found = []
    for number, known in enumerate(takes):
        dice = random.Random(number)
        known = spoil(known, dice) if spoilt else known
        found.append(shift(known, dice.uniform(0, 150) if raw else dice.uniform(-30, 30)))
    return found


def table(name: str, takes: list[Known], *, raw: bool) -> dict[str, float]:
    """Print one table, a line for each way of pairing; return our figures."""
    print(f"\n{name}: {len(takes)} takes, {sum(len(known.target.onsets) for known in takes)} notes")
    print(f"{'':16} {'verdicts':>9} {'5th pct':>8} {'|bias|':>8} {'SD':>8} {'tempo %':>8}")
    ways: dict[str, Callable[[Known], tuple[Pairs, dict[str, float | None]]]] = {
        rival: (lambda known, pair=pair: (pairs := pair(known.target, known.hits), measured(known, pairs)))
        for rival, pair in RIVALS.items()
    }
    ways["ours"] = lambda known: ours(known, None if raw else 0.0)
    figures: dict[str, float] = {}
    for way, answer in ways.items():
        shares, errors, confusion = [], [], Counter[tuple[str, str]]()
        for known in takes:
            pairs, said = answer(known)
            share, counts = judged(known, pairs)
            true = measured(known, truth_of(known))
            shares.append(share)
            confusion += counts
            errors.append([abs((said[key] or np.nan) - true[key]) for key in ("bias", "spread", "tempo")])
        bias, spread, tempo = np.nanmean(np.array(errors, dtype=float), axis=0)
        figures = {
            "mean": float(np.mean(shares)),
            "5th": float(np.percentile(shares, 5)),
            "bias": float(bias),
            "spread": float(spread),
            "tempo": float(100 * tempo / np.mean([known.target.tempo for known in takes])),
        }
        print(
            f"{way:16} {figures['mean']:9.4f} {figures['5th']:8.3f} {bias:8.2f} {spread:8.2f} "
            f"{figures['tempo']:8.3f}"
        )
    cells = "; ".join(f"{true} → {claimed} {times}" for (true, claimed), times in sorted(confusion.items()))
    print(f"confusion, ours (true → said): {cells}")
    return figures


def self_scores(takes: list[Known]) -> float:
    """Print and return the median score of real takes against their own quantised selves."""
    overall = [
        score_take(known.target, Take(hits=known.hits), latency_ms=0.0).overall or 0.0 for known in takes
    ]
    low, middle, high = np.percentile(overall, [5, 50, 95])
    print(
        f"\nreal takes against their own quantised selves: median {middle:.1f} "
        f"(5 % {low:.1f}, 95 % {high:.1f})"
    )
    return float(middle)


def reached(figures: dict[str, float]) -> bool:
    """Say whether the figures of the plan are reached."""
    return (
        figures["mean"] >= LEAST_MEAN
        and figures["5th"] >= LEAST_5TH
        and max(figures["bias"], figures["spread"]) <= MOST_MS
        and figures["tempo"] <= MOST_TEMPO
    )


def main() -> int:
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groove", help="folder of the Groove MIDI data")
    parser.add_argument("--every", type=int, default=1, help="only every N-th recording")
    chosen = parser.parse_args()
    dice = random.Random(404)
    hard = [simulate(dice) for _ in range(60)]
    table("simulated hard mixture, calibrated", conditions(hard, raw=False, spoilt=False), raw=False)
    table("simulated hard mixture, latency unknown", conditions(hard, raw=True, spoilt=False), raw=True)
    folder = find_groove(chosen.groove)
    if folder is None:
        print("skipped: the Groove MIDI data are not here (give --groove FOLDER or set GROOVE_DATA)")
        return 0
    takes = list(read_takes(folder, every=chosen.every))
    table("real, as played, calibrated", conditions(takes, raw=False, spoilt=False), raw=False)
    near = table("real, spoilt, calibrated", conditions(takes, raw=False, spoilt=True), raw=False)
    far = table("real, spoilt, latency unknown", conditions(takes, raw=True, spoilt=True), raw=True)
    middle = self_scores(takes)
    good = reached(near) and reached(far) and middle >= 90
    print("\nall figures reached" if good else "\nsome figures were NOT reached")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
