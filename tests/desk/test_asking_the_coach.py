"""The desk says what comes next, answers questions and keeps ratings; no model is set up here."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from academy.client import Desk, find_desk
from academy.errors import DeskUnavailable, TakeError
from academy.settings import Settings


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACADEMY_AI_KEY", "ACADEMY_AI_URL", "ACADEMY_AI_BASE_URL", "OPENROUTER_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(no_model: None, settings: Settings, start: Callable[[], Any]) -> Desk:
    start()
    end = time.monotonic() + 40
    while time.monotonic() < end:
        found = find_desk(settings)
        try:
            if found is not None and found.health()["ok"]:
                return found
        except DeskUnavailable:
            pass
        time.sleep(0.05)
    raise AssertionError("no desk")


def test_without_a_model_the_rules_say_what_is_next_what_is_known_and_what_it_cost(desk: Desk) -> None:
    told = desk.coach_next()
    assert (told["source"], told["outcome"], told["offer"]["chosen_by"]) == ("rules", "no_key", "rules")
    assert [row["offer_id"] for row in desk.offers()] == [told["offer"]["id"]]

    answer = desk.coach_question("What is swing?")
    assert (answer["source"], answer["quote"], answer["facts"]) == ("rules", None, [])
    assert answer["places"][0]["number"] == 11
    with pytest.raises(TakeError, match="no question"):
        desk.coach_question("  ")

    desk.rate({"lesson": "backbeat", "stars": 4, "note": "more of it"})
    (rating,) = desk.ratings()
    assert (rating["stars"], rating["lesson_version"] is not None) == (4, True)
    with pytest.raises(TakeError, match="No lesson here is called 'nowhere'"):
        desk.rate({"lesson": "nowhere", "stars": 4})

    costs = desk.costs("2026-11")
    assert (costs["month"], costs["configured"], costs["total"]["runs"]) == ("2026-11", False, 0)
    with pytest.raises(TakeError, match="2026-13"):
        desk.costs("2026-13")
