"""Whether expected scores come true, and whether the recommendations are what they claim to be.

    python -m bench.learning [--learners N] [--graphs N]

Learners are simulated (bench/learners.py). Mixed: everybody plays 120 random exercises of 60; the chance to
pass is predicted before each take. Own policy: everybody plays what is recommended, on a course with a
random skill graph. Exits 1 when a figure is not reached: Brier at most 0.170 and 15 % under the learner's
running mean, calibration error at most 0.03, the 80 % interval holds 75 to 86 %, predicted and realised
success under the own policy at most 0.05 apart, never a lesson that is missing or locked, the same choice
from the same takes.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np

from academy.progress.attempt import Attempt
from academy.progress.course import Course, CourseExercise
from academy.progress.learner_model import LearnerModel
from academy.progress.recommend import recommend
from bench.learners import BEGAN, Learner, learners, random_course

TAKES = 120
EARLY = 15
MOST_BRIER, LEAST_GAIN, MOST_ECE, MOST_APART = 0.170, 0.15, 0.03, 0.05
COVERS = (0.75, 0.86)

Policy = Callable[[Learner, list[Attempt], LearnerModel], CourseExercise]


def brier(chances: np.ndarray, passed: np.ndarray) -> float:
    return float(np.mean((chances - passed) ** 2))


def calibration_error(chances: np.ndarray, passed: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    bins = np.minimum((10 * chances).astype(int), 9)
    return sum(abs(chances[bins == k].sum() - passed[bins == k].sum()) for k in range(10)) / len(passed)


def mixed(count: int) -> bool:
    """Print how well takes of random exercises are predicted."""
    rows: list[tuple[float, ...]] = []
    worlds: list[str] = []
    for learner in learners(count, seed=1, flat=True):
        exercises, model, passes = (
            list(learner.course.exercises.values()),
            LearnerModel.new(learner.course),
            0,
        )
        for number in range(TAKES):
            exercise = learner.dice.choice(exercises)
            said, mean, truth = (
                model.predict(exercise.id),
                (passes + 1) / (number + 2),
                learner.chance(exercise),
            )
            take = learner.play(exercise)
            inside = said.low <= take.points <= said.high
            rows.append((said.raw, said.chance, mean, truth, take.passed, inside, number < EARLY))
            worlds.append(learner.world.name)
            passes += take.passed
            model = model.after(take)
    table = np.array(rows, dtype=float)
    raw, said, mean, truth, passed, inside, early = table.T
    print(f"{count} learners x {TAKES} random takes, {100 * passed.mean():.0f} % passed")
    constant = np.full_like(passed, passed.mean())
    for name, chances in (
        *(("constant", constant), ("running mean", mean), ("Kalman", raw)),
        *(("Kalman + Platt", said), ("true chance", truth)),
    ):
        first = brier(chances[early == 1], passed[early == 1])
        error = calibration_error(chances, passed)
        print(f"  {name:15} Brier {brier(chances, passed):.4f}, first {EARLY} {first:.4f}, ECE {error:.3f}")
    for world in dict.fromkeys(worlds):
        mine = np.array(worlds) == world
        error = calibration_error(said[mine], passed[mine])
        print(f"  world {world:17} Brier {brier(said[mine], passed[mine]):.4f}, ECE {error:.3f}")
    print(f"  the 80 % interval of the score held {100 * inside.mean():.1f} %")
    gain = 1 - brier(said, passed) / brier(mean, passed)
    print(f"  {100 * gain:.0f} % under the running mean")
    return (
        brier(said, passed) <= MOST_BRIER
        and gain >= LEAST_GAIN
        and calibration_error(said, passed) <= MOST_ECE
        and COVERS[0] <= inside.mean() <= COVERS[1]
    )


def open_by_hand(course: Course, takes: Sequence[Attempt]) -> set[str]:
    """Return the open lessons, worked out anew and plainly, as a check on the room itself."""
    exercises = course.exercises
    row: dict[str, int] = {}
    mastered = set()
    for take in takes:
        for skill in exercises[take.exercise].skills:
            row[skill] = row.get(skill, 0) + 1 if take.points >= 80 else 0
            if row[skill] >= 3:
                mastered.add(skill)
    return {lesson.id for lesson in course.lessons if set(lesson.requires) <= mastered}


def recommended(learner: Learner, takes: list[Attempt], model: LearnerModel) -> CourseExercise:
    offer = recommend(learner.course, takes, learner.now + timedelta(minutes=1), model=model)
    assert offer is not None
    return learner.course.exercises[offer.pick.exercise]


def any_open(learner: Learner, takes: list[Attempt], _: LearnerModel) -> CourseExercise:
    allowed = open_by_hand(learner.course, takes)
    return learner.dice.choice([one for one in learner.course.exercises.values() if one.lesson in allowed])


def first_not_passed(learner: Learner, takes: list[Attempt], _: LearnerModel) -> CourseExercise:
    allowed, passed = open_by_hand(learner.course, takes), {take.exercise for take in takes if take.passed}
    every = [one for one in learner.course.exercises.values() if one.lesson in allowed]
    return next((one for one in every if one.id not in passed), every[len(takes) % len(every)])


def own_policy(count: int) -> bool:
    """Print what comes of playing what is recommended, beside two plainer ways to choose."""
    print(f"{count} learners x {TAKES} takes on random skill graphs")
    good = True
    policies = (("first not passed", first_not_passed), ("any open", any_open), ("recommended", recommended))
    for name, policy in policies:
        said, passed, runs, opened, wrong = _follow(count, policy)
        apart = abs(said.mean() - passed.mean())
        print(
            f"  {name:17} predicted {said.mean():.3f}, realised {passed.mean():.3f} ({apart:.3f} apart), "
            f"ECE {calibration_error(said, passed):.3f}, runs of 4 failures {runs:.2f}, "
            f"lessons open at the end {opened:.1f}, locked or missing {wrong}"
        )
        if policy is recommended:
            in_band = np.mean((said >= 0.7) & (said <= 0.9))
            print(f"  {100 * in_band:.0f} % of the recommended takes lay in the band of 70 to 90 %")
            good = apart <= MOST_APART and wrong == 0
    return good


def _follow(count: int, policy: Policy) -> tuple[np.ndarray, np.ndarray, float, float, int]:
    """Return predicted chances and results from the sixth take on, and what else is told of a policy."""
    chances, results, runs, opened, wrong = [], [], 0, 0, 0
    for learner in learners(count, seed=2, flat=False):
        takes: list[Attempt] = []
        model, row = LearnerModel.new(learner.course), 0
        for number in range(TAKES):
            exercise = policy(learner, takes, model)
            wrong += exercise.lesson not in open_by_hand(learner.course, takes)
            said = model.predict(exercise.id).chance
            take = learner.play(exercise)
            if number >= 5:
                chances.append(said)
                results.append(take.passed)
            row = 0 if take.passed else row + 1
            runs += row == 4
            takes.append(take)
            model = model.after(take)
        opened += len(open_by_hand(learner.course, takes))
    return np.array(chances), np.array(results, dtype=float), runs / count, opened / count, wrong


def graphs(count: int) -> bool:
    """Print how often a locked or missing lesson is named, or the choice depends on the order of takes."""
    wrong = changed = offers = 0
    for seed in range(count):
        dice = random.Random(seed)
        course = random_course(dice, lessons=dice.randrange(1, 30), skills=dice.randrange(1, 20))
        takes = some_takes(dice, course, dice.randrange(60))
        now = BEGAN + timedelta(days=dice.randrange(60, 90))
        offer = recommend(course, takes, now)
        allowed = open_by_hand(course, takes)
        assert offer is not None
        for pick in (offer.pick, *offer.alternatives):
            offers += 1
            wrong += pick.lesson not in allowed or pick.exercise not in course.exercises
        shuffled = recommend(course, dice.sample(takes, len(takes)), now)
        changed += shuffled is None or shuffled.id != offer.id
    print(f"{count} random graphs, {offers} offers")
    print(f"  {wrong} locked or missing, {changed} changed by the order of the takes")
    return not wrong and not changed


def some_takes(dice: random.Random, course: Course, count: int) -> list[Attempt]:
    """Return takes of any exercises, open or not, good enough to master a skill now and then."""
    names = list(course.exercises)
    return [
        Attempt(
            take_id=f"take-{number:04}",
            exercise=dice.choice(names),
            played_at=BEGAN + timedelta(days=number),
            overall=(points := dice.uniform(55, 100)),
            passed=points >= 70,
        )
        for number in range(count)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, default=150)
    parser.add_argument("--graphs", type=int, default=300)
    asked = parser.parse_args()
    good = [mixed(asked.learners), own_policy(asked.learners), graphs(asked.graphs)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
