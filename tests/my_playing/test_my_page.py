"""What the page says before its pictures, and each picture by its name."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from academy.errors import DeskUnavailable
from academy.lessons.catalogue import catalogue
from academy.my_playing import MyPlaying

COURSE = catalogue(Path(__file__).parents[2] / "course")
EXERCISE = "backbeat/kick-and-snare"
NOW = datetime(2026, 11, 25, 20, tzinfo=UTC)


class FakeDesk:
    """A desk with one whole take of 24 and 23 November each, and a take of an exercise that is gone."""

    def playing(self) -> dict[str, Any]:
        return {
            "takes": {
                "take_id": ["a", "b", "c"],
                "exercise": [EXERCISE, EXERCISE, "gone/away"],
                "played_at": [f"2026-11-{day}T10:00:00+00:00" for day in (23, 24, 25)],
                "whole": [True, True, True],
                "passed": [False, True, False],
                "overall": [60.0, 90.0, None],
                "hit_count": [30, 30, 40],
                "duration_s": [30.0, 60.0, None],
            },
            "velocities": {"90": 100},
            "pads": {"A13": [-4.0] * 20},
        }


class BrokenDesk:
    def playing(self) -> dict[str, Any]:
        raise DeskUnavailable("The desk is away.")


def page(desk: Any) -> MyPlaying:
    return MyPlaying(COURSE, lambda: desk, lambda: NOW)


def test_the_numbers_are_those_of_the_takes() -> None:
    said = page(FakeDesk()).read()
    assert said["totals"] == {"takes": 3, "passes": 1, "hits": 100, "minutes": 1.5, "days": 3}
    assert (said["streak"]["days"], said["streak"]["played_today"]) == (3, True)
    assert said["trouble"] is None


def test_what_was_earned_comes_newest_first_and_is_not_open_any_more() -> None:
    said = page(FakeDesk()).read()
    assert [one["id"] for one in said["earned"]] == ["first-pass", "first-take"]
    assert not {"first-pass", "first-take"} & {one["id"] for one in said["open"]}


def test_exercises_stand_in_the_order_of_the_course_and_the_gone_ones_last() -> None:
    said = page(FakeDesk()).read()
    assert [(one["id"], one["takes"]) for one in said["exercises"]] == [(EXERCISE, 2), ("gone/away", 1)]
    assert said["exercises"][0]["title"] == COURSE.exercises[EXERCISE].pattern.title
    assert said["exercise"] == "gone/away"


def test_the_history_is_that_of_the_exercise_asked_for_with_its_pass_mark() -> None:
    mine = page(FakeDesk())
    mine.read()
    drawn = mine.picture("history", 700, EXERCISE)
    assert "your best is 90" in drawn["caption"]
    assert f"pass {COURSE.exercises[EXERCISE].pattern.pass_mark:.0f}" in drawn["svg"]
    assert drawn["spots"][0][4] == "23 Nov 2026: 60, not passed"
    assert "later" in mine.picture("history", 700, "gone/away")
    assert mine.file("history", "svg", "gone/away") is None


@pytest.mark.parametrize(
    ("desk", "words"), [(None, "start the academy"), (BrokenDesk(), "The desk is away.")]
)
def test_without_a_desk_the_page_says_so_and_shows_no_numbers(desk: Any, words: str) -> None:
    said = page(desk).read()
    assert words in said["trouble"]
    assert said["totals"]["takes"] == 0


def test_who_has_played_nothing_is_sent_to_the_first_exercise() -> None:
    said = page(None).read()
    assert said["start"]["url"] == "01-first-hits.ipynb#" + COURSE.lessons[0].exercises[0].name
