"""The taste of a lesson: the first pattern of it, for half a minute at most. Pure."""

from dataclasses import replace

from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Exercise, Lesson, exercise_of_pattern
from academy.patterns.model import Lane, Note, Pattern
from academy.patterns.notation import render

NAME = "taste"
MOST_S = 30.0


def taste_of(lesson: Lesson) -> Exercise | None:
    """Return the taste of a lesson as an exercise `LESSON/taste`, None where the lesson has no exercise.

    Whole bars from the first, as often as they fit into 30 seconds at the pattern's tempo. Takes on it say
    nothing of the lesson: no exercise of the course has its id.
    """
    if not lesson.exercises:
        return None
    first = lesson.exercises[0]
    pattern = replace(cut(first.pattern), title=f"A taste of {lesson.title}")
    return exercise_of_pattern(f"{lesson.id}/{NAME}", pattern, render(pattern), first)


def tasted(catalogue: Catalogue, exercise_id: str) -> Exercise | None:
    """Return the taste whose id this is, None when it is no taste of a lesson of the catalogue."""
    lesson_id, _, name = exercise_id.partition("/")
    lesson = catalogue.lesson(lesson_id) if name == NAME else None
    return None if lesson is None else taste_of(lesson)


def cut(pattern: Pattern) -> Pattern:
    """Return the first bars of a pattern, to be played as a rhythm: at most 30 seconds with all passes."""
    bar_s = pattern.meter[0] * 60 / pattern.tempo
    bars = max(1, min(pattern.bars, int(MOST_S // bar_s)))
    steps = bars * pattern.steps_per_bar
    passes = max(1, min(pattern.passes, int(MOST_S // (bars * bar_s))))
    lanes = tuple(replace(lane, notes=_notes(lane, steps)) for lane in pattern.lanes)
    kind = pattern.type if pattern.type == "chop" else "rhythm"
    return replace(
        pattern,
        type=kind,
        steps=steps,
        passes=passes,
        lanes=lanes,
        hint=None,
        moves=(),
    )


def _notes(lane: Lane, steps: int) -> tuple[Note, ...]:
    kept = (note for note in lane.notes if note.step < steps)
    return tuple(replace(note, hold=min(note.hold, steps - 1 - note.step)) for note in kept)
