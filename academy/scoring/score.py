"""One take, scored: components, guards, status and words (note on scoring, section 5).

A score is a pure function of target, take, latency, mode, level and the version of the constants.
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
from academy.scoring.components import Components, components_of, note_f1, overall_of
from academy.scoring.constants import CONSTANTS, VERSION
from academy.scoring.dynamics import NOTHING, Dynamics, dynamics_of
from academy.scoring.gates import Gate, gate_of
from academy.scoring.guard import is_the_exercise
from academy.scoring.hypotheses import Explanation
from academy.scoring.order import Order, order_of
from academy.scoring.swing import Swing, swing_of
from academy.scoring.timing import Timing, timing_of
from academy.scoring.verdicts import Counts, JudgedHit, JudgedOnset, count, judge_hits, judge_onsets

NO_TIMING = Timing(None, None, None, None, None, None, None, None)


class Status(StrEnum):
    """Whether a take could be scored, and why not."""

    SCORED = "scored"
    EMPTY = "empty"
    NO_TARGET = "no_target"
    NOT_THE_EXERCISE = "not_the_exercise"
    INSUFFICIENT = "insufficient"


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
    gate: Gate | None = None
    order: Order | None = None
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
        *words.late_entry_words(target, common["onsets"], common["hits"]),
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
        gate=gate_of(target, common["onsets"], take.hits, level),
        order=order_of(target, common["onsets"], take.hits),
        jumps=len(alignment.jumps),
        rate=alignment.rate if alignment.explanation == Explanation.RATE else None,
        start_s=alignment.start_s,
        is_ambiguous=alignment.is_ambiguous,
        **common,
    )


def _figure(alignment: Alignment, timing: Timing) -> str | None:
    """Return the name of the rhythmic figure that was played, relative to the tempo that was played."""
    from academy.patterns.rhythm import name_figure

    if timing.tempo_bpm is None:
        return None
    return name_figure(alignment.scene.hit_s.tolist(), timing.tempo_bpm)
