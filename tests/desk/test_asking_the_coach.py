"""The desk says what comes next, answers questions and keeps ratings; no model is set up here."""

from collections.abc import Callable

import pytest
from waiting import Server, desk_of

from academy.errors import TakeError
from academy.settings import Settings


def test_without_a_model_the_rules_say_what_is_next_what_is_known_and_what_it_cost(
    settings: Settings, start: Callable[[], Server]
) -> None:
    desk = desk_of(start(), settings)
    assert not desk.coach_ready()
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
