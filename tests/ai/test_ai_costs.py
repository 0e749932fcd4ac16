"""What a month cost, kept apart by how well it is known; and the projection beside the planned $50."""

from typing import Any

import pytest

from academy.ai import projection as rooms
from academy.ai.costs import costs_of, month_named
from academy.ai.projection import Prices, projection, scenarios
from academy.settings import AiSettings

NOVEMBER = month_named("2026-11")
KEY = AiSettings(key="k")


def row(**changes: Any) -> dict[str, Any]:
    plain = {
        "at": "2026-11-26T12:00:00+00:00",
        "learner": "ana",
        "purpose": "feedback",
        "outcome": "answered",
    }
    sums = {"requests": 1, "tokens_in": 400, "tokens_out": 50, "unmeasured": 0}
    money = {"billed_usd": 0.25, "estimated_usd": 0.5, "counted_usd": 0.25}
    return plain | sums | money | changes


ROWS = [
    row(),
    row(billed_usd=None, counted_usd=0.5, learner="bo"),
    row(unmeasured=1, counted_usd=0.5, outcome="timeout", purpose="next"),
    row(billed_usd=0.0, counted_usd=0.0, outcome="cached", requests=0),
    row(at="2026-10-31T23:59:59+00:00", counted_usd=99.0),
    row(at="2026-12-01T00:00:00+00:00", counted_usd=99.0),
]


def test_billed_estimated_and_unmeasured_add_up_to_what_counts() -> None:
    total = costs_of(ROWS, KEY, NOVEMBER)["total"]
    assert (total["billed_usd"], total["estimated_usd"], total["unmeasured_usd"]) == (0.5, 0.5, 0.25)
    assert total["usd"] == 1.25
    assert (total["runs"], total["cached"], total["unmeasured"]) == (4, 1, 1)


def test_what_is_left_is_said_by_learner_and_for_the_course() -> None:
    settings = AiSettings(key="k", learner_usd=0.6, course_usd=2.0)
    told = costs_of(ROWS, settings, NOVEMBER)
    assert told["budget"]["course_left_usd"] == 0.75
    left = {one["learner"]: round(one["usd"], 9) for one in told["budget"]["learners_left"]}
    assert left == {"ana": 0.0, "bo": 0.1}
    assert [(one["name"], one["usd"]) for one in told["purposes"]] == [("feedback", 0.75), ("next", 0.5)]


def test_every_day_of_the_month_stands_there() -> None:
    days = costs_of(ROWS, KEY, NOVEMBER)["days"]
    assert len(days) == 30
    assert {day["day"]: day["usd"] for day in days if day["runs"]} == {26: 1.25}


def test_a_server_of_ones_own_has_no_budget() -> None:
    local = AiSettings(url="http://127.0.0.1:1/v1", speaks_openrouter=False)
    assert costs_of([], local, NOVEMBER)["budget"] is None


@pytest.mark.parametrize("said", ["2026-13", "2026-1", "november", "1026-11", "٢٠٢٦-11"])
def test_a_month_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="2026-11"):
        month_named(said)


def test_one_text_a_lesson_costs_what_can_be_worked_out_by_hand() -> None:
    # 100,000 lessons, one in ten twice, 700 tokens at $0.36 and 250 at $0.40 a million; 300 drafts, too
    asked = 100_000 * 1.1 * (700 * 0.36 + 250 * 0.40) / 1e6
    drafts = 300 * 1.1 * 2000 * (0.36 + 0.40) / 1e6
    first = projection()["scenarios"][0]
    assert first["usd"] == round(asked + drafts, 2) == 39.22


def test_five_takes_a_lesson_are_five_times_what_was_planned() -> None:
    told = {row["key"]: row["usd"] for row in projection()["scenarios"]}
    assert told == {
        **{"A": 39.22, "B": 90.42, "C": 245.3, "D": 438.9, "E": 257.12, "F": 39.91},
        **{"G": 93.2, "H": 9.53, "I": 23.73, "J": 26.34},
    }


def test_stored_prices_are_those_of_the_list() -> None:
    listed, stored = Prices(), Prices()
    stored._has_list = False
    for one in scenarios():
        assert one.usd(stored) == pytest.approx(one.usd(listed))


def test_dearer_tokens_make_a_dearer_projection(monkeypatch: pytest.MonkeyPatch) -> None:
    before = projection()["scenarios"][0]["usd"]
    monkeypatch.setattr(
        rooms, "estimate", lambda _settings, _model, tokens_in, tokens_out: 1e-6 * (tokens_in + tokens_out)
    )
    assert projection()["scenarios"][0]["usd"] > before
