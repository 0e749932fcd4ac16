"""What score a learner may expect on an exercise: a small Kalman filter over ability, one learner, offline.

The state is one general ability, one deviation for each skill, and one for each exercise (how much easier
or harder it is for this learner than measured). A take's score, as a logit from the pass mark, is seen as

    z = general + mean of the exercise's skills + its own - its measured difficulty + noise

so the chance to pass is Phi(mu / sqrt(v + R)) (coach.md, simulation 2). After each take what was practised
drifts upwards a little: learning. Without that the model is calibrated on mixed takes but not on those it
chooses itself (simulation 3). Platt's line on top is refitted on the learner's last 200 takes.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseExercise
from academy.progress.platt import SHIPPED, Platt, fit, logit, sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is expected: the chance to pass, raw and calibrated, and a score with its 80 % interval."""

    raw: float
    chance: float
    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class LearnerModel:
    """What is believed of one learner; `after` returns a new one."""

    course: Course
    places: Mapping[str, int]
    exercises: Mapping[str, CourseExercise]
    mean: "NDArray[np.float64]"
    spread: "NDArray[np.float64]"
    raws: tuple[float, ...] = ()
    passed: tuple[bool, ...] = ()
    platt: Platt = SHIPPED

    @classmethod
    def new(cls, course: Course) -> "LearnerModel":
        """Return what is believed of somebody who has not played yet."""
        import numpy as np

        exercises = course.exercises
        skills = sorted({skill for one in exercises.values() for skill in one.skills})
        names = ["", *(f"skill {skill}" for skill in skills), *(f"exercise {name}" for name in exercises)]
        sds = [
            CONSTANTS.sd_general,
            *[CONSTANTS.sd_skill] * len(skills),
            *[CONSTANTS.sd_exercise] * len(exercises),
        ]
        return cls(
            course=course,
            places={name: place for place, name in enumerate(names)},
            exercises=exercises,
            mean=np.zeros(len(names)),
            spread=np.diag(np.array(sds) ** 2),
        )

    @classmethod
    def of(cls, course: Course, attempts: Iterable[Attempt]) -> "LearnerModel":
        """Return what is believed after all these takes, in whatever order they come."""
        model = cls.new(course)
        for attempt in _latest(in_order(attempts)):
            model = model._learnt(attempt)
        return model._calibrated()

    def predict(self, exercise_id: str) -> Prediction:
        """Return what is expected of the next take of an exercise of the course."""
        exercise = self.exercises[exercise_id]
        row = self._row(exercise)
        mu = float(row @ self.mean) - exercise.difficulty
        sd = math.sqrt(float(row @ self.spread @ row) + CONSTANTS.take_variance)
        raw = 0.5 * math.erfc(-mu / sd / math.sqrt(2))
        low, middle, high = (
            points_of(mu + side * CONSTANTS.interval_z * sd, exercise.pass_mark) for side in (-1, 0, 1)
        )
        return Prediction(raw, self.platt.of(raw), middle, low, high)

    def after(self, attempt: Attempt) -> "LearnerModel":
        """Return what is believed after one more take; one that does not count changes nothing."""
        learnt = self._learnt(attempt)
        return self if learnt is self else learnt._calibrated()

    def _calibrated(self) -> "LearnerModel":
        return replace(self, platt=fit(self.raws, self.passed))

    def _learnt(self, attempt: Attempt) -> "LearnerModel":
        import numpy as np

        exercise = self.exercises.get(attempt.exercise)
        if exercise is None or not attempt.counts or attempt.is_read:
            return self
        row = self._row(exercise)
        mu = float(row @ self.mean) - exercise.difficulty
        reach = self.spread @ row
        variance = float(row @ reach) + CONSTANTS.take_variance
        raw = 0.5 * math.erfc(-mu / math.sqrt(2 * variance))
        gain = reach / variance
        mean = self.mean + gain * (distance(attempt.points, exercise.pass_mark) - mu)
        spread = self.spread - np.outer(gain, reach)
        practised = [self.places[f"skill {skill}"] for skill in exercise.skills]
        mean[practised] += CONSTANTS.drift
        mean[0] += CONSTANTS.drift_general * CONSTANTS.drift
        spread[[0, *practised], [0, *practised]] += CONSTANTS.drift_variance
        last = slice(-CONSTANTS.platt_last, None)
        raws, passed = (*self.raws, raw), (*self.passed, attempt.points >= exercise.pass_mark)
        return replace(self, mean=mean, spread=spread, raws=raws[last], passed=passed[last])

    def _row(self, exercise: CourseExercise) -> "NDArray[np.float64]":
        import numpy as np

        row = np.zeros(len(self.places))
        row[0] = row[self.places[f"exercise {exercise.id}"]] = 1.0
        for skill in exercise.skills:
            row[self.places[f"skill {skill}"]] += 1 / len(exercise.skills)
        return row


def _latest(takes: Sequence[Attempt]) -> list[Attempt]:
    """Return of each exercise the latest takes that count: older ones say little beside them."""
    seen = Counter[str]()
    latest = []
    for attempt in reversed(takes):
        seen[attempt.exercise] += attempt.counts
        if attempt.counts and seen[attempt.exercise] <= CONSTANTS.model_takes:
            latest.append(attempt)
    return latest[::-1]


def distance(points: float, pass_mark: float) -> float:
    """Return how far a score lies above the pass mark, in logits."""
    return _logit_of(points) - _logit_of(pass_mark)


def points_of(above: float, pass_mark: float) -> float:
    """Return the score that lies so many logits above the pass mark."""
    return 100 * sigmoid(above + _logit_of(pass_mark))


def _logit_of(points: float) -> float:
    return logit(min(max(points, CONSTANTS.least_score), CONSTANTS.most_score) / 100)
