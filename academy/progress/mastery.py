"""Where a learner stands: skills locked, available, in progress or mastered; lessons open, lessons done.

A skill is mastered by three consecutive takes at 80 points or more on exercises of the skill, and stays so:
what is open never closes again, whatever is played later. Its score is the mean of the last three takes,
which may fall; below 70 the skill is weak and comes first again. Loops, slower tempi and unfinished takes
are practice: they neither count nor break a row. A lesson is open as soon as every skill it requires is
mastered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import fmean
from typing import Any

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseLesson


class Status(StrEnum):
    """How far a learner is with a skill."""

    LOCKED = "locked"
    AVAILABLE = "available"
    IN_PROGRESS = "in_progress"
    MASTERED = "mastered"


@dataclass(frozen=True, slots=True)
class SkillState:
    """One skill: `score` is the mean of the last three takes that count, None before there are three.

    `in_a_row` is how many takes at 80 or more stand at the end. `unlocked_at` is None for skills that were
    never locked.
    """

    skill: str
    status: Status
    score: float | None = None
    takes: int = 0
    in_a_row: int = 0
    last_at: datetime | None = None
    unlocked_at: datetime | None = None
    mastered_at: datetime | None = None

    @property
    def is_weak(self) -> bool:
        """Whether the last three takes averaged below 70."""
        return self.score is not None and self.score < CONSTANTS.weak_points

    def as_json(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return {
            "skill": self.skill,
            "status": self.status.value,
            "score": None if self.score is None else round(self.score, 1),
            "takes": self.takes,
            "in_a_row": self.in_a_row,
            **{
                name: moment and moment.isoformat()
                for name, moment in (
                    ("last_at", self.last_at),
                    ("unlocked_at", self.unlocked_at),
                    ("mastered_at", self.mastered_at),
                )
            },
        }


@dataclass(frozen=True, slots=True)
class LessonState:
    """One lesson: the required skills it still waits for, and how many of its exercises are passed."""

    lesson: str
    waits_for: tuple[str, ...]
    passed: frozenset[str]
    done: bool

    @property
    def is_open(self) -> bool:
        """Whether every required skill is mastered."""
        return not self.waits_for

    @property
    def status(self) -> str:
        """Return done, open or locked, as it is shown; where something is passed, nothing is locked."""
        return "done" if self.done else "open" if self.is_open or self.passed else "locked"


@dataclass(frozen=True, slots=True)
class Standing:
    """Skills and lessons by id, in the order of the course."""

    skills: Mapping[str, SkillState]
    lessons: Mapping[str, LessonState]

    @property
    def mastered(self) -> frozenset[str]:
        """The skills that are mastered."""
        return frozenset(name for name, state in self.skills.items() if state.status is Status.MASTERED)

    @property
    def open_lessons(self) -> frozenset[str]:
        """The lessons that are open."""
        return frozenset(name for name, state in self.lessons.items() if state.is_open)


def standing(course: Course, attempts: Iterable[Attempt]) -> Standing:
    """Return where a learner stands after all these takes, in whatever order they come."""
    counted = [attempt for attempt in in_order(attempts) if attempt.counts]
    mine: dict[str, list[Attempt]] = {skill: [] for skill in course.skills}
    exercises = course.exercises
    for attempt in counted:
        if attempt.exercise in exercises:
            for skill in exercises[attempt.exercise].skills:
                mine.setdefault(skill, []).append(attempt)
    mastered_at = {skill: mastery_of(takes) for skill, takes in mine.items()}
    unlocked = {lesson.id: _unlocked(lesson, mastered_at) for lesson in course.lessons}
    skills = {
        skill: _skill_state(skill, takes, mastered_at[skill], course, unlocked)
        for skill, takes in mine.items()
    }
    return Standing(skills, {lesson.id: _lesson_state(lesson, counted, skills) for lesson in course.lessons})


def mastery_of(takes: Iterable[Attempt]) -> datetime | None:
    """Return when three takes in a row had reached 80, None while they have not; takes in order."""
    row = 0
    for attempt in takes:
        row = row + 1 if attempt.points >= CONSTANTS.mastered_points else 0
        if row == CONSTANTS.mastered_takes:
            return attempt.played_at
    return None


def _unlocked(
    lesson: CourseLesson, mastered_at: Mapping[str, datetime | None]
) -> tuple[bool, datetime | None]:
    """Return whether a lesson is open, and since when (None if it was never locked)."""
    moments = [mastered_at.get(skill) for skill in lesson.requires]
    known = [moment for moment in moments if moment is not None]
    return len(known) == len(moments), max(known, default=None)


def _skill_state(
    skill: str,
    takes: list[Attempt],
    mastered_at: datetime | None,
    course: Course,
    unlocked: Mapping[str, tuple[bool, datetime | None]],
) -> SkillState:
    since = [
        unlocked[lesson.id][1]
        for lesson in course.lessons
        if skill in lesson.teaches and unlocked[lesson.id][0]
    ]
    status = Status.AVAILABLE if since else Status.LOCKED
    if takes:
        status = Status.IN_PROGRESS
    if mastered_at is not None:
        status = Status.MASTERED
    last = [attempt.points for attempt in takes[-CONSTANTS.mastered_takes :]]
    row = 0
    for attempt in takes:
        row = row + 1 if attempt.points >= CONSTANTS.mastered_points else 0
    return SkillState(
        skill=skill,
        status=status,
        score=fmean(last) if len(last) == CONSTANTS.mastered_takes else None,
        takes=len(takes),
        in_a_row=row,
        last_at=takes[-1].played_at if takes else None,
        unlocked_at=None if None in since else min((one for one in since if one), default=None),
        mastered_at=mastered_at,
    )


def _lesson_state(
    lesson: CourseLesson, counted: list[Attempt], skills: Mapping[str, SkillState]
) -> LessonState:
    reached = [attempt.exercise for attempt in counted if attempt.points >= lesson.pass_mark]
    passed = {one.id for one in lesson.exercises if reached.count(one.id) >= lesson.times}
    waits = (skill for skill in lesson.requires if skill not in skills or skills[skill].mastered_at is None)
    return LessonState(
        lesson=lesson.id,
        waits_for=tuple(waits),
        passed=frozenset(passed),
        done=len(passed) == len(lesson.exercises) > 0,
    )
