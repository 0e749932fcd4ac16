"""Which mastered skills come back first."""

from datetime import timedelta

import pytest
from small_course import COURSE, MONDAY, take, takes

from academy.progress.attempt import Attempt
from academy.progress.mastery import standing
from academy.progress.retests import due_skills, rating


def due(row: list[Attempt], day: int) -> list[str]:
    now = MONDAY + timedelta(days=day)
    return [one.skill for one in due_skills(COURSE, row, now, standing(COURSE, row))]


def test_a_mastered_skill_rests_a_week() -> None:
    row = takes("pulse/a", 90, 90, 90)
    assert due(row, 8) == [] and due(row, 9) == ["steady-pulse"]


def test_a_skill_that_is_not_mastered_is_never_due() -> None:
    assert due(takes("pulse/a", 90, 90, 70), 60) == []


def test_the_skill_that_was_shakier_comes_first() -> None:
    solid = [take(number, "pulse/a", 96) for number in range(3)]
    shaky = [
        take(10 + number, "backbeat/a", score, at=MONDAY + timedelta(days=number))
        for number, score in enumerate((82, 82, 82))
    ]
    shaky.append(take(20, "backbeat/a", 60, at=MONDAY + timedelta(days=2, hours=1)))
    assert due(solid + shaky, 30) == ["backbeat", "steady-pulse"]


def test_only_the_last_take_of_a_day_is_a_review() -> None:
    good = takes("pulse/a", 90, 90, 90)
    before = take(9, "pulse/a", 30, at=MONDAY + timedelta(days=2, hours=-1))
    now = MONDAY + timedelta(days=30)
    plain, with_slip = (
        due_skills(COURSE, row, now, standing(COURSE, good)) for row in (good, [*good, before])
    )
    assert plain == with_slip


@pytest.mark.parametrize(
    ("points", "name"),
    [(69.9, "Again"), (70, "Hard"), (74.9, "Hard"), (75, "Good"), (94.9, "Good"), (95, "Easy")],
)
def test_a_score_is_rated_by_its_distance_from_the_pass_mark(points: float, name: str) -> None:
    assert rating(points, 70.0).name == name
