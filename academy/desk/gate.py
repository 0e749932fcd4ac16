"""What a learner's plan opens of the course: asked anew at each request, of the desk's own table alone.

What a request says of a plan, a tier or a name counts for nothing. Finished lessons stay open when a plan has
lapsed: those that this desk once handed out to the learner, if everything is passed that the lesson asks now
or asked on a day when it was handed out. So nothing that is added to a lesson later takes it away.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from academy.errors import NotInPlan
from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Lesson
from academy.membership.plans import LIFETIME, PREMIUM, LessonFacts, Plan, free_lessons, may_open
from academy.store.openings import Asked
from academy.store.store import Store


def asked_by(lesson: Lesson) -> Asked:
    """Return how many passed takes of each exercise finish a lesson as it is now."""
    return {one.id: lesson.front.success.attempts for one in lesson.exercises}


class Gate:
    """Which lessons of a catalogue are open to one learner now."""

    def __init__(self, plan: Plan, catalogue: Catalogue, store: Callable[[], Store], now: datetime) -> None:
        self.plan = plan
        self._catalogue = catalogue
        self._store = store
        self._now = now

    def open_lessons(self) -> Catalogue:
        """Return the lessons that are open, as a catalogue of their own."""
        return Catalogue(tuple(one for one in self._catalogue.lessons if self.is_open(one)))

    def free_lessons(self) -> tuple[Lesson, ...]:
        """Return the lessons that are open to everybody."""
        return tuple(one for one in self._catalogue.lessons if one.id in self._free)

    def is_open(self, lesson: Lesson) -> bool:
        """Say whether the learner may read a lesson and play its exercises."""
        return may_open(self.plan.name, self._facts(lesson), self._free) or lesson.id in self._finished

    def refusal(self, lesson: Lesson) -> NotInPlan:
        """Return why a lesson that is not open is not, and what opens it."""
        day = lesson.front.early_until
        if day is not None and self._facts(lesson).is_early and self.plan.all_lessons:
            return NotInPlan(
                f"'{lesson.title}' is new: {LIFETIME} members have it now, everybody with premium from "
                f"{day.day} {day:%B %Y}.",
                LIFETIME,
            )
        return NotInPlan(
            f"'{lesson.title}' is part of premium, as are all lessons but the first five.", PREMIUM
        )

    @cached_property
    def _free(self) -> tuple[str, ...]:
        return free_lessons(self._facts(lesson) for lesson in self._catalogue.lessons)

    @cached_property
    def _finished(self) -> set[str]:
        store = self._store()
        had = store.ever_opened()  # takes alone prove nothing: a kernel says what it passed
        if not had.keys() - set(self._free):
            return set()
        passed = Counter(row["exercise"] for row in store.attempts() if row["passed"])

        def is_passed(asked: Asked) -> bool:
            return all(passed[exercise] >= times for exercise, times in asked.items())

        lessons = (lesson for lesson in self._catalogue.lessons if lesson.id in had)
        return {one.id for one in lessons if any(map(is_passed, (asked_by(one), *had[one.id])))}

    def _facts(self, lesson: Lesson) -> LessonFacts:
        front, until = lesson.front, lesson.front.early_until
        is_early = until is not None and self._now.astimezone(UTC).date() < until
        return LessonFacts(front.id, front.number, front.level, front.tier, is_early)
