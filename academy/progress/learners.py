"""Many learners, each by the takes of one file or of several copies of it, and where each of them is.

Everybody is in exactly one place: not begun, at it, stopped, or through the course.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from academy.progress.attempt import Attempt, in_order
from academy.progress.course import Course
from academy.progress.mastery import Standing, standing

ELSEWHERE = ""
"""Where somebody stopped who last played an exercise that this course does not have."""


class Place(StrEnum):
    """Where a learner is."""

    NOT_BEGUN = "not_begun"
    AT_IT = "at_it"
    STOPPED = "stopped"
    THROUGH = "through"


@dataclass(frozen=True)
class Learner:
    """One person: the names of the files the takes came from, the takes in order, where they lead."""

    files: tuple[str, ...]
    takes: tuple[Attempt, ...]
    course: Course
    stands: Standing

    @cached_property
    def by_exercise(self) -> Mapping[str, tuple[Attempt, ...]]:
        """The takes of each exercise that was played, in order."""
        rows: dict[str, list[Attempt]] = {}
        for take in self.takes:
            rows.setdefault(take.exercise, []).append(take)
        return {name: tuple(row) for name, row in rows.items()}

    @property
    def lessons_done(self) -> int:
        """How many lessons are completed."""
        return sum(state.done for state in self.stands.lessons.values())

    @property
    def last_exercise(self) -> str:
        """The exercise of the last take, ELSEWHERE when the course does not have it or nothing was played."""
        name = self.takes[-1].exercise if self.takes else ELSEWHERE
        return name if name in self.course.exercises else ELSEWHERE

    def place(self, now: datetime, days: int) -> Place:
        """Return where the learner is; who is not through and has not played for `days` days has stopped."""
        if not self.takes:
            return Place.NOT_BEGUN
        asked = [lesson.id for lesson in self.course.lessons if lesson.exercises]
        if asked and all(self.stands.lessons[name].done for name in asked):
            return Place.THROUGH
        return Place.STOPPED if now - self.takes[-1].played_at >= timedelta(days=days) else Place.AT_IT


def learners_of(course: Course, files: Mapping[str, Iterable[Attempt]]) -> tuple[Learner, ...]:
    """Return one learner for each file; files that share a take are copies of one person's store."""
    groups: list[tuple[tuple[str, ...], dict[tuple[str, datetime], Attempt]]] = []
    for name, attempts in files.items():
        names: tuple[str, ...] = (name,)
        known = _by_identity(attempts)
        apart = []
        for other_names, other in groups:
            if known.keys().isdisjoint(other):
                apart.append((other_names, other))
            else:
                names, known = (*other_names, *names), _by_identity([*other.values(), *known.values()])
        groups = [*apart, (names, known)]
    learners = []
    for names, known in sorted(groups, key=lambda group: group[0]):
        takes = in_order(known.values())
        learners.append(Learner(tuple(sorted(names)), takes, course, standing(course, takes)))
    return tuple(learners)


def _by_identity(attempts: Iterable[Attempt]) -> dict[tuple[str, datetime], Attempt]:
    """Return takes by id and moment: ids alone may be alike in files that were written by hand."""
    return {(attempt.take_id, attempt.played_at): attempt for attempt in in_order(attempts)}
