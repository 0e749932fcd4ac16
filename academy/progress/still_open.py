"""What is still open of the achievements, and how far a learner is with each: a start, never a reproach.

The ids are those of `achievements`; what was earned is left out, so that each is told in one place.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, timedelta, tzinfo
from typing import Any

from academy.progress.achievements import LEVELS
from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseLesson, spoken
from academy.progress.mastery import Standing, standing
from academy.progress.streak import streak
from academy.progress.totals import minutes_by_week


@dataclass(frozen=True, slots=True)
class Open:
    """Something not reached yet: `have` of `goal`, and how that is said."""

    id: str
    title: str
    have: float
    goal: float
    says: str

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, self.have / self.goal) if self.goal else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self) | {"share": round(self.share, 3)}


def still_open(
    attempts: Iterable[Attempt],
    course: Course,
    earned: Collection[str],
    today: date,
    zone: tzinfo = UTC,
) -> tuple[Open, ...]:
    """Return what is open, the nearest first; `earned` are the ids of what was reached."""
    takes = in_order(attempts)
    stands = standing(course, takes)
    found = [
        *_firsts(takes),
        *_pocket(takes),
        *_counts(takes, today, zone),
        *_skills(stands, course),
        *_lessons(stands, course),
    ]
    left = [one for one in found if one.id not in earned]
    return tuple(sorted(left, key=lambda one: -one.share))


def _firsts(takes: Sequence[Attempt]) -> Iterator[Open]:
    yield Open("first-take", "First take", len(takes), 1, "Play any exercise once.")
    yield Open("first-pass", "First pass", 0, 1, "Pass any exercise.")


def _pocket(takes: Sequence[Attempt]) -> Iterator[Open]:
    spreads = [
        take.spread_ms
        for take in takes
        if take.counts and take.passed and take.hits >= CONSTANTS.pocket_hits and take.spread_ms is not None
    ]
    best = min(spreads, default=None)
    goal = CONSTANTS.pocket_spread_ms
    says = f"Pass with {CONSTANTS.pocket_hits} hits or more and a spread of {goal:.0f} ms or less."
    if best is not None:
        says += f" Your best is {best:.0f} ms."
    yield Open("tight-pocket", "Tight pocket", 0 if best is None else goal / max(best, goal), 1, says)


def _counts(takes: Sequence[Attempt], today: date, zone: tzinfo) -> Iterator[Open]:
    hits = sum(take.hits for take in takes)
    for goal in CONSTANTS.hits:
        yield Open(f"hits:{goal}", f"{goal:,} hits", hits, goal, f"{hits:,} of {goal:,} so far.")
    days = streak(takes, today, zone).days
    for goal in CONSTANTS.streak_days:
        yield Open(f"streak:{goal}", f"{goal} days", days, goal, f"{days} of {goal} days in a row.")
    played = minutes_by_week(takes, zone).get(today - timedelta(days=today.weekday()), 0.0)
    goal_minutes = CONSTANTS.weekly_minutes
    says = f"{played:.0f} of {goal_minutes:.0f} minutes this week."
    yield Open("weekly-minutes", "An hour in a week", played, goal_minutes, says)


def _skills(stands: Standing, course: Course) -> Iterator[Open]:
    wanted = CONSTANTS.mastered_takes
    for skill in course.skills:
        row = min(stands.skills[skill].in_a_row, wanted)
        says = f"{row} of {wanted} takes in a row at {CONSTANTS.mastered_points:.0f} or more."
        yield Open(f"skill:{skill}", f"Master: {spoken(skill)}", row, wanted, says)


def _lessons(stands: Standing, course: Course) -> Iterator[Open]:
    for topic in dict.fromkeys(lesson.topic for lesson in course.lessons):
        of_topic = [lesson for lesson in course.lessons if lesson.topic == topic]
        yield _done(f"topic:{topic}", f"All of {topic}", of_topic, stands)
    for level in sorted({lesson.level for lesson in course.lessons}):
        of_level = [lesson for lesson in course.lessons if lesson.level == level]
        yield _done(f"level:{level}", f"Level: {LEVELS.get(level, level)}", of_level, stands)


def _done(open_id: str, title: str, lessons: Sequence[CourseLesson], stands: Standing) -> Open:
    done = sum(stands.lessons[lesson.id].done for lesson in lessons)
    return Open(open_id, title, done, len(lessons), f"{done} of {len(lessons)} lessons done.")
