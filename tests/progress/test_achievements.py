"""Achievements: what earns them, when, and that working them out again changes nothing."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import COURSE, MONDAY, courses, histories, take, takes

from academy.progress.achievements import Achievement, achievements
from academy.progress.attempt import Attempt
from academy.scoring.constants import CONSTANTS as SCORING


def earned(row: list[Attempt]) -> dict[str, Achievement]:
    return {one.id: one for one in achievements(row, COURSE)}


def test_the_first_take_and_the_first_pass_are_told_apart() -> None:
    row = [take(0, "pulse/a", 40), take(1, "pulse/a", 71)]
    assert earned(row)["first-take"].take_id == "take-000"
    assert earned(row)["first-pass"].take_id == "take-001"
    assert "first-pass" not in earned(row[:1])


@pytest.mark.parametrize(
    ("said", "is_tight"),
    [
        ({"spread_ms": 20.0, "hits": 16}, True),
        ({"spread_ms": 20.1, "hits": 16}, False),
        ({"spread_ms": 20.0, "hits": 15}, False),
        ({"spread_ms": None, "hits": 16}, False),
        ({"spread_ms": 10.0, "hits": 16, "passed": False}, False),
        ({"spread_ms": 10.0, "hits": 16, "whole": False}, False),
    ],
)
def test_a_tight_pocket_is_a_long_passed_take_in_the_professional_range(said: dict, is_tight: bool) -> None:
    assert ("tight-pocket" in earned([take(0, "pulse/a", 80, **said)])) is is_tight


def test_the_pocket_is_as_wide_as_scoring_says_professionals_are() -> None:
    assert (20.0, "professional range") in SCORING.bands_ms


def test_a_mastered_skill_is_earned_by_its_third_take() -> None:
    told = earned(takes("pulse/a", 80, 80, 80, 80))["skill:steady-pulse"]
    assert told.take_id == "take-002"
    assert told.text == "Three takes in a row at 80 or more: steady pulse is yours."


def test_a_topic_and_a_level_are_done_with_the_last_exercise_of_their_lessons() -> None:
    rhythm = ["pulse/a", "pulse/b", "backbeat/a", "backbeat/b", "kick/a", "kick/b", "fills/a"]
    row = [take(number, exercise, 75) for number, exercise in enumerate(rhythm)]
    assert earned(row)["topic:rhythm"].take_id == "take-006"
    assert earned(row)["level:1"].take_id == "take-005"
    assert "topic:sequencing" not in earned(row) and "level:2" not in earned(row)
    assert "topic:rhythm" not in earned(row[:-1])


@pytest.mark.parametrize(("days", "back"), [(13, False), (14, True)])
def test_a_comeback_is_a_take_after_two_weeks_away(days: int, back: bool) -> None:
    assert ("comeback" in earned([take(0, "pulse/a"), take(days, "pulse/a")])) is back


def test_a_thousand_hits_are_reached_by_the_take_that_reaches_them() -> None:
    row = [take(0, "pulse/a", hits=600), take(1, "pulse/a", hits=399), take(2, "gone/a", hits=1, whole=False)]
    assert earned(row)["hits:1000"].take_id == "take-002"
    assert "hits:1000" not in earned(row[:2])


def test_seven_days_in_a_row_may_have_a_frozen_day_between_them() -> None:
    row = [take(number, "pulse/a") for number in (0, 1, 2, 4, 5, 6, 7)]
    assert earned(row)["streak:7"].take_id == "take-007"
    assert "streak:7" not in earned(row[:-1])


def test_an_hour_must_lie_in_one_week() -> None:
    halves = [take(6, "pulse/a", seconds=1800.0), take(7, "pulse/a", seconds=1800.0)]
    assert "weekly-minutes" not in earned(halves)
    assert earned([take(5, "pulse/a", seconds=1800.0), *halves])["weekly-minutes"].take_id == "take-006"


def test_weeks_are_those_of_the_zone_that_is_given() -> None:
    late = MONDAY.replace(hour=23) + timedelta(days=6)
    row = [
        take(0, "pulse/a", seconds=1800.0, at=late),
        take(1, "pulse/a", seconds=1800.0, at=late + timedelta(days=1)),
    ]
    east = timezone(timedelta(hours=2))
    assert "weekly-minutes" not in {one.id for one in achievements(row, COURSE)}
    assert "weekly-minutes" in {one.id for one in achievements(row, COURSE, east)}


def test_nothing_played_earns_nothing() -> None:
    assert achievements([], COURSE) == ()


@given(st.data())
def test_worked_out_again_from_shuffled_takes_they_are_the_same(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = data.draw(histories(course))
    told = achievements(row, course)
    assert achievements(data.draw(st.permutations([*row, *row])), course) == told
    assert len({one.id for one in told}) == len(told)


@given(st.data())
def test_a_later_take_never_takes_an_achievement_away(data: st.DataObject) -> None:
    course = data.draw(courses())
    row = sorted(data.draw(histories(course)), key=lambda one: (one.played_at, one.take_id))
    cut = data.draw(st.integers(0, len(row)))
    assert set(achievements(row[:cut], course)) <= set(achievements(row, course))
