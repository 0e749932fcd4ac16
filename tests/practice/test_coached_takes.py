"""What the stage asks of the coach: never in the way of a take, and quiet where there is nothing to say."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from academy.errors import DeskUnavailable, NotInPlan, TakeError
from academy.practice.practice import SILENT_COACH

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Coach:
    """A desk that only coaches."""

    def __init__(self, said: Any) -> None:
        self.said = said

    def health(self) -> dict[str, Any]:
        return {"ok": True, "coach": True}

    def coach_feedback(self, take_id: str) -> dict[str, Any]:
        if isinstance(self.said, Exception):
            raise self.said
        return {"take": take_id, **self.said}


def coached(practice: Any, said: Any) -> Any:
    return replace(practice, desk=lambda: Coach(said)).coach("take-1")


def test_an_answer_is_handed_on_with_who_gave_it(practice: Any) -> None:
    said = {"source": "ai", "voice": "Breathe.", "why": None, "outcome": "answered"}
    assert coached(practice, said) == {"take": "take-1", **said}


def test_why_the_rules_answer_is_handed_on(practice: Any) -> None:
    assert (
        coached(practice, {"source": "rules", "why": "Too late.", "outcome": "timeout"})["why"] == "Too late."
    )


@pytest.mark.parametrize("outcome", ["no_key", "nothing_to_choose"])
def test_without_a_model_there_is_nothing_to_tell(practice: Any, outcome: str) -> None:
    assert coached(practice, {"source": "rules", "why": "No model.", "outcome": outcome}) is None


def test_a_desk_that_falls_silent_is_told_quietly_and_a_strange_take_is_not(practice: Any) -> None:
    assert coached(practice, DeskUnavailable("gone")) == {"source": "rules", "why": SILENT_COACH}
    locked = NotInPlan("It is part of premium.", "premium")
    assert coached(practice, locked) == {"source": "rules", "why": "It is part of premium."}
    assert coached(practice, TakeError("no such take")) is None
    assert replace(practice, desk=lambda: None).coach("take-1") is None


def test_a_coach_is_waited_for_only_where_the_desk_has_one(practice: Any, desk: Any) -> None:
    assert not practice.has_coach()
    assert replace(practice, desk=lambda: Coach({})).has_coach()
    desk.is_gone = True
    assert not practice.has_coach()
    assert not replace(practice, desk=lambda: None).has_coach()


def test_three_takes_are_summed_up_and_two_are_not(practice: Any, message: Any) -> None:
    results = [practice.finish(message | {"id": f"take-{n}"}, NOON) for n in range(3)]
    assert [result["summary"] and result["summary"]["takes"] for result in results] == [None, None, 3]
    assert results[2]["summary"]["stable"][0]["id"] == "points_hold"
