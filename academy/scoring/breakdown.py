"""The same numbers for each pad, each step and each bar, and which pads were confused."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from statistics import median

from academy.patterns.model import Target
from academy.scoring.alignment import Alignment
from academy.scoring.constants import CONSTANTS
from academy.scoring.verdicts import JudgedHit, JudgedOnset, OnsetVerdict


@dataclass(frozen=True, slots=True)
class PadReport:
    """One pad: its hits on the right pad, its misses, its bias and spread in ms.

    `weakness` ranks pads: how far this one is from the whole take, shrunk towards it when hits are few.
    """

    pad: str
    lane: str
    hits: int
    missed: int
    bias_ms: float | None
    spread_ms: float | None
    weakness: float


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step of the pattern on one pad, over all passes: bias in ms and from how many hits."""

    step: int
    pad: str
    lane: str
    bias_ms: float
    n: int


@dataclass(frozen=True, slots=True)
class BarReport:
    """One bar of the pattern (1-based), over all passes."""

    bar: int
    missed: int
    wrong_pad: int
    targets: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two pads that were exchanged throughout, by pad and by lane."""

    pads: tuple[str, str]
    lanes: tuple[str, str]


def per_pad(
    target: Target, onsets: tuple[JudgedOnset, ...], alignment: Alignment | None
) -> tuple[PadReport, ...]:
    """Return a report for each pad of the target, in the target's order."""
    lanes = {onset.pad: onset.lane for onset in reversed(target.onsets)}
    late: dict[str, list[float]] = {}
    residual: dict[str, list[float]] = {}
    if alignment is not None:
        rows = zip(
            alignment.onsets, alignment.late_ms, alignment.residual_ms, alignment.same_pad, strict=True
        )
        for onset, ms, left, same in rows:
            if same:
                late.setdefault(target.onsets[onset].pad, []).append(ms)
                residual.setdefault(target.onsets[onset].pad, []).append(left)
    everything = [ms for pad_late in late.values() for ms in pad_late]
    bias = median(everything) if everything else 0.0
    spread = _sd([left for pad_left in residual.values() for left in pad_left])
    missed = Counter(o.pad for o in onsets if o.verdict == OnsetVerdict.MISSED)
    reports = []
    for pad in dict.fromkeys(onset.pad for onset in target.onsets):
        mine = late.get(pad, [])
        reports.append(
            PadReport(
                pad=pad,
                lane=lanes[pad],
                hits=len(mine),
                missed=missed[pad],
                bias_ms=median(mine) if len(mine) >= CONSTANTS.least_for_bias else None,
                spread_ms=_sd(mine) if len(mine) >= CONSTANTS.least_for_spread else None,
                weakness=_weakness(mine, residual.get(pad, []), missed[pad], bias, spread),
            )
        )
    return tuple(reports)


def _weakness(late: list[float], residual: list[float], missed: int, bias: float, spread: float) -> float:
    """Return how much worse than the whole take a pad is, in rough standard units; misses weigh most."""
    n = len(late)
    trust = n / (n + CONSTANTS.shrink_hits)
    pushed = abs(median(late) - bias) / CONSTANTS.feel_ms if n else 0.0
    looser = max(0.0, _sd(residual) - spread) / max(spread, 5.0) if n else 0.0
    share = missed / (n + missed) if n + missed else 0.0
    return trust * (pushed + looser) + 4 * share


def per_step(target: Target, alignment: Alignment | None) -> tuple[StepReport, ...]:
    """Return the bias of each (step, pad) of the pattern, from hits on the right pad."""
    if alignment is None:
        return ()
    groups: dict[tuple[int, str, str], list[float]] = {}
    for onset_index, late, same in zip(
        alignment.onsets.tolist(), alignment.late_ms.tolist(), alignment.same_pad.tolist(), strict=True
    ):
        onset = target.onsets[onset_index]
        if same and onset.step is not None:
            groups.setdefault((onset.step, onset.pad, onset.lane), []).append(late)
    return tuple(
        StepReport(step, pad, lane, median(late), len(late))
        for (step, pad, lane), late in sorted(groups.items())
    )


def per_bar(target: Target, onsets: tuple[JudgedOnset, ...]) -> tuple[BarReport, ...]:
    """Return the misses of each bar of one pass, passes summed; optional notes are left out."""
    bars = max(1, round(target.loop_s / target.bar_s))
    counts = [[0, 0, 0] for _ in range(bars)]
    for judged, onset in zip(onsets, target.onsets, strict=True):
        if onset.optional:
            continue
        row = counts[int(onset.beat / target.beats_per_bar + 1e-6) % bars]
        row[0] += judged.verdict == OnsetVerdict.MISSED
        row[1] += judged.verdict == OnsetVerdict.WRONG_PAD
        row[2] += 1
    return tuple(BarReport(bar + 1, *row) for bar, row in enumerate(counts))


def substitutions(onsets: tuple[JudgedOnset, ...], hits: tuple[JudgedHit, ...]) -> Counter[tuple[str, str]]:
    """Return how often each (target pad, played pad) was confused."""
    pads = {hit.index: hit.pad for hit in hits}
    return Counter(
        (onset.pad, pads[onset.hit] or "")
        for onset in onsets
        if onset.verdict == OnsetVerdict.WRONG_PAD and onset.hit is not None
    )


def exchanged(target: Target, confused: Counter[tuple[str, str]]) -> Exchange | None:
    """Return the two pads whose exchange explains most wrong pads, if most of their notes were exchanged.

    Where both are struck at once an exchange cannot be heard: those notes are not asked.
    """
    wrong = sum(confused.values())
    lanes = {onset.pad: onset.lane for onset in reversed(target.onsets)}
    at: dict[str, set[float]] = {pad: set() for pad in lanes}
    for onset in target.onsets:
        at[onset.pad].add(round(onset.beat, 3))
    for (pad, other), there in confused.most_common():
        if other not in lanes:
            continue
        back = confused[other, pad]
        explains = there + back >= max(CONSTANTS.exchange_share * wrong, CONSTANTS.least_for_bias)
        mostly = there >= len(at[pad] - at[other]) / 2 and back >= len(at[other] - at[pad]) / 2
        if explains and mostly:
            first, second = sorted((pad, other), key=list(lanes).index, reverse=True)
            return Exchange((first, second), (lanes[first], lanes[second]))
    return None


def _sd(values: list[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values))
