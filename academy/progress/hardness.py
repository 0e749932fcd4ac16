"""Is an exercise harder or easier than it was measured? Told by how learners do on it and around it.

A learner's first whole take of an exercise lies z logits above the pass mark (`learner_model.py`). Were the
measured difficulty d right, z + d would be the learner's ability at that time on every exercise alike. So
what an exercise adds is, over its learners, the mean of

    (mean of z + d over the exercises begun just before and just after) - (z + d on this one)

in logits; positive is harder than measured. As many are looked at before as after, five of each at most:
what was learnt meanwhile falls out. First takes only, since later ones hold what this exercise taught. It
is said from five learners on: a mean of five takes of variance 1.2 (`constants.py`) has a standard error of
half a logit, so that a whole logit, odds of 2.7 to 1, is two of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from academy.progress.attempt import Attempt
from academy.progress.course import Course
from academy.progress.learner_model import distance

LEAST_LEARNERS = 5
LEAST_LOGITS = 1.0
AROUND = 5


@dataclass(frozen=True, slots=True)
class Hardness:
    """What learners say of an exercise: `measured` and `seen` difficulty in logits, by how many of them."""

    measured: float
    seen: float
    learners: int

    @property
    def verdict(self) -> Literal["harder", "easier", "as measured"]:
        """What the difference is worth saying: a logit or more."""
        if abs(self.seen - self.measured) < LEAST_LOGITS:
            return "as measured"
        return "harder" if self.seen > self.measured else "easier"

    def as_json(self) -> dict[str, float | int | str]:
        """Return it as JSON, logits rounded to a tenth."""
        seen, measured = (round(one, 1) + 0.0 for one in (self.seen, self.measured))  # no -0.0
        return {"measured": measured, "seen": seen, "learners": self.learners, "verdict": self.verdict}


def hardness_of(course: Course, learners: Iterable[Iterable[Attempt]]) -> Mapping[str, Hardness]:
    """Return it for each exercise that enough learners can say something of; takes in order."""
    added: dict[str, list[float]] = {}
    for takes in learners:
        for name, more in _added(_abilities(course, takes)):
            added.setdefault(name, []).append(more)
    measured = {name: exercise.difficulty for name, exercise in course.exercises.items() if name in added}
    return {
        name: Hardness(measured[name], measured[name] + fmean(more), len(more))
        for name, more in added.items()
        if len(more) >= LEAST_LEARNERS
    }


def _abilities(course: Course, takes: Iterable[Attempt]) -> dict[str, float]:
    """Return the ability that the first whole take of each exercise speaks of, in their order."""
    exercises = course.exercises
    said: dict[str, float] = {}
    for take in takes:
        exercise = exercises.get(take.exercise)
        if exercise is not None and take.counts and take.exercise not in said:
            said[take.exercise] = distance(take.points, exercise.pass_mark) + exercise.difficulty
    return said


def _added(abilities: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield what each exercise adds for one learner; the first and the last have nothing around them."""
    row = list(abilities.values())
    for place, (name, here) in enumerate(abilities.items()):
        reach = min(AROUND, place, len(row) - 1 - place)
        if reach:
            around = row[place - reach : place] + row[place + 1 : place + 1 + reach]
            yield name, fmean(around) - here
