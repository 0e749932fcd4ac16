"""Locked, available, in progress, mastered; and what opens when."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import COURSE, MONDAY, courses, histories, lesson, take, takes

from academy.progress.attempt import Attempt
from academy.progress.course import Course
from academy.progress.mastery import Status, standing


def test_somebody_new_finds_the_first_skill_available_and_the_others_locked() -> None:
    states = standing(COURSE, []).skills
    assert states["steady-pulse"].status is Status.AVAILABLE
    assert {states[skill].status for skill in COURSE.skills[1:]} == {Status.LOCKED}


@pytest.mark.parametrize(
    ("scores", "status"),
    [
        ((80, 80), Status.IN_PROGRESS),
        ((80, 80, 80), Status.MASTERED),
        ((80, 80, 79.9), Status.IN_PROGRESS),
        ((80, 79, 80, 80), Status.IN_PROGRESS),
        ((79, 80, 80, 80), Status.MASTERED),
        ((80, 80, 80, 10), Status.MASTERED),
    ],
)
def test_mastered_takes_exactly_three_in_a_row_at_80(scores: tuple[float, ...], status: Status) -> None:
    assert standing(COURSE, takes("pulse/a", *scores)).skills["steady-pulse"].status is status


def test_takes_of_different_exercises_of_one_skill_make_one_row() -> None:
    row = [take(0, "pulse/a", 85), take(1, "pulse/b", 85), take(2, "pulse/a", 85)]
    assert standing(COURSE, row).mastered == {"steady-pulse"}


def test_practice_neither_counts_nor_breaks_a_row() -> None:
    row = takes("pulse/a", 90, 90)
    row += [take(2, "pulse/a", 20, whole=False), take(3, "pulse/a", 20, status="insufficient")]
    assert standing(COURSE, row).skills["steady-pulse"].in_a_row == 2
    assert standing(COURSE, [*row, take(4, "pulse/a", 90)]).mastered == {"steady-pulse"}


def test_the_score_is_the_mean_of_the_last_three_takes() -> None:
    state = standing(COURSE, takes("pulse/a", 10, 60, 66, 72)).skills["steady-pulse"]
    assert state.score == pytest.approx(66.0) and state.is_weak and state.takes == 4
    assert standing(COURSE, takes("pulse/a", 60, 60)).skills["steady-pulse"].score is None


def test_the_third_good_take_opens_the_next_lesson_at_once() -> None:
    before, after = (standing(COURSE, takes("pulse/a", *[80.0] * count)) for count in (2, 3))
    assert before.open_lessons == {"pulse"} and before.lessons["backbeat"].waits_for == ("steady-pulse",)
    assert after.open_lessons == {"pulse", "backbeat"}
    assert after.skills["backbeat"].status is Status.AVAILABLE
    assert after.skills["backbeat"].unlocked_at == MONDAY + timedelta(days=2)


def test_a_lesson_waits_for_every_skill_it_requires() -> None:
    assert "fills" not in standing(COURSE, takes("kick/a", 90, 90, 90)).open_lessons
    assert "form" in standing(COURSE, takes("kick/a", 90, 90, 90)).open_lessons


def test_a_lesson_is_done_when_each_exercise_is_passed_often_enough() -> None:
    course = Course((lesson("pulse", 1, teaches=("steady-pulse",), exercises=(0.0, 0.0), times=2),))
    row = [*takes("pulse/a", 70, 70), *takes("pulse/b", 70, 69.9, first=2)]
    assert standing(course, row).lessons["pulse"].passed == {"pulse/a"}
    assert not standing(course, row).lessons["pulse"].done
    assert standing(course, [*row, take(4, "pulse/b", 70)]).lessons["pulse"].done


def test_a_take_that_was_scored_twice_counts_once_by_its_newest_score() -> None:
    old = [take(number, "pulse/a", 90, constants="2026-01") for number in range(3)]
    new = take(1, "pulse/a", 50, constants="2026-11")
    assert standing(COURSE, [*old, new]).mastered == frozenset()
    assert standing(COURSE, [new, *old]).skills["steady-pulse"].takes == 3


def test_a_row_of_the_store_is_an_attempt() -> None:
    row = {
        "take_id": "t1",
        "exercise": "pulse/a",
        "played_at": "2026-01-05T18:00:00+00:00",
        "overall": 81.5,
        "passed": True,
        "whole": True,
        "status": "scored",
        "hit_count": 16,
        "spread_ms": 14.0,
        "bias_ms": None,
        "constants": "2026-11",
        "tempo": 80.0,
    }
    attempt = Attempt.of(row)
    assert attempt.lesson == "pulse" and attempt.played_at == MONDAY and attempt.hits == 16
    assert attempt.counts and attempt.seconds is None


@given(st.data())
def test_more_takes_never_close_a_lesson_or_lose_a_skill(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = sorted(data.draw(histories(course)), key=lambda one: (one.played_at, one.take_id))
    cut = data.draw(st.integers(0, len(row)))
    before, after = standing(course, row[:cut]), standing(course, row)
    assert before.open_lessons <= after.open_lessons and before.mastered <= after.mastered
    assert all(
        before.skills[skill].mastered_at == after.skills[skill].mastered_at for skill in before.mastered
    )


@given(st.data())
def test_the_order_in_which_takes_arrive_changes_nothing(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = data.draw(histories(course))
    assert standing(course, data.draw(st.permutations(row))) == standing(course, row)
