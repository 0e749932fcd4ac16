"""The desk's routes for new material, without a model and with one that answers; over HTTP once."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from waiting import Server, desk_of

from academy.classroom import Classroom
from academy.composing.playing import KEPT
from academy.desk.composing import lesson_for, plan_for, variations_for
from academy.desk.office import Office
from academy.desk.seat import Seat
from academy.errors import LessonError, TakeError
from academy.settings import Settings
from academy.store.schema import OWN

HOME = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BASE = "boom-bap-pocket/first-bar"


@pytest.fixture
def office(settings_of_each: Settings, tmp_path: Path) -> Iterator[Seat]:
    home = tmp_path / "home"
    for folder in ("course", "data"):
        shutil.copytree(HOME / folder, home / folder, ignore=shutil.ignore_patterns(".*", "*.wav", "drafts"))
    made = Office(replace(settings_of_each, home=home), lambda: "http://127.0.0.1:9")
    yield made.of(OWN)
    made.close()


def late_kick(office: Seat, number: int, overall: float) -> None:
    score = {
        "status": "scored",
        "overall": overall,
        "bias_ms": 4.0,
        "constants": "1",
        "per_pad": [
            {"pad": "A13", "hits": 12, "bias_ms": 48.0},
            {"pad": "A11", "hits": 32, "bias_ms": 2.0},
        ],
    }
    take = {"id": f"take {number}", "exercise": BASE, "hits": [], "whole": True}
    office.store().record(take | {"played_at": f"2026-11-2{number}T10:00:00+00:00"}, score, passed=False)


def test_variations_say_why_no_model_made_them_and_stay_the_same_until_something_is_played(
    office: Seat,
) -> None:
    said = variations_for(office, {"exercise": BASE, "wish": "easier", "count": 3})
    assert (said["source"], len(said["variations"]), said["few"]) == ("rules", 3, None)
    assert said["why"]
    assert variations_for(office, {"exercise": BASE, "wish": "easier", "count": 3}) == said
    late_kick(office, 1, 60)
    after = variations_for(office, {"exercise": BASE, "wish": "easier", "count": 3, "ai": False})
    assert (after["weak"], after["why"]) == (["kick"], None)
    assert after["seed"] != said["seed"]


WRONG: dict[str, Any] = {
    "No lesson here has the exercise 'a/b'": {"exercise": "a/b"},
    "wish is 'funkier'; expected one of easier, same, harder": {"exercise": BASE, "wish": "funkier"},
    "count is 11; expected a whole number from 1 to 10": {"exercise": BASE, "count": 11},
    "count is True": {"exercise": BASE, "count": True},
    "seed is 'x'": {"exercise": BASE, "seed": "x"},
}


@pytest.mark.parametrize(("says", "body"), WRONG.items(), ids=WRONG.keys())
def test_a_wish_that_cannot_be_is_refused_in_words(office: Seat, says: str, body: Any) -> None:
    with pytest.raises(TakeError, match=says):
        variations_for(office, body)


def test_a_lesson_becomes_a_draft_and_a_second_of_that_title_is_refused(office: Seat) -> None:
    said = lesson_for(office, {"title": "Night bus", "level": 1, "seed": 3, "ai": False})
    assert (office.settings.drafts / "29-night-bus.ipynb").is_file()
    assert said["author"] == {"author": "course generator"}
    assert said["lesson"]["minutes"] >= 4
    with pytest.raises(TakeError, match="has the id 'night-bus' already"):
        lesson_for(office, {"title": "Night bus"})
    for wrong in ({"title": " "}, {"title": "A", "topic": "jazz"}, {"title": "A", "level": 4}):
        with pytest.raises(TakeError, match=r"needed|expected"):
            lesson_for(office, wrong)


def test_the_plan_follows_what_was_found_in_the_last_take(office: Seat) -> None:
    assert plan_for(office, 0, NOW)["skills"] == []
    for number, overall in enumerate((50, 60, 55), start=1):
        late_kick(office, number, overall)
    said = plan_for(office, 0, NOW)
    assert {one["skill"] for one in said["skills"]} == {"syncopated-kick", "swing-feel"}
    assert "A13" in said["skills"][0]["why"]
    kept = {one["id"] for one in office.store().setting(KEPT)}
    assert kept == {one["id"] for skill in said["skills"] for one in skill["variations"]}


def test_a_kernel_asks_over_http_and_plays_what_it_gets(
    settings: Settings, start: Callable[[], Server]
) -> None:
    desk = desk_of(start(), settings)
    one = desk.variations(BASE, wish="easier", count=2, seed=1)["variations"][0]
    assert desk.plan()["skills"] == []
    with pytest.raises(TakeError, match="A title is needed"):
        desk.compose_lesson("")

    room = Classroom(settings, settings.course, lambda: NOW)
    practice = room.practice_variation(one["id"])
    assert practice.exercise_json()["id"] == one["id"]
    message = {"id": "mine", "exercise": one["id"], "tempo": one["tempo"], "bars": [1, 1], "passes": 2}
    result = practice.finish(message | {"hits": []}, NOW)
    assert (result["saved"], result["exercise"]) == (True, one["id"])
    assert room.finish(message | {"id": "left behind", "hits": []}, NOW)["saved"]
    assert [take["exercise"] for take in desk.takes()] == [one["id"]] * 2
    assert desk.coach_feedback("mine")["source"] == "rules"
    with pytest.raises(LessonError, match="is not kept any more"):
        room.practice_variation(f"{BASE}~000000000000")
