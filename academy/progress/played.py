"""How an exercise or a lesson was played, over many learners: counts, scores, tries, minutes.

`began` and `completed` count learners under the lesson's own success rule, `attempts` takes of any kind.
Practice counts as an attempt and as minutes, but neither as a score nor as a try.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any

from academy.progress.attempt import Attempt
from academy.progress.course import CourseExercise, CourseLesson
from academy.progress.learners import Learner


@dataclass(frozen=True, slots=True)
class Played:
    """The numbers; None where nobody gives one.

    `mean` and `median` are of each learner's best score; of a lesson, of the mean of the bests of what was
    played of it. `tries` is the median of whole takes up to the first at the lesson's pass mark, of a lesson
    for all its exercises together. `minutes` is the median of what each learner played, of those learners
    of whom every length is known.
    """

    began: int
    attempts: int
    completed: int
    stopped: int
    mean: float | None
    median: float | None
    tries: float | None
    minutes: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as JSON, rounded to a tenth."""
        return {key: round(one, 1) if isinstance(one, float) else one for key, one in asdict(self).items()}


def exercise_played(
    lesson: CourseLesson, exercise: CourseExercise, learners: Sequence[Learner], stopped: int
) -> Played:
    """Return the numbers of one exercise, at which `stopped` learners stopped."""
    completed = sum(exercise.id in learner.stands.lessons[lesson.id].passed for learner in learners)
    return _played(lesson, [exercise.id], learners, completed, stopped)


def lesson_played(lesson: CourseLesson, learners: Sequence[Learner], stopped: int) -> Played:
    """Return the numbers of one lesson, in which `stopped` learners stopped."""
    completed = sum(learner.stands.lessons[lesson.id].done for learner in learners)
    return _played(lesson, [one.id for one in lesson.exercises], learners, completed, stopped)


def _played(
    lesson: CourseLesson, exercises: Sequence[str], learners: Sequence[Learner], completed: int, stopped: int
) -> Played:
    rows = [
        [learner.by_exercise[name] for name in exercises if name in learner.by_exercise]
        for learner in learners
    ]
    begun = [row for row in rows if row]
    bests = [fmean(best) for row in begun if (best := _known(map(best_score, row)))]
    tries = [_known(tries_to_pass(takes, lesson.pass_mark) for takes in row) for row in begun]
    lengths = [_known(map(seconds_of, row)) for row in begun]
    return Played(
        began=len(begun),
        attempts=sum(len(takes) for row in begun for takes in row),
        completed=completed,
        stopped=stopped,
        mean=fmean(bests) if bests else None,
        median=_median(bests),
        tries=_median([sum(one) for one in tries if len(one) == len(exercises)]),
        minutes=_median(
            [sum(one) / 60 for one, row in zip(lengths, begun, strict=True) if len(one) == len(row)]
        ),
    )


def best_score(takes: Iterable[Attempt]) -> float | None:
    """Return the best score of a whole take, None without one."""
    return max((take.points for take in takes if take.counts), default=None)


def tries_to_pass(takes: Iterable[Attempt], pass_mark: float) -> int | None:
    """Return how many whole takes it took to reach the pass mark, None while it was not reached."""
    points = [take.points for take in takes if take.counts]
    return next((number for number, one in enumerate(points, start=1) if one >= pass_mark), None)


def seconds_of(takes: Iterable[Attempt]) -> float | None:
    """Return how long was played in all, None when the length of one take is not known."""
    lengths = [take.seconds for take in takes]
    known = _known(lengths)
    return sum(known) if len(known) == len(lengths) else None


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _median(values: Sequence[float]) -> float | None:
    return float(median(values)) if values else None
