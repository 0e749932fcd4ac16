"""Each exercise of a lesson tried out: played as written it passes, played not at all it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from academy.errors import AcademyError
from academy.lessons.kits import DEFAULT_KIT, kits_for
from academy.lessons.notebook import Exercise, Lesson
from academy.lessons.problem import Problem
from academy.midi.take import Hit, Take
from academy.patterns.model import Pattern
from academy.practice.judging import score_take

TOUCH_S = 0.02
"""How long a pad is held that need not be held."""


@dataclass(frozen=True)
class Trial:
    """What an exercise gave: the score of a take as written, and whether an empty take passed."""

    perfect: float | None
    empty_passes: bool


def pads_of(file: Path, pattern: Pattern) -> Mapping[str, str]:
    """Return the pad of each lane of a pattern's kit; lanes that are pads stand for themselves."""
    return kits_for(file).get(pattern.kit or DEFAULT_KIT, {})


def tried(exercise: Exercise, pads: Mapping[str, str]) -> Trial:
    """Score the exercise as it is written, and an empty take of it."""
    onsets = exercise.pattern.target(pads).onsets
    hits = [
        Hit(each.time_s, each.pad, each.velocity, each.time_s + (each.hold_s or TOUCH_S)) for each in onsets
    ]
    return Trial(
        _score(exercise.pattern, hits, pads), _passes(exercise.pattern, _score(exercise.pattern, [], pads))
    )


def trial_problems(lesson: Lesson) -> Iterator[Problem]:
    """Yield a problem for each exercise that cannot be passed, or is passed by playing nothing."""
    for exercise in lesson.exercises:
        pattern = exercise.pattern
        try:
            trial = tried(exercise, pads_of(lesson.path, pattern))
        except AcademyError as error:
            yield _problem(lesson, exercise, f"it cannot be played: {error}", "Mend the beat.")
            continue
        mark = f"{pattern.pass_mark:g} is asked for"
        if not _passes(pattern, trial.perfect):
            got = "no score" if trial.perfect is None else f"{trial.perfect:.0f} of 100"
            says = f"played exactly as written it gets {got}, and {mark}"
            yield _problem(lesson, exercise, says, "Make the beat simpler, or lower its pass mark.")
        if trial.empty_passes:
            yield _problem(lesson, exercise, "playing nothing passes it", "Write a beat with more notes.")


def _score(pattern: Pattern, hits: list[Hit], pads: Mapping[str, str]) -> float | None:
    """Return the overall score, None for a take that is not scored."""
    said = score_take(pattern, Take.of(hits, latency_ms=0.0), pads=pads, level=pattern.level).as_json()
    overall = said["overall"]
    return None if said["status"] != "scored" or overall is None else float(overall)


def _passes(pattern: Pattern, overall: float | None) -> bool:
    return overall is not None and overall >= pattern.pass_mark


def _problem(lesson: Lesson, exercise: Exercise, says: str, cure: str) -> Problem:
    return Problem(lesson.path, exercise.cell_id, None, says, cure)
