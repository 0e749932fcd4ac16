"""Achievements: rules over takes. Worked out from scratch at any time, they are the same each time.

Each rule looks at all takes in order and says at which take something was reached, if it was. They are given
once; `id` says for what (`skill:backbeat`), so that the store keeps each once. Days and weeks are those of
`zone`, UTC unless the learner's own is given.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import accumulate, pairwise
from typing import Any

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseLesson, spoken
from academy.progress.mastery import mastery_of
from academy.progress.streak import rows
from academy.progress.totals import day_of, days_of, week_of

LEVELS = {1: "beginner", 2: "intermediate", 3: "advanced"}


@dataclass(frozen=True, slots=True)
class Achievement:
    """Something reached: its words, and the take that reached it."""

    id: str
    title: str
    text: str
    earned_at: datetime
    take_id: str

    def as_json(self) -> dict[str, Any]:
        """Return the achievement as JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "text": self.text,
            "earned_at": self.earned_at.isoformat(),
            "take_id": self.take_id,
        }


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rules look at: all takes in order, the course, the learner's zone."""

    takes: Sequence[Attempt]
    course: Course
    zone: tzinfo

    @property
    def counted(self) -> list[Attempt]:
        """The takes that count."""
        return [attempt for attempt in self.takes if attempt.counts]


def achievements(attempts: Iterable[Attempt], course: Course, zone: tzinfo = UTC) -> tuple[Achievement, ...]:
    """Return everything reached so far, oldest first."""
    told = _Told(in_order(attempts), course, zone)
    reached = [achievement for rule in _RULES for achievement in rule(told)]
    return tuple(sorted(reached, key=lambda one: (one.earned_at, one.take_id, one.id)))


def _earned(achievement_id: str, title: str, text: str, take: Attempt) -> Achievement:
    return Achievement(achievement_id, title, text, take.played_at, take.take_id)


def _first_take(told: _Told) -> Iterator[Achievement]:
    for take in told.takes[:1]:
        yield _earned("first-take", "First take", "You played your first take.", take)


def _first_pass(told: _Told) -> Iterator[Achievement]:
    for take in [take for take in told.takes if take.passed][:1]:
        yield _earned("first-pass", "First pass", "You passed your first exercise.", take)


def _tight_pocket(told: _Told) -> Iterator[Achievement]:
    for take in told.counted:
        is_long = take.passed and take.hits >= CONSTANTS.pocket_hits
        if is_long and take.spread_ms is not None and take.spread_ms <= CONSTANTS.pocket_spread_ms:
            text = (
                f"{take.hits} hits with a spread of {take.spread_ms:.0f} ms: as steady as professionals play."
            )
            yield _earned("tight-pocket", "Tight pocket", text, take)
            return


def _skills(told: _Told) -> Iterator[Achievement]:
    exercises = told.course.exercises
    known = [take for take in told.counted if take.exercise in exercises]
    for skill in told.course.skills:
        mine = [take for take in known if skill in exercises[take.exercise].skills]
        moment = mastery_of(mine)
        for take in [take for take in mine if take.played_at == moment][:1]:
            text = (
                f"Three takes in a row at {CONSTANTS.mastered_points:.0f} or more: {spoken(skill)} is yours."
            )
            yield _earned(f"skill:{skill}", f"Mastered: {spoken(skill)}", text, take)


def _topics(told: _Told) -> Iterator[Achievement]:
    for topic in dict.fromkeys(lesson.topic for lesson in told.course.lessons):
        lessons = [lesson for lesson in told.course.lessons if lesson.topic == topic]
        for take in _all_done(told, lessons):
            yield _earned(f"topic:{topic}", f"All of {topic}", f"Every lesson of {topic} is done.", take)


def _levels(told: _Told) -> Iterator[Achievement]:
    for level in sorted({lesson.level for lesson in told.course.lessons}):
        name = LEVELS.get(level, f"level {level}")
        lessons = [lesson for lesson in told.course.lessons if lesson.level == level]
        for take in _all_done(told, lessons):
            yield _earned(f"level:{level}", f"Level done: {name}", f"Every {name} lesson is done.", take)


def _all_done(told: _Told, lessons: Sequence[CourseLesson]) -> Iterator[Attempt]:
    """Yield the take with which the last exercise of all these lessons was done, if it was."""
    left = {one.id: (lesson.pass_mark, lesson.times) for lesson in lessons for one in lesson.exercises}
    for take in told.counted if left else ():
        mark, times = left.get(take.exercise, (None, 0))
        if mark is not None and take.points >= mark:
            left[take.exercise] = (mark, times - 1)
            if times == 1:
                del left[take.exercise]
            if not left:
                yield take
                return


def _comeback(told: _Told) -> Iterator[Achievement]:
    for before, take in pairwise(told.takes):
        away = (day_of(take.played_at, told.zone) - day_of(before.played_at, told.zone)).days
        if away >= CONSTANTS.comeback_days:
            yield _earned("comeback", "Comeback", f"You came back after {away} days.", take)
            return


def _hits(told: _Told) -> Iterator[Achievement]:
    sums = list(accumulate(take.hits for take in told.takes))
    for goal in CONSTANTS.hits:
        for take in [take for take, sum_ in zip(told.takes, sums, strict=True) if sum_ >= goal][:1]:
            yield _earned(f"hits:{goal}", f"{goal:,} hits", f"You have hit the pads {goal:,} times.", take)


def _streaks(told: _Told) -> Iterator[Achievement]:
    days = days_of(told.takes, told.zone)
    lengths = [length for length, _ in rows(days)]
    for goal in CONSTANTS.streak_days:
        for day in [day for day, length in zip(days, lengths, strict=True) if length >= goal][:1]:
            take = next(take for take in told.takes if day_of(take.played_at, told.zone) == day)
            yield _earned(f"streak:{goal}", f"{goal} days", f"You practised {goal} days in a row.", take)


def _weekly_minutes(told: _Told) -> Iterator[Achievement]:
    minutes: dict[Any, float] = {}
    for take in told.takes:
        week = week_of(take.played_at, told.zone)
        minutes[week] = minutes.get(week, 0.0) + (take.seconds or 0.0) / 60
        if minutes[week] >= CONSTANTS.weekly_minutes:
            text = f"You played {CONSTANTS.weekly_minutes:.0f} minutes in one week."
            yield _earned("weekly-minutes", "An hour in a week", text, take)
            return


_RULES: tuple[Callable[[_Told], Iterator[Achievement]], ...] = (
    *(_first_take, _first_pass, _tight_pocket, _skills, _topics, _levels),
    *(_comeback, _hits, _streaks, _weekly_minutes),
)
