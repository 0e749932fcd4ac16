"""Learners who do not exist: courses with random skill graphs, and people who practise, learn and forget.

A learner here is built differently from the learner model, on purpose: learning is fastest where a take is
about even and slows down with ability, days away cost some of what was learnt, skills of an exercise count
unevenly, difficulty is measured with an error of 0.6 logits (coach.md), noise has blunders in it, and some
worlds score by another curve than the logistic one the model assumes. Everything comes from a seed.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from academy.progress.attempt import Attempt
from academy.progress.course import Course, CourseExercise, CourseLesson
from academy.progress.platt import logit, sigmoid

BEGAN = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
PASS_MARK = 70.0


@dataclass(frozen=True)
class World:
    """How learning goes: gain of a take, loss of a day away, noise of a take, blunders, the score's curve."""

    name: str
    gain: float = 0.12
    flat: bool = False
    loss: float = 0.02
    noise: float = 1.0
    blunders: float = 0.05
    curve: str = "logistic"
    sd_general: float = 0.8


WORLDS = (
    World("usual"),
    World("steady gain", gain=0.06, flat=True),
    World("quick, forgetful", gain=0.24, loss=0.04),
    World("noisy hands", noise=1.3, blunders=0.08),
    World("bounded score", curve="bounded"),
)


def random_course(dice: random.Random, lessons: int = 20, skills: int = 14) -> Course:
    """Return a course with a random acyclic skill graph; the later the lesson, the harder."""
    names = [f"skill-{number}" for number in range(skills)]
    made = []
    for number in range(1, lessons + 1):
        first = min((number - 1) * skills // lessons, skills - 1)
        teaches = tuple(sorted({names[first], names[min(first + dice.randrange(2), skills - 1)]}))
        earlier = [name for name in names[:first] if name not in teaches]
        requires = tuple(sorted(dice.sample(earlier, min(len(earlier), dice.randrange(3)))))
        made.append(_lesson(dice, number, lessons, teaches, requires))
    return Course(tuple(made))


def _lesson(
    dice: random.Random, number: int, lessons: int, teaches: tuple[str, ...], requires: tuple[str, ...]
) -> CourseLesson:
    name = f"lesson-{number}"
    base = -2.5 + 4.5 * (number - 1) / max(1, lessons - 1)
    exercises = tuple(
        CourseExercise(
            f"{name}/{step}", f"Exercise {step}", base + dice.gauss(0.35 * step, 0.4), teaches, PASS_MARK
        )
        for step in range(1, dice.randrange(2, 5) + 1)
    )
    return CourseLesson(
        id=name,
        number=number,
        title=f"Lesson {number}",
        topic=dice.choice(("rhythm", "sampling", "effects")),
        level=1 + 3 * (number - 1) // lessons,
        teaches=teaches,
        requires=requires,
        exercises=exercises,
    )


def flat_course(dice: random.Random, exercises: int = 60, skills: int = 6) -> Course:
    """Return the course of coach.md's simulation: 60 exercises of 6 skills, all of them open."""
    lessons = []
    for number in range(1, exercises + 1):
        skill = f"skill-{dice.randrange(skills)}"
        exercise = CourseExercise(f"lesson-{number}/a", "A", dice.gauss(0.0, 0.9), (skill,), PASS_MARK)
        lessons.append(CourseLesson(f"lesson-{number}", number, "L", "rhythm", 1, (skill,), (), (exercise,)))
    return Course(tuple(lessons))


@dataclass
class Learner:
    """One person in one world."""

    world: World
    course: Course
    dice: random.Random
    now: datetime = BEGAN
    ability: dict[str, float] = field(default_factory=dict)
    general: float = 0.0
    familiar: dict[str, float] = field(default_factory=dict)
    difficulty: dict[str, float] = field(default_factory=dict)
    takes: int = 0
    left_today: int = 0

    def __post_init__(self) -> None:
        self.general = self.dice.gauss(-0.3, self.world.sd_general)
        for skill in self.course.skills:
            self.ability[skill] = self.dice.gauss(0.0, 0.6)
        for one in self.course.exercises.values():
            self.difficulty[one.id] = one.difficulty + self.dice.gauss(0.0, 0.6)
            self.familiar[one.id] = 0.0

    def above(self, exercise: CourseExercise) -> float:
        """Return how far this person is above an exercise, in logits."""
        levels = sorted(self.ability[skill] for skill in exercise.skills)
        weakest = levels[0] if len(levels) == 1 else 0.65 * levels[0] + 0.35 * levels[-1]
        return self.general + weakest + self.familiar[exercise.id] - self.difficulty[exercise.id]

    def chance(self, exercise: CourseExercise) -> float:
        """Return the true chance to pass now."""
        clean = 0.5 * math.erfc(-self.above(exercise) / self.world.noise / math.sqrt(2))
        slip = 0.5 * math.erfc(-(self.above(exercise) - 2.0) / self.world.noise / math.sqrt(2))
        return (1 - self.world.blunders) * clean + self.world.blunders * slip

    def play(self, exercise: CourseExercise) -> Attempt:
        """Play one take, learn from it, and let time pass."""
        self._rest()
        above = self.above(exercise) + self.dice.gauss(0.0, self.world.noise)
        above -= 2.0 * (self.dice.random() < self.world.blunders)
        points = _points(above, self.world.curve)
        self._learn(exercise)
        self.takes += 1
        return Attempt(
            take_id=f"take-{self.takes:04}",
            exercise=exercise.id,
            played_at=self.now,
            overall=points,
            passed=points >= exercise.pass_mark,
            hits=24,
            seconds=20.0,
        )

    def _learn(self, exercise: CourseExercise) -> None:
        p = self.chance(exercise)
        share = 1.0 if self.world.flat else 4 * p * (1 - p)
        for skill in exercise.skills:
            slower = 1.0 if self.world.flat else 1 / (1 + max(0.0, self.ability[skill]))
            self.ability[skill] += self.world.gain * share * slower / len(exercise.skills)
        self.general += 0.1 * self.world.gain * share
        self.familiar[exercise.id] += 0.10 * (0.8 - self.familiar[exercise.id])

    def _rest(self) -> None:
        self.now += timedelta(minutes=2)
        if self.left_today:
            self.left_today -= 1
            return
        self.left_today = self.dice.randrange(5, 15)
        days = self.dice.choice((1, 1, 1, 2, 3, 7))
        self.now += timedelta(days=days)
        for skill in self.ability:
            self.ability[skill] -= self.world.loss * days
        for name in self.familiar:
            self.familiar[name] *= 0.97**days


def _points(above: float, curve: str) -> float:
    """Return the score: 70 where the person is just at the exercise, in every world."""
    if curve == "bounded":
        return 100 * min(1.0, max(0.0, 0.70 + 0.30 * math.tanh(above / 2.2)))
    return 100 * sigmoid(above + logit(PASS_MARK / 100))


def learners(count: int, seed: int, *, flat: bool) -> Iterator[Learner]:
    """Yield people, each with a course and a seed of their own, the worlds in turn."""
    for number in range(count):
        dice = random.Random(seed * 100_003 + number)
        course = flat_course(dice) if flat else random_course(dice)
        yield Learner(WORLDS[number % len(WORLDS)], course, dice)
