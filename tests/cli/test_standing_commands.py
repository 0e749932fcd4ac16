"""`academy progress` and `next`: where a learner stands, and nothing that is not known."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kept_takes import FIRST, NOW, play

pytestmark = pytest.mark.usefixtures("evening")


def first_lesson(store: Path) -> None:
    play(store, *FIRST, days_ago=1)


@pytest.mark.parametrize("command", ["progress", "next"])
def test_each_has_help_with_an_example(academy: Any, command: str) -> None:
    said = academy(command, "--help")
    assert (said.code, said.out.strip().splitlines()[-1]) == (0, f"example: academy {command}")


def test_who_has_not_played_yet_is_told_where_to_start(academy: Any) -> None:
    said = academy("progress")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Nothing played yet") and "`academy next`" in said.out
    assert "Streak" not in said.out and "Skills" not in said.out
    assert "A good place to begin." in academy("next").out


class Kept:
    """A desk that kept rows as a later store will: with counts and lengths."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_said: object) -> None:
        pass

    def attempts(self) -> list[dict[str, Any]]:
        return self.rows


def row(number: int, **said: Any) -> dict[str, Any]:
    moment = NOW - timedelta(days=1, minutes=number)
    known = {"take_id": f"take-{number}", "exercise": "first-hits/pulse", "played_at": moment.isoformat()}
    return known | {"overall": 90.0, "passed": True, "whole": True, "status": "scored"} | said


@pytest.mark.parametrize("unknown", [{}, {"hit_count": None, "seconds": None}])
def test_what_is_not_known_of_every_take_is_left_out(
    academy: Any, monkeypatch: pytest.MonkeyPatch, unknown: dict[str, Any]
) -> None:
    rows = [row(1, hit_count=16, seconds=90.0), row(2, **unknown)]
    monkeypatch.setattr("academy.desk.moment.desk_for", lambda _settings: Kept(rows))
    totals = json.loads(academy("progress", "--json").out)["totals"]
    assert totals == {"takes": 2, "passes": 2, "days": 1}
    assert academy("progress").out.startswith("2 takes on 1 day.\n")


def test_minutes_and_hits_are_said_once_they_are_known(academy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(1, hit_count=1016, duration_s=90.0), row(2, hit_count=16, duration_s=30.0)]
    monkeypatch.setattr("academy.desk.moment.desk_for", lambda _settings: Kept(rows))
    assert academy("progress").out.startswith("2 takes, 2 minutes, 1,032 hits on 1 day.\n")
    assert json.loads(academy("progress", "--json").out)["totals"]["minutes"] == 2.0


def test_progress_says_streak_lessons_skills_and_achievements(academy: Any, store: Path) -> None:
    first_lesson(store)
    said = academy("progress")
    assert (said.code, said.err) == (0, "")
    for words in (
        "Streak: 1 day in a row; 1 freeze day to spare.",
        "Lessons: 1 done, 1 open, ",
        "done      1  First hits                   4 of 4 exercises passed",
        "open      2  The backbeat",
        "locked    3  Four on the floor            waits for backbeat",
        "mastered     steady pulse           mean of the last three takes 90",
        "First take ",
    ):
        assert words in said.out


def test_progress_says_the_same_to_programs(academy: Any, store: Path) -> None:
    first_lesson(store)
    said = json.loads(academy("progress", "--json").out)
    assert said["streak"] == {"days": 1, "longest": 1, "freezes": 1, "played_today": False}
    assert [lesson["status"] for lesson in said["lessons"][:3]] == ["done", "open", "locked"]
    assert said["lessons"][2]["waits_for"] == ["backbeat"]
    skills = {skill["skill"]: skill for skill in said["skills"]}
    assert (skills["steady-pulse"]["status"], skills["steady-pulse"]["score"]) == ("mastered", 90.0)
    assert skills["backbeat"]["score"] is None
    assert "first-take" in [one["id"] for one in said["achievements"]]


def test_a_streak_that_ended_is_no_reproach(academy: Any, store: Path) -> None:
    play(store, "first-hits/pulse", days_ago=30)
    assert "Your longest streak is 1 day; a take today begins the next." in academy("progress").out


def test_next_gives_reasons_an_estimate_and_alternatives_in_words(academy: Any, store: Path) -> None:
    first_lesson(store)
    play(store, "backbeat/kick-and-snare", overall=61.0)
    out = academy("next").out
    assert out.startswith("Play next: ") and "Your chance to pass: about " in out
    assert "%" in out  # five takes are enough to say how likely
    assert "\nOr:\n  " in out and "`academy start`" in out


def test_next_names_only_what_is_open(academy: Any, store: Path) -> None:
    offer = json.loads(academy("next", "--json").out)
    assert {pick["lesson"] for pick in (offer, *offer["alternatives"])} == {"first-hits"}
    assert offer["made_at"] == NOW.isoformat()
    assert offer["estimate"]["words"] == "about even" and offer["reasons"]
    first_lesson(store)
    offer = json.loads(academy("next", "--json").out)
    assert {pick["lesson"] for pick in (offer, *offer["alternatives"])} <= {"first-hits", "backbeat"}


def test_a_course_without_an_exercise_has_no_next(
    academy: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("ACADEMY_HOME", str(tmp_path))
    assert academy("next", "--json").out == "null\n"
    assert "`academy check`" in academy("next").out
    assert "Lessons: 0 done, 0 open, 0 locked" in academy("progress").out


@pytest.mark.parametrize("command", ["progress", "next"])
def test_a_damaged_store_is_one_sentence(academy: Any, store: Path, command: str) -> None:
    store.parent.mkdir()
    store.write_bytes(b"damaged")
    assert "Nothing was deleted" in academy(command).sentence
