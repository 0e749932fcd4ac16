"""The four parts of a score and how they make the whole (note on scoring, 5.3).

    pattern   the note F1            timing    how close to the onsets
    dynamics  loud and soft          tempo     how steady from bar to bar

Weighted 0.3, 0.4, 0.2 and 0.1; the whole is multiplied by the note F1, so that nothing can be earned on notes
that were not played.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from academy.midi.take import Take
from academy.scoring.alignment import Alignment
from academy.scoring.constants import CONSTANTS
from academy.scoring.dynamics import Dynamics, dynamics_component
from academy.scoring.hypotheses import Explanation
from academy.scoring.timing import Timing, tempo_component, timing_component
from academy.scoring.verdicts import Counts

FIXED_VELOCITY = 127
WITHOUT_VELOCITY = ("keyboard", "pointer")


@dataclass(frozen=True, slots=True)
class Components:
    """The four parts, 0-100 each, not multiplied by the note F1; None where nothing can be said."""

    pattern: float | None = None
    timing: float | None = None
    dynamics: float | None = None
    tempo: float | None = None


def note_f1(counts: Counts) -> float:
    """Return the note F1, a wrong pad counting half; doubles count in neither errors nor notes."""
    right = counts.correct + CONSTANTS.wrong_pad_credit * counts.wrong_pad
    if right <= 0:
        return 0.0
    precision = right / (counts.correct + counts.wrong_pad + counts.extra)
    recall = right / counts.targets
    return 2 * precision * recall / (precision + recall)


def components_of(
    take: Take,
    alignment: Alignment,
    timing: Timing,
    dynamics: Dynamics,
    f1: float,
    *,
    level: int,
    clips: bool,
) -> Components:
    """Return the four parts of the score; a part that the take is too short for equals the timing.

    With `clips`, lag beyond normal feel lowers the timing: only where the latency is known. At another rate
    than the click's there is no timing and no tempo to credit, and the pattern is capped.
    """
    pattern = 100 * f1
    if not len(alignment.onsets):
        return Components(pattern=pattern)
    if alignment.explanation == Explanation.RATE:
        pattern, in_time, steady = min(pattern, CONSTANTS.rate_cap), 0.0, 0.0
    else:
        jumped = alignment.explanation in (Explanation.JUMP, Explanation.START)
        in_time = timing_component(alignment, clips=clips and not jumped, level=level)
        known = timing.tempo_percent is not None
        steady = tempo_component(timing.tempo_percent or 0.0) if known else in_time
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
    said = take.about.get("input")
    kind = said.get("kind") if isinstance(said, Mapping) else None
    return kind in WITHOUT_VELOCITY or all(hit.velocity == FIXED_VELOCITY for hit in take.hits)
