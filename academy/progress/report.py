"""What an instructor sees of many learners: each exercise and lesson, where they stop, what is too hard.

attempts of many files → learners → Played of each exercise and lesson, Hardness of each exercise

Learners stop at the exercise of their last take, in its lesson, once they have not played for `days` days
before the moment of the report and are not through the course. Each learner is in one place, so that the
places add up to all, and the stops of all exercises, with those elsewhere, to all who stopped.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from academy.progress.course import Course, CourseExercise, CourseLesson
from academy.progress.hardness import Hardness, hardness_of
from academy.progress.learners import ELSEWHERE, Learner, Place
from academy.progress.played import Played, exercise_played, lesson_played

SCHEMA = 1
FEW = 5
"""Below this many learners a mean is a hint at most, and the report says so."""
STOPPED_AFTER_DAYS = 14
"""Two weeks: as long away as makes a comeback (`constants.py`)."""


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """One exercise; `hardness` is None as long as too few learners can say."""

    exercise: CourseExercise
    played: Played
    hardness: Hardness | None

    def as_json(self) -> dict[str, Any]:
        """Return the exercise as JSON."""
        hardness = self.hardness and self.hardness.as_json()
        return {
            "id": self.exercise.id,
            "title": self.exercise.title,
            **self.played.as_json(),
            "measured": round(self.exercise.difficulty, 1),
            "hardness": hardness,
        }


@dataclass(frozen=True, slots=True)
class LessonReport:
    """One lesson and its exercises."""

    lesson: CourseLesson
    played: Played
    exercises: tuple[ExerciseReport, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the lesson as JSON."""
        said = {"id": self.lesson.id, "number": self.lesson.number, "title": self.lesson.title}
        return said | self.played.as_json() | {"exercises": [one.as_json() for one in self.exercises]}


@dataclass(frozen=True, slots=True)
class Report:
    """The whole course over all learners at one moment."""

    made_at: datetime
    days: int
    learners: tuple[Learner, ...]
    lessons: tuple[LessonReport, ...]

    @property
    def places(self) -> Counter[Place]:
        """How many learners are in each place."""
        return Counter(learner.place(self.made_at, self.days) for learner in self.learners)

    @property
    def elsewhere(self) -> int:
        """How many stopped at an exercise that this course does not have."""
        return self.places[Place.STOPPED] - sum(one.played.stopped for one in self.lessons)

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON; learners are named by their files alone."""
        places = self.places
        return {
            "schema": SCHEMA,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "stopped_after_days": self.days,
            "learners": len(self.learners),
            "few": len(self.learners) < FEW,
            "takes": sum(len(learner.takes) for learner in self.learners),
            "places": {place.value: places[place] for place in Place},
            "stopped_elsewhere": self.elsewhere,
            "lessons": [lesson.as_json() for lesson in self.lessons],
            "files": [self._learner(learner) for learner in self.learners],
        }

    def _learner(self, learner: Learner) -> dict[str, Any]:
        last = learner.takes[-1] if learner.takes else None
        return {
            "files": list(learner.files),
            "takes": len(learner.takes),
            "lessons_done": learner.lessons_done,
            "place": learner.place(self.made_at, self.days).value,
            "last_exercise": last and last.exercise,
            "last_at": last and last.played_at.isoformat(timespec="seconds"),
        }


def report(
    course: Course, learners: Sequence[Learner], now: datetime, days: int = STOPPED_AFTER_DAYS
) -> Report:
    """Return the report at a moment; who has not played for `days` days by then has stopped."""
    stopped = [learner for learner in learners if learner.place(now, days) is Place.STOPPED]
    stops = Counter(learner.last_exercise for learner in stopped)
    del stops[ELSEWHERE]
    hardness = hardness_of(course, [learner.takes for learner in learners])
    lessons = []
    for lesson in course.lessons:
        exercises = tuple(
            ExerciseReport(one, exercise_played(lesson, one, learners, stops[one.id]), hardness.get(one.id))
            for one in lesson.exercises
        )
        in_lesson = sum(stops[one.id] for one in lesson.exercises)
        lessons.append(LessonReport(lesson, lesson_played(lesson, learners, in_lesson), exercises))
    return Report(now, days, tuple(learners), tuple(lessons))
