"""The verdict on every onset and on every hit, and their counts."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from academy.midi.take import Hit
from academy.patterns.model import Target
from academy.scoring.alignment import Alignment
from academy.scoring.constants import CONSTANTS


class OnsetVerdict(StrEnum):
    """What became of an expected note."""

    CORRECT = "correct"
    WRONG_PAD = "wrong_pad"
    MISSED = "missed"
    OPTIONAL_MISSED = "optional_missed"


class HitVerdict(StrEnum):
    """What a played note was."""

    CORRECT = "correct"
    WRONG_PAD = "wrong_pad"
    EXTRA = "extra"
    DOUBLE = "double"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class JudgedOnset:
    """An onset with its verdict, the hit that answered it (place in the take) and its asynchrony in ms."""

    index: int
    time_s: float
    pad: str
    verdict: OnsetVerdict
    hit: int | None = None
    asynchrony_ms: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedHit:
    """A hit with its verdict; `time_s` has the calibrated latency taken off."""

    index: int
    time_s: float
    pad: str | None
    velocity: int
    verdict: HitVerdict
    onset: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each. `targets` leaves out optional notes; every hit is in exactly one of the last five."""

    targets: int = 0
    correct: int = 0
    wrong_pad: int = 0
    missed: int = 0
    extra: int = 0
    double: int = 0
    ignored: int = 0


def judge_onsets(target: Target, alignment: Alignment | None) -> tuple[JudgedOnset, ...]:
    """Return every onset of the target with its verdict."""
    answers: dict[int, tuple[int, bool, float]] = {}
    if alignment is not None:
        for onset_index, hit, same, late in zip(
            alignment.onsets.tolist(),
            alignment.hits.tolist(),
            alignment.same_pad.tolist(),
            alignment.late_ms.tolist(),
            strict=True,
        ):
            answers[onset_index] = (hit, same, late)
    judged = []
    for index, onset in enumerate(target.onsets):
        if index in answers:
            hit, same, late = answers[index]
            verdict = OnsetVerdict.CORRECT if same else OnsetVerdict.WRONG_PAD
            judged.append(JudgedOnset(index, onset.time_s, onset.pad, verdict, hit, late))
        else:
            verdict = OnsetVerdict.OPTIONAL_MISSED if onset.optional else OnsetVerdict.MISSED
            judged.append(JudgedOnset(index, onset.time_s, onset.pad, verdict))
    return tuple(judged)


def judge_hits(
    target: Target, hits: tuple[Hit, ...], alignment: Alignment | None, latency_ms: float | None
) -> tuple[JudgedHit, ...]:
    """Return every hit of the take with its verdict."""
    latency_s = (latency_ms or 0.0) / 1000
    answers: dict[int, tuple[int, HitVerdict]] = {}
    if alignment is not None:
        pairs = zip(
            alignment.onsets.tolist(), alignment.hits.tolist(), alignment.same_pad.tolist(), strict=True
        )
        for onset, hit, same in pairs:
            answers[hit] = (onset, HitVerdict.CORRECT if same else HitVerdict.WRONG_PAD)
    doubles = _doubles(alignment) if alignment is not None else set()
    first, last = _edges(target, alignment)
    judged = []
    for index, hit in enumerate(hits):
        time_s = hit.time_s - latency_s
        onset, verdict = answers.get(index, (None, HitVerdict.EXTRA))
        if index in doubles:
            verdict = HitVerdict.DOUBLE
        elif onset is None and (not _is_heard(hit, alignment) or not first <= time_s <= last):
            verdict = HitVerdict.IGNORED
        judged.append(JudgedHit(index, time_s, hit.pad, hit.velocity, verdict, onset))
    return tuple(judged)


def count(onsets: tuple[JudgedOnset, ...], hits: tuple[JudgedHit, ...], target: Target) -> Counts:
    """Return the counts. Optional notes that were played count neither as targets nor as correct."""
    required = [judged for judged, onset in zip(onsets, target.onsets, strict=True) if not onset.optional]
    of_onset = [judged.verdict for judged in required]
    of_hit = [judged.verdict for judged in hits]
    return Counts(
        targets=len(required),
        correct=of_onset.count(OnsetVerdict.CORRECT),
        wrong_pad=of_onset.count(OnsetVerdict.WRONG_PAD),
        missed=of_onset.count(OnsetVerdict.MISSED),
        extra=of_hit.count(HitVerdict.EXTRA),
        double=of_hit.count(HitVerdict.DOUBLE),
        ignored=of_hit.count(HitVerdict.IGNORED),
    )


def _is_heard(hit: Hit, alignment: Alignment | None) -> bool:
    """Say whether a hit is a note on a known pad; a note-on with velocity 0 is a release."""
    if not hit.velocity:
        return False
    return hit.pad is not None or (alignment is not None and alignment.scene.ignores_pads)


def _edges(target: Target, alignment: Alignment | None) -> tuple[float, float]:
    """Return the seconds outside which hits are not about the exercise: a bar before it and a bar after.

    The last hit of a whole take one bar late is still about it, a little late as it may be.
    """
    if not target.onsets:
        return -np.inf, np.inf
    first, last = target.onsets[0].time_s, target.onsets[-1].time_s
    if alignment is not None:
        first = min(first, float(alignment.expected_s[0]))
        last = float(alignment.expected_s[-1])
    margin = target.bar_s + max(target.step_s / 2, CONSTANTS.reach_min_ms / 1000)
    return first - margin, last + margin


def _doubles(alignment: Alignment) -> set[int]:
    """Return the unanswered hits that bounced off, or led into, a stroke on their pad that was answered."""
    scene = alignment.scene
    matched = set(alignment.hits.tolist())
    near_s = CONSTANTS.rebound_gap_ms / 1000
    found = set()
    for place in np.flatnonzero(scene.flagged).tolist():
        if scene.order[place] in matched:
            continue
        low, high = np.searchsorted(scene.hit_s, (scene.hit_s[place] - near_s, scene.hit_s[place] + near_s))
        for other in range(low, high):
            if scene.hit_pad[other] == scene.hit_pad[place] and scene.order[other] in matched:
                found.add(scene.order[place])
    return found
