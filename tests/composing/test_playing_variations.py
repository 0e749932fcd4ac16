"""A take on a variation is kept and counted, and says nothing about the exercise that it varies."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from beats_to_vary import brief, course, measured_course

from academy.composing.playing import MOST_KEPT, base_of, exercise_in, exercise_of, is_variation, kept_with
from academy.composing.variations import vary
from academy.my_playing import MyPlaying
from academy.progress.achievements import achievements
from academy.progress.attempt import Attempt
from academy.progress.learners import learners_of
from academy.progress.mastery import standing
from academy.progress.news import news
from academy.progress.recommend import recommend
from academy.progress.report import report
from academy.progress.retests import due_skills
from academy.progress.totals import totals

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BASE = "boom-bap-pocket/first-bar"
VARIATION = vary(brief(BASE, "easier"), 1)[0]
COURSE = measured_course()


def take(number: int, exercise: str, overall: float = 95.0) -> Attempt:
    at = NOW - timedelta(days=20) + timedelta(hours=number)
    return Attempt(f"{exercise} {number}", exercise, at, overall, True, hits=40, seconds=20.0, spread_ms=9.0)


def test_a_variation_is_an_exercise_with_an_id_of_its_own() -> None:
    said = VARIATION.as_json()
    one = exercise_of(said, course().exercises[BASE])
    assert one.id == said["id"] == f"{BASE}~{VARIATION.hash}"
    assert (one.pattern, one.pattern.level) == (VARIATION.pattern, 1)
    assert is_variation(one.id) and not is_variation(BASE) and base_of(one.id) == BASE
    assert exercise_of(said).hash == one.hash != course().exercises[BASE].hash


def test_takes_on_variations_change_no_mastery_and_no_recommendation() -> None:
    theirs = [take(number, "first-hits/pulse") for number in range(3)]
    mine = [take(number, VARIATION.id) for number in range(6, 12)]
    assert standing(COURSE, theirs) == standing(COURSE, [*theirs, *mine])
    assert due_skills(COURSE, [*theirs, *mine], NOW, standing(COURSE, theirs))
    before, after = (recommend(COURSE, takes, NOW) for takes in (theirs, [*theirs, *mine]))
    assert before and after and before.as_json()["exercise"] == after.as_json()["exercise"]


def test_a_taste_is_found_and_is_no_exercise_of_the_course() -> None:
    taste = exercise_in(course(), "boom-bap-pocket/taste", lambda: None)
    assert taste is not None and taste.id == "boom-bap-pocket/taste" not in course().exercises
    assert exercise_in(course(), "nowhere/taste", lambda: None) is None
    mine = [take(number, taste.id) for number in range(6)]
    assert standing(COURSE, mine) == standing(COURSE, [])


def test_takes_on_variations_count_as_playing() -> None:
    mine = [take(number, VARIATION.id) for number in range(6)]
    sums = totals(mine)
    assert (sums.takes, sums.hits, sums.minutes) == (6, 240, 2.0)
    assert {one.id for one in achievements(mine, COURSE)} >= {"first-take", "first-pass"}
    assert all(one.lesson is None for one in news(COURSE, mine, mine[0].take_id))


def test_my_playing_and_the_report_show_them() -> None:
    mine = [take(number, VARIATION.id) for number in range(6)]
    columns: dict[str, list[Any]] = {
        "take_id": [one.take_id for one in mine],
        "exercise": [one.exercise for one in mine],
        "played_at": [one.played_at.isoformat() for one in mine],
        "overall": [one.overall for one in mine],
        "whole": [True] * 6,
    }

    class Desk:
        def playing(self) -> dict[str, Any]:
            return {"takes": columns, "velocities": {}, "pads": {}}

    page = MyPlaying(course(), Desk, lambda: NOW)
    assert [(one["id"], one["takes"]) for one in page.read()["exercises"]] == [(VARIATION.id, 6)]
    assert page.picture("history", 600, VARIATION.id)
    said = report(COURSE, learners_of(COURSE, {"a.duckdb": mine}), NOW, 14).as_json()
    assert (said["takes"], said["places"]["stopped"], said["stopped_elsewhere"]) == (6, 1, 1)
    assert date.fromisoformat(said["made_at"][:10]) == NOW.date()


def test_the_desk_keeps_the_newest_sixty_so_that_a_take_finds_its_beat() -> None:
    rows = [
        {"id": f"a/b~{number:012x}", "notation": "tempo: 90\nkick x..."} for number in range(MOST_KEPT + 1)
    ]
    kept = kept_with(None, rows)
    assert [kept[0]["id"], len(kept)] == [rows[1]["id"], MOST_KEPT]
    assert kept_with(kept, [rows[1]])[-1]["id"] == rows[1]["id"]
    said = VARIATION.as_json()
    one = exercise_in(course(), said["id"], lambda: kept_with(kept, [said]))
    assert one is not None and one.pattern == VARIATION.pattern
    assert exercise_in(course(), "a/b~nothing", lambda: kept) is None
    assert exercise_in(course(), "a/b~nothing", lambda: None) is None
    assert exercise_in(course(), BASE, lambda: kept) == course().exercises[BASE]
