"""What a plan opens of the coach, of models and of analytics, at a desk for many."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from class_here import FREE, PREMIUM, Class, class_here, lesson_named

from academy.ai.request import Answer, Request
from academy.errors import NotInPlan
from academy.my_playing import MyPlaying
from academy.settings import Settings

LOCKED = "jungle-cut-up"
SCORE: dict[str, Any] = {"status": "scored", "overall": 60.0, "bias_ms": 30.0, "constants": "2026-11"}


class Model:
    """Counts who asks it, and gives no answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def why_not(self) -> None:
        return None

    def ready(self) -> bool:
        return True

    def ask(self, _request: Request[Any], *, user: str, course: str | None = None) -> Answer[Any]:
        self.asked.append(user)
        return Answer(None, "The model is silent.", outcome="silent")


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def ann(store_url: str, tmp_path: Path, model: Model) -> Iterator[Class]:
    told = {"ACADEMY_STORE": store_url, "ACADEMY_AI_MODEL": "a-model"}
    with class_here(Settings.from_env(told, tmp_path), ai=model) as one:
        yield one


def plays(one: Class, exercise: str, **more: Any) -> str:
    take = {"id": f"take of {exercise}", "exercise": exercise, "whole": True}
    one.desk.record(take | {"hits": [{"time_s": 0.5, "velocity": 90}]}, SCORE | more, passed=False)
    return take["id"]


def test_a_question_reaches_a_model_with_premium_alone_and_is_answered_by_the_rules_without(
    ann: Class, model: Model
) -> None:
    said = ann.desk.coach_question("What is swing?")
    assert (said["source"], said["outcome"], model.asked) == ("rules", "not_in_plan", [])
    assert "part of premium" in said["why"] and not ann.desk.coach_ready()
    ann.pays("premium")
    assert ann.desk.coach_question("What is swing?")["outcome"] == "silent"
    assert ann.desk.coach_ready() and model.asked == ["ann"]


def test_variations_without_premium_are_made_by_rules(ann: Class, model: Model) -> None:
    said = ann.desk.variations("boom-bap-pocket/first-bar", count=2)
    assert (said["source"], model.asked) == ("rules", []) and said["variations"]


def test_answers_come_from_open_lessons_alone(ann: Class) -> None:
    def places() -> set[str]:
        said = ann.desk.coach_question("How do I play a jungle cut-up with a break?")
        return {place["url"].partition("#")[0] for place in said["places"]}

    page = lesson_named(LOCKED).path.name
    assert page not in places() and places() <= {lesson_named(one).path.name for one in FREE}
    ann.pays("premium")
    assert page in places()


def test_what_comes_next_is_never_locked(ann: Class) -> None:
    for lesson in FREE:
        ann.passes(lesson_named(lesson))
    offer = ann.desk.coach_next()["offer"]
    assert offer is None or offer["lesson"] in FREE
    plan = ann.desk.plan()
    assert all(one["lesson"] in FREE for skill in plan["skills"] for one in skill["exercises"])


def test_who_lapsed_is_led_through_what_is_still_open(ann: Class) -> None:
    ann.pays("premium")
    assert ann.get(f"lessons/{LOCKED}")[0] == 200
    ann.passes(lesson_named(LOCKED))
    ann.pays("free")
    assert ann.desk.coach_next()["offer"]["lesson"] in [*FREE, LOCKED]
    assert ann.desk.variations(lesson_named(LOCKED).exercises[0].id, count=1)["variations"]


def test_a_beat_of_a_locked_lesson_is_not_varied(ann: Class) -> None:
    with pytest.raises(NotInPlan, match="part of premium"):
        ann.desk.variations(lesson_named(LOCKED).exercises[0].id)


def test_a_taste_is_coached_and_is_no_part_of_its_lesson(ann: Class) -> None:
    said = ann.desk.coach_feedback(plays(ann, f"{LOCKED}/taste"))
    assert said["source"] == "rules" and said["next_steps"]
    assert ann.desk.coach_next()["offer"]["lesson"] != LOCKED


def test_takes_of_a_locked_lesson_are_spoken_of_when_it_is_open(ann: Class, model: Model) -> None:
    exercise = PREMIUM[0].exercises[0].id
    takes = [plays(ann, one) for one in (exercise, f"{exercise}~0bd9fe42008d")]
    for take in takes:
        with pytest.raises(NotInPlan, match="part of premium"):
            ann.desk.coach_feedback(take)
    ann.pays("premium")
    assert model.asked == [] and ann.desk.coach_feedback(takes[0])["next_steps"]


def test_sums_over_all_hits_are_premiums_and_the_page_says_so_in_a_sentence(ann: Class) -> None:
    onsets = [{"pad": "A13", "asynchrony_ms": 4.0}]
    plays(ann, "backbeat/first", onsets=onsets)
    page = MyPlaying(ann.office.shelf.catalogue(), lambda: ann.desk, lambda: datetime.now(UTC))
    assert page.read()["totals"]["takes"] == 1
    assert "part of premium" in page.picture("pads", 400, None)["later"]
    ann.pays("premium")
    assert ann.desk.playing()["pads"] == {"A13": [4.0]} and ann.desk.playing()["velocities"] == {"90": 1}
    page.read()
    assert "premium" not in page.picture("pads", 400, None).get("later", "")


def test_every_take_and_the_own_copy_stay_a_learners_own(ann: Class, tmp_path: Path) -> None:
    take = plays(ann, "backbeat/first")
    kept = ann.desk.take(take)
    assert kept is not None and kept["hits"]
    ann.desk.own_copy(tmp_path / "mine.duckdb")
    assert (tmp_path / "mine.duckdb").stat().st_size > 0
