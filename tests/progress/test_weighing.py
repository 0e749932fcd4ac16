"""What each thing that speaks for or against an exercise weighs.

Every exercise here is one that the model expects to be passed four times in five, so the cost is what is
added to it.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from small_course import MONDAY, lesson, take, takes

from academy.progress.attempt import Attempt, in_order
from academy.progress.course import Course
from academy.progress.learner_model import LearnerModel
from academy.progress.mastery import standing
from academy.progress.retests import Due
from academy.progress.weighing import Known, weigh

SD = math.sqrt(1.2**2 + 0.8**2 + 0.6**2 + 1.2)
AIMED = -0.841621 * SD
ONE = lesson("one", 1, teaches=("x",), exercises=(AIMED, AIMED, AIMED))
RESTED_TWO_DAYS = 0.05 * 2 / 14


def costs(
    lessons: Sequence[object],
    row: Sequence[Attempt],
    *,
    days: int = 2,
    due: Sequence[Due] = (),
    judged: int = 5,
) -> dict[str, float]:
    """The cost of each open exercise so many days after the last take, by a model that has learnt nothing."""
    course = Course(tuple(lessons))  # type: ignore[arg-type]
    ordered = in_order(row)
    now = (ordered[-1].played_at if ordered else MONDAY) + timedelta(days=days)
    model = replace(LearnerModel.new(course), passed=(True,) * judged)
    known = Known(course, ordered, standing(course, ordered), model, due, frozenset(), now)
    return {one.exercise.id: pytest.approx(one.cost, abs=1e-4) for one in weigh(known, None)}


def test_earlier_exercises_of_a_lesson_come_first() -> None:
    assert costs([ONE], []) == {"one/a": 0.0, "one/b": 0.05, "one/c": 0.10}


def test_passed_costs_the_same_again_costs_and_what_is_begun_is_cheaper() -> None:
    told = costs([ONE], [take(0, "one/a", 75), take(1, "one/b", 60)])
    assert told == {
        "one/a": 0.15 - RESTED_TWO_DAYS,
        "one/b": 0.30 - 0.10 - RESTED_TWO_DAYS,
        "one/c": 0.05 - 0.10 - RESTED_TWO_DAYS,
    }


def test_each_repeat_within_a_day_costs() -> None:
    row = [take(number, "one/a", 75, at=MONDAY + timedelta(hours=number)) for number in range(3)]
    row.append(take(9, "one/b", 60, at=MONDAY + timedelta(hours=4)))
    assert costs([ONE], row, days=0)["one/a"] == 0.15 + 3 * 0.03


def test_a_mastered_exercise_waits_until_it_is_due() -> None:
    row = [*takes("one/a", 90, 90, 90), take(5, "one/b", 75)]
    assert costs([ONE], row)["one/a"] == 0.15 + 0.25 - RESTED_TWO_DAYS
    assert costs([ONE], row, due=[Due("x", 0.8, 9)])["one/a"] == 0.15 - 0.20 - RESTED_TWO_DAYS
    second = costs([ONE], row, due=[Due("other", 0.7, 9), Due("x", 0.8, 9)])
    assert second["one/a"] == 0.15 - 0.10 - RESTED_TWO_DAYS


@pytest.mark.parametrize(("waiting", "bonus"), [(0, 0.0), (1, 0.10), (2, 0.20), (3, 0.20)])
def test_what_carries_locked_lessons_is_cheaper(waiting: int, bonus: float) -> None:
    locked = [lesson(f"w{n}", 2 + n, teaches=(f"y{n}",), requires=("x",)) for n in range(waiting)]
    assert costs([ONE, *locked], [])["one/a"] == -bonus
    assert costs([ONE, *locked], [], judged=4)["one/a"] == 0.0


def test_what_lies_below_the_band_costs_twice_as_it_falls() -> None:
    sixty = lesson("two", 2, teaches=("y",), exercises=(-0.253347 * SD,))
    assert costs([ONE, sixty], [])["two/a"] == 0.20 + 0.10
    assert costs([ONE, sixty], [], judged=4)["two/a"] == 0.0
