"""A lesson and its kit: what it wants on its pads, what is chosen for them, and the files for the unit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from academy.samples.lesson_kit.kit import LessonKit, Slot, Wanted

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson
    from academy.midi.device import PadMap
    from academy.samples.export.kit import ExportedKit
    from academy.samples.library.library import Library

KEPT = "kits"
"""The setting of the store that has the learner's own choices: {lesson: {pad: {"sound", "start", "end"}}}."""
SEEDS = "kit_seeds"
"""The setting of the store that has the seed of each lesson whose kit was drawn anew: {lesson: seed}."""

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


def kit_of(
    lesson: "Lesson", library: "Library", pads: Mapping[str, str], own: Mapping[str, Any], seed: int = 0
) -> LessonKit:
    """Return the kit of a lesson with the learner's `own` choices; SoundError says what cannot be."""
    from academy.samples.lesson_kit import changed, for_lesson

    return changed(for_lesson(wanted_of(lesson, pads, seed), library.entries, library.words), own)


def export_of(
    lesson: "Lesson", kit: LessonKit, library: "Library", pads: Mapping[str, str], unit_map: "PadMap"
) -> "ExportedKit":
    """Return a kit as files for the unit's card, with a MIDI file for each exercise of the lesson."""
    from academy.practice.delivery import HOW, midi_of_pattern
    from academy.samples.export.kit import export_kit
    from academy.samples.export.names import free_name
    from academy.samples.lesson_kit.pieces import LessonPieces

    return export_kit(
        f"Lesson {lesson.number}: {lesson.title}",
        free_name(f"L{lesson.number:02} {lesson.id}"),
        LessonPieces(kit, library),
        {one.name: midi_of_pattern(one.pattern, pads, unit_map) for one in lesson.exercises},
        HOW,
    )
