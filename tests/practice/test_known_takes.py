"""A kernel's own knowledge of takes stays what the desk knows, and is seldom read whole."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from academy.errors import DeskUnavailable
from academy.practice.known_takes import FRESH, KnownTakes

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=3)


def play(desk: Any, number: int, at: datetime | None = None) -> str:
    moment = at or NOON + timedelta(minutes=number)
    take = {"id": f"take-{number}", "exercise": "backbeat/a", "played_at": moment.isoformat()}
    desk.record(take, {"overall": 80.0}, passed=True)
    return f"take-{number}"


def numbers(takes: Any) -> list[int]:
    return sorted(int(take.take_id.removeprefix("take-")) for take in takes)


def test_after_the_first_take_only_new_ones_are_asked_for(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    known = KnownTakes()
    for number in range(100):
        play(desk, number)
    known.with_take("take-99", desk, NOON)
    play(desk, 100)
    answers: list[Any] = []
    asked = desk.attempts
    monkeypatch.setattr(desk, "attempts", lambda **said: answers.append(asked(**said)) or answers[-1])
    assert len(known.with_take("take-100", desk, NOON)) == 101
    assert [len(rows) for rows in answers] == [2]  # the newest that was known, and the new one


def test_a_take_that_was_played_long_ago_is_found_all_the_same(desk: Any) -> None:
    known = KnownTakes()
    known.with_take(play(desk, 5), desk, NOON)
    assert numbers(known.with_take(play(desk, 1, LONG_AGO), desk, NOON)) == [1, 5]


def test_what_another_browser_handed_in_is_known_after_ten_minutes(desk: Any) -> None:
    known = KnownTakes()
    known.with_take(play(desk, 5), desk, NOON)
    play(desk, 1, LONG_AGO)
    assert numbers(known.with_take(play(desk, 6), desk, NOON)) == [5, 6]
    assert numbers(known.with_take(play(desk, 7), desk, NOON + FRESH)) == [1, 5, 6, 7]


def test_a_desk_that_does_not_answer_takes_nothing_away(desk: Any) -> None:
    known = KnownTakes()
    known.with_take(play(desk, 0), desk, NOON)
    desk.is_gone = True
    with pytest.raises(DeskUnavailable):
        known.with_take("take-1", desk, NOON)
    desk.is_gone = False
    assert numbers(known.with_take(play(desk, 1), desk, NOON)) == [0, 1]
