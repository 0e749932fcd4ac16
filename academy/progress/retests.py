"""Which mastered skills to play again first, ordered by FSRS.

FSRS is fitted on flashcards, so its order is used and not its dates: a mastered skill rests a week, then
the one FSRS thinks most faded comes first. One review a day and skill, by the last take of that day (where
practice ended): failed is Again, passed by less than 5 points Hard, passed Good, 95 or more Easy
(coach.md). py-fsrs would ask the clock for a card's id and due date and sleep a millisecond, so both are
given; fuzz and learning steps are off.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course
from academy.progress.mastery import Standing

if TYPE_CHECKING:
    from fsrs import Rating


@dataclass(frozen=True, slots=True)
class Due:
    """A skill to play again: how likely FSRS thinks it is still there, and the days since it was played."""

    skill: str
    retrievability: float
    days: int

    def as_json(self) -> dict[str, Any]:
        """Return the skill as JSON."""
        return {"skill": self.skill, "retrievability": round(self.retrievability, 3), "days": self.days}


def due_skills(
    course: Course, attempts: Iterable[Attempt], now: datetime, standing: Standing
) -> tuple[Due, ...]:
    """Return the mastered skills that have rested a week, the most faded first."""
    from fsrs import Scheduler

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    exercises = course.exercises
    counted = [one for one in in_order(attempts) if one.counts and one.exercise in exercises]
    due = []
    for skill in sorted(standing.mastered):
        takes = [one for one in counted if skill in exercises[one.exercise].skills]
        days = (now - takes[-1].played_at).days
        if days >= CONSTANTS.retest_after_days:
            due.append(Due(skill, _retrievability(scheduler, takes, course, now), days))
    return tuple(sorted(due, key=lambda one: (one.retrievability, one.skill)))


def _retrievability(scheduler: Any, takes: list[Attempt], course: Course, now: datetime) -> float:
    from fsrs import Card

    exercises = course.exercises
    last_of_day = {take.played_at.astimezone(UTC).date(): take for take in takes}
    card = Card(card_id=0, due=takes[0].played_at.astimezone(UTC))
    for take in last_of_day.values():
        rated = rating(take.points, exercises[take.exercise].pass_mark)
        card, _ = scheduler.review_card(card, rated, take.played_at.astimezone(UTC))
    return float(scheduler.get_card_retrievability(card, now.astimezone(UTC)))


def rating(points: float, pass_mark: float) -> "Rating":
    """Return FSRS's rating of a score."""
    from fsrs import Rating

    if points < pass_mark:
        return Rating.Again
    if points < pass_mark + CONSTANTS.hard_margin:
        return Rating.Hard
    return Rating.Easy if points >= CONSTANTS.easy_points else Rating.Good
