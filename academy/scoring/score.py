"""One take, scored: components, guards, status and words (note on scoring, section 5).

A score is a pure function of target, take, latency, mode, level and the version of the constants. The parts
are weighted 0.3 pattern, 0.4 timing, 0.2 dynamics, 0.1 tempo, and the whole is multiplied by the note
F1, so that nothing can be earned on notes that were not played.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from academy.errors import TakeError
from academy.midi.take import Take
from academy.patterns.model import Target
from academy.scoring import breakdown, words
from academy.scoring.alignment import Alignment, align
from academy.scoring.constants import CONSTANTS, VERSION
from academy.scoring.dynamics import NOTHING, Dynamics, dynamics_component, dynamics_of
from academy.scoring.guard import is_the_exercise
from academy.scoring.hypotheses import Explanation
from academy.scoring.swing import Swing, swing_of
from academy.scoring.timing import (
    Timing,
    tempo_component,
    timing_component,
    timing_of,
)
from academy.scoring.verdicts import Counts, JudgedHit, JudgedOnset, count, judge_hits, judge_onsets

NO_TIMING = Timing(None, None, None, None, None, None, None, None)
FIXED_VELOCITY = 127
WITHOUT_VELOCITY = ("keyboard", "pointer")


class Status(StrEnum):
    """Whether a take could be scored, and why not."""

    SCORED = "scored"
    EMPTY = "empty"
    NO_TARGET = "no_target"
    NOT_THE_EXERCISE = "not_the_exercise"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Components:
    """The four parts, 0-100 each, not multiplied by the note F1; None where nothing can be said."""

    pattern: float | None = None
    timing: float | None = None
    dynamics: float | None = None
    tempo: float | None = None


@dataclass(frozen=True)
class Score:
    """What one take is worth and what it shows. Absent numbers are None, never 0."""

    status: Status
    overall: float | None
    components: Components
    counts: Counts
    timing: Timing = NO_TIMING
    dynamics: Dynamics = NOTHING
    swing: Swing | None = None
    explanation: Explanation | None = None
    explained: tuple[str, ...] = ()
    onsets: tuple[JudgedOnset, ...] = ()
    hits: tuple[JudgedHit, ...] = ()
    per_pad: tuple[breakdown.PadReport, ...] = ()
    per_step: tuple[breakdown.StepReport, ...] = ()
    bars: tuple[breakdown.BarReport, ...] = ()
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    exchange: breakdown.Exchange | None = None
    figure: str | None = None
    exercise: str | None = None
    latency_ms: float | None = None
    latency_suggestion_ms: float | None = None
    calibrate: bool = False
    note_f1: float | None = None
    jumps: int = 0
    rate: float | None = None
    start_s: float = 0.0
    is_ambiguous: bool = False
    gain_per_pair: float | None = None
    constants: str = VERSION

    def as_json(self) -> dict[str, Any]:
        """Return the score as JSON, numbers rounded for reading."""
        from academy.scoring.report import as_json

        return as_json(self)

    @staticmethod
    def from_json(said: dict[str, Any]) -> "Score":
        """Return the score that `as_json` wrote."""
        from academy.scoring.report import from_json

        return from_json(said)


def score_take(
    target: Target,
    take: Take,
    *,
    latency_ms: float | None = None,
    mode: str = "click",
    level: int | None = None,
    pads: str = "strict",
) -> Score:
    """Score a take against its timed target.

    `latency_ms` is the calibrated latency to take off, None when it was never measured: then lag never
    lowers the score. `mode` is `click` or `free`; `level` 1-3 sets how tight the timing must be (the
    target's when left out); `pads` is `strict`, or `ignore` to ask for the rhythm alone. TakeError
    names a hit whose time is not a number.
    """
    if mode not in ("click", "free"):
        raise ValueError(f"mode {mode!r}: expected 'click' or 'free'")
    if pads not in ("strict", "ignore"):
        raise ValueError(f"pads {pads!r}: expected 'strict' or 'ignore'")
    for number, hit in enumerate(take.hits, start=1):
        if not math.isfinite(hit.time_s):
            raise TakeError(f"hit {number}: its time is {hit.time_s}; expected seconds, such as 0.512")
    level = min(3, max(1, level or target.level))
    is_free = mode == "free"
    alignment = align(target, take.hits, latency_ms=latency_ms, mode=mode, ignore_pads=pads == "ignore")
    onsets = judge_onsets(target, alignment)
    hits = judge_hits(target, take.hits, alignment, latency_ms)
    counts = count(onsets, hits, target)
    common: dict[str, Any] = {
        "counts": counts,
        "onsets": onsets,
        "hits": hits,
        "bars": breakdown.per_bar(target, onsets),
        "per_pad": breakdown.per_pad(target, onsets, alignment),
        "exercise": take.exercise,
        "latency_ms": latency_ms,
    }
    if not target.onsets:
        return Score(Status.NO_TARGET, None, Components(), **common)
    if alignment is None:
        said = (
            ("None of the hits came from a pad that is known here: check the pad map.",) if take.hits else ()
        )
        return Score(Status.EMPTY, 0.0, Components(pattern=0.0), explained=said, **common)
    f1 = note_f1(counts)
    common |= {"explanation": alignment.explanation, "gain_per_pair": alignment.gain_per_pair, "note_f1": f1}
    if not is_the_exercise(target, take.hits, alignment, latency_ms=latency_ms, mode=mode):
        said = ("This does not sound like the exercise.",)
        overall = CONSTANTS.not_the_exercise_cap * f1
        return Score(Status.NOT_THE_EXERCISE, overall, Components(pattern=100 * f1), explained=said, **common)
    return _scored(target, take, alignment, common, level=level, is_free=is_free)


def _scored(
    target: Target, take: Take, alignment: Alignment, common: dict[str, Any], *, level: int, is_free: bool
) -> Score:
    counts: Counts = common["counts"]
    timing = timing_of(alignment, is_free=is_free) if len(alignment.onsets) else NO_TIMING
    dynamics = dynamics_of(alignment)
    is_calibrated = common["latency_ms"] is not None
    components = components_of(
        target,
        take,
        alignment,
        timing,
        dynamics,
        common["note_f1"],
        level=level,
        clips=is_calibrated and not is_free,
    )
    overall = overall_of(components, common["note_f1"])
    if not is_free:
        overall = max(0.0, overall - CONSTANTS.jump_points * (len(alignment.jumps) + bool(alignment.start_s)))
    swing = swing_of(alignment) if timing.spread_ms is not None else None
    confused = breakdown.substitutions(common["onsets"], common["hits"])
    exchange = breakdown.exchanged(target, confused)
    right = alignment.late_ms[alignment.same_pad].tolist()
    calibrate = (
        not is_calibrated
        and timing.bias_ms is not None
        and abs(timing.bias_ms) > CONSTANTS.calibrate_above_ms
    )
    explained = [
        *words.explanation_words(target, alignment, timing, is_free=is_free),
        *words.first_attempt_words(target, common["hits"], alignment),
        *words.pad_words(target, confused, exchange, counts.wrong_pad),
        *words.swing_words(target, swing),
    ]
    if calibrate:
        explained.append(words.calibrate_words(timing.bias_ms or 0.0))
    enough = counts.correct + counts.wrong_pad >= min(CONSTANTS.least_for_bias, len(target.onsets))
    return Score(
        status=Status.SCORED if enough else Status.INSUFFICIENT,
        overall=overall,
        components=components,
        timing=timing,
        dynamics=dynamics,
        swing=swing,
        explained=tuple(explained),
        per_step=breakdown.per_step(target, alignment),
        confused=confused,
        exchange=exchange,
        figure=_figure(alignment, timing),
        latency_suggestion_ms=(
            None
            if is_free or timing.bias_ms is None
            else words.latency_suggestion_ms(right, timing.spread_ms, common["latency_ms"])
        ),
        calibrate=calibrate,
        jumps=len(alignment.jumps),
        rate=alignment.rate if alignment.explanation == Explanation.RATE else None,
        start_s=alignment.start_s,
        is_ambiguous=alignment.is_ambiguous,
        **common,
    )


def note_f1(counts: Counts) -> float:
    """Return the note F1, a wrong pad counting half; doubles count in neither errors nor notes."""
    right = counts.correct + CONSTANTS.wrong_pad_credit * counts.wrong_pad
    if right <= 0:
        return 0.0
    precision = right / (counts.correct + counts.wrong_pad + counts.extra)
    recall = right / counts.targets
    return 2 * precision * recall / (precision + recall)


def components_of(
    target: Target,
    take: Take,
    alignment: Alignment,
    timing: Timing,
    dynamics: Dynamics,
    f1: float,
    *,
    level: int,
    clips: bool,
) -> Components:
    """Return the four parts of the score; a part that the take is too short for equals the timing."""
    pattern = 100 * f1
    if not len(alignment.onsets):
        return Components(pattern=pattern)
    if alignment.explanation == Explanation.RATE:
        rate_dynamics = dynamics_component(dynamics.error_db) if dynamics.error_db is not None else 0.0
        dropped = None if _is_velocity_less(take) else rate_dynamics
        return Components(min(pattern, CONSTANTS.rate_cap), 0.0, dropped, 0.0)
    is_jump = alignment.explanation in (Explanation.JUMP, Explanation.START)
    in_time = timing_component(alignment, clips=clips and not is_jump, level=level)
    steady = in_time
    if timing.tempo_percent is not None:
        steady = tempo_component(timing.tempo_percent)
    loud = in_time if dynamics.error_db is None else dynamics_component(dynamics.error_db)
    return Components(pattern, in_time, None if _is_velocity_less(take) else loud, steady)


def overall_of(components: Components, f1: float) -> float:
    """Return the weighted whole, times the note F1; the weights of absent parts go to the others."""
    parts = [
        (CONSTANTS.weight_pattern, 100.0),
        (CONSTANTS.weight_timing, components.timing),
        (CONSTANTS.weight_dynamics, components.dynamics),
        (CONSTANTS.weight_tempo, components.tempo),
    ]
    known = [(weight, value) for weight, value in parts if value is not None]
    return f1 * sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)


def _is_velocity_less(take: Take) -> bool:
    """Say whether the input cannot tell loud from soft: keys, a mouse, FIXED VELOCITY (always 127)."""
    kind = (take.about.get("input") or {}).get("kind")
    return kind in WITHOUT_VELOCITY or all(hit.velocity == FIXED_VELOCITY for hit in take.hits)


def _figure(alignment: Alignment, timing: Timing) -> str | None:
    """Return the name of the rhythmic figure that was played, relative to the tempo that was played."""
    from academy.patterns.rhythm import name_figure

    if timing.tempo_bpm is None:
        return None
    return name_figure(alignment.scene.hit_s.tolist(), timing.tempo_bpm)
