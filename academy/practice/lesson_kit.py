"""What a lesson wants of its kit: its `kit:` line, the pads that its exercises play, and their tempos."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from academy.samples.lesson_kit.kit import Slot, Wanted

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson

USUAL_BPM = (90.0, 90.0)
"""The tempo of a kit whose lesson has neither a kit line nor an exercise."""


def wanted_of(lesson: "Lesson", pads: Mapping[str, str], seed: int = 0) -> Wanted:
    """Return what a lesson wants on its pads; `pads` names the pad of each lane there is.

    A lane that is a pad's name stands for the lane that lies there. A pad that two lanes name is one.
    """
    lane_of = {pad: lane for lane, pad in pads.items()}
    tempos: dict[str, list[float]] = {}
    for exercise in lesson.exercises:
        for lane in exercise.pattern.lanes:
            tempos.setdefault(pads.get(lane.name, lane.name), []).append(exercise.pattern.tempo)
    said = lesson.front.kit or {}
    played = tuple(dict.fromkeys(exercise.pattern.tempo for exercise in lesson.exercises))
    low, high = said.get("bpm") or ((min(played), max(played)) if played else USUAL_BPM)
    return Wanted(
        lesson=lesson.id,
        genre=str(said.get("genre", "any")),
        bpm=(float(low), float(high)),
        vibe=tuple(said.get("vibe", ())),
        slots=tuple(Slot(pad, lane_of.get(pad, pad), tuple(sorted(set(at)))) for pad, at in tempos.items()),
        tempos=played,
        seed=seed,
        spare=tuple(Slot(pad, lane) for lane, pad in pads.items() if pad not in tempos),
    )
