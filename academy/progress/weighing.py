"""What speaks for and against each open exercise, as numbers.

The cost is how far the chance to pass lies from 80 %, and what is added to it or taken off (coach.md:
passed +0.15, the same again +0.30, due for a re-test less; the others are set in constants.py). Weak skills
come before all others, as long as the exercise is no worse than even and the last three takes were not all
on that skill already.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from academy.progress.attempt import Attempt
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseExercise, CourseLesson
from academy.progress.estimate import Estimate
from academy.progress.learner_model import LearnerModel
from academy.progress.mastery import SkillState, Standing
from academy.progress.retests import Due


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known when choosing; `takes` in order, `wanted` topics or skills asked for."""

    course: Course
    takes: Sequence[Attempt]
    standing: Standing
    model: LearnerModel
    due: Sequence[Due]
    wanted: Collection[str]
    now: datetime

    @property
    def judged(self) -> int:
        """How many takes the model has learnt from."""
        return len(self.model.passed)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One open exercise and what speaks for it: a weak skill, one that is due, the lessons it carries."""

    lesson: CourseLesson
    exercise: CourseExercise
    estimate: Estimate
    cost: float
    weak: SkillState | None
    due: Due | None
    carries: tuple[str, int] | None
    wanted: str | None
    days_rested: int | None
    is_passed: bool

    @property
    def rank(self) -> tuple[bool, float, int]:
        """What the choice is ordered by: weak skills first, then cost, then the course."""
        return self.weak is None, round(self.cost, 9), self.lesson.number


def weigh(known: Known, offered: Collection[str] | None) -> list[Weighed]:
    """Return every exercise of every open lesson that may be offered, the best first."""
    weighed = [
        _weighed(known, lesson, exercise, place)
        for lesson in known.course.lessons
        if known.standing.lessons[lesson.id].is_open and (offered is None or lesson.id in offered)
        for place, exercise in enumerate(lesson.exercises)
    ]
    return sorted(weighed, key=lambda one: one.rank)


def _weighed(known: Known, lesson: CourseLesson, exercise: CourseExercise, place: int) -> Weighed:
    estimate = Estimate(known.model.predict(exercise.id), known.judged)
    passed = known.standing.lessons[lesson.id].passed
    earlier = sum(one.id not in passed for one in lesson.exercises[:place])
    due = next((one for one in known.due if one.skill in exercise.skills), None)
    carries = _carries(known, exercise)
    wanted = next((one for one in (lesson.topic, *exercise.skills) if one in known.wanted), None)
    rested = _days_rested(known, exercise)
    mastered = known.standing.mastered.issuperset(exercise.skills)
    trusted = estimate.percent is not None
    is_passed = exercise.id in passed
    cost = (
        (_off_aim(estimate.prediction.chance) if trusted else 0.0)
        + CONSTANTS.cost_passed * is_passed
        + CONSTANTS.cost_mastered * (is_passed and due is None and mastered)
        + CONSTANTS.cost_same * bool(known.takes and known.takes[-1].exercise == exercise.id)
        + CONSTANTS.cost_repeat * min(CONSTANTS.most_repeats, _repeats(known, exercise))
        + CONSTANTS.cost_order * min(CONSTANTS.most_order, earlier)
        - (CONSTANTS.bonus_due / (1 + known.due.index(due)) if due else 0.0)
        - CONSTANTS.bonus_carries * min(CONSTANTS.most_carried, carries[1] if carries and trusted else 0)
        - CONSTANTS.bonus_begun * (not is_passed and any(take.lesson == lesson.id for take in known.takes))
        - CONSTANTS.bonus_interest * (wanted is not None)
        - CONSTANTS.bonus_rested * min(1.0, (rested or 0) / CONSTANTS.rested_days)
    )
    weak = _weak(known, exercise, estimate)
    return Weighed(lesson, exercise, estimate, cost, weak, due, carries, wanted, rested, is_passed)


def _off_aim(chance: float) -> float:
    """Return how far a chance lies from the aim; below the band it counts more."""
    return abs(chance - CONSTANTS.aim) + CONSTANTS.cost_stretch * max(0.0, CONSTANTS.band[0] - chance)


def _weak(known: Known, exercise: CourseExercise, estimate: Estimate) -> SkillState | None:
    """Return the weakest skill below 70 of an exercise, None where more of it now would be too much."""
    if estimate.prediction.chance < CONSTANTS.weak_least:
        return None
    states = [known.standing.skills[skill] for skill in exercise.skills]
    weak = [state for state in states if state.is_weak and not _enough(known, state.skill)]
    return min(weak, key=lambda state: (state.score or 0.0, state.skill), default=None)


def _enough(known: Known, skill: str) -> bool:
    """Say whether the last three takes were all on one skill."""
    last = known.takes[-CONSTANTS.weak_in_a_row :]
    on_it = [take for take in last if _has(known, take, skill)]
    return len(on_it) == CONSTANTS.weak_in_a_row


def _has(known: Known, take: Attempt, skill: str) -> bool:
    exercise = known.model.exercises.get(take.exercise)
    return exercise is not None and skill in exercise.skills


def _carries(known: Known, exercise: CourseExercise) -> tuple[str, int] | None:
    """Return the skill of an exercise that most locked lessons wait for, and how many they are."""
    waiting = [skill for state in known.standing.lessons.values() for skill in state.waits_for]
    counts = [(skill, waiting.count(skill)) for skill in exercise.skills if skill in waiting]
    return max(counts, key=lambda one: (one[1], one[0]), default=None)


def _repeats(known: Known, exercise: CourseExercise) -> int:
    """Return how often an exercise was played within the last day."""
    since = known.now - timedelta(days=1)
    return sum(take.exercise == exercise.id and take.played_at > since for take in known.takes)


def _days_rested(known: Known, exercise: CourseExercise) -> int | None:
    """Return the whole days since any skill of an exercise was played, None if none ever was."""
    moments = [known.standing.skills[skill].last_at for skill in exercise.skills]
    last = max((moment for moment in moments if moment), default=None)
    return None if last is None else max(0, (known.now - last).days)
