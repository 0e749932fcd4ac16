"""What "My playing" reads of the store: numbers that can be counted by hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from academy.store.store import Store, open_store


def a_take(take_id: str, velocities: list[int], **said: Any) -> dict[str, Any]:
    hits = [{"time_s": 0.5 * n, "pad": "A13", "velocity": value} for n, value in enumerate(velocities)]
    return {"id": take_id, "exercise": "backbeat/first", "whole": True, "hits": hits} | said


def a_score(*asynchronies: float | None, **said: Any) -> dict[str, Any]:
    onsets = [{"pad": "A13", "asynchrony_ms": ms} for ms in asynchronies]
    return {"status": "scored", "overall": 80.0, "constants": "1", "onsets": onsets} | said


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


def test_an_empty_store_has_columns_without_rows(store: Store) -> None:
    told = store.playing()
    assert set(map(len, told["takes"].values())) == {0}
    assert (told["velocities"], told["pads"]) == ({}, {})


def test_takes_come_oldest_first_as_columns(store: Store) -> None:
    for name, day in (("new", "2026-11-24"), ("old", "2026-11-20")):
        take = a_take(name, [90, 90], played_at=f"{day}T10:00:00Z")
        store.record(take, a_score(bias_ms=-4.0, spread_ms=12.0), passed=name == "new")
    takes = store.playing()["takes"]
    assert takes["take_id"] == ["old", "new"]
    assert takes["passed"] == [False, True]
    assert takes["played_at"][0] == "2026-11-20T10:00:00+00:00"
    assert (takes["hit_count"], takes["duration_s"]) == ([2, 2], [0.5, 0.5])
    assert (takes["bias_ms"], takes["spread_ms"]) == ([-4.0, -4.0], [12.0, 12.0])


def test_velocities_are_counted_but_not_those_of_the_computers_keyboard(store: Store) -> None:
    pads, keys = {"kind": "webmidi", "name": "SP-404MKII"}, {"kind": "keyboard", "name": None}
    store.record(a_take("one", [30, 90, 90], input=pads), a_score(), passed=True)
    store.record(a_take("two", [90], input=None), a_score(), passed=True)
    store.record(a_take("three", [115] * 9, input=keys), a_score(), passed=True)
    assert store.playing()["velocities"] == {"30": 1, "90": 3}


def test_pads_have_the_asynchronies_of_what_was_hit_in_scored_takes(store: Store) -> None:
    store.record(a_take("one", [90]), a_score(-12.0, None, 3.0), passed=True)
    store.record(a_take("two", [90]), a_score(99.0, status="not_the_exercise"), passed=False)
    assert store.playing()["pads"] == {"A13": [-12.0, 3.0]}


def test_pads_tell_of_the_latest_takes_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("academy.store.playing.playing.__defaults__", (1,))
    for number in (1, 2):
        take = a_take(str(number), [90], played_at=f"2026-11-2{number}T10:00:00Z")
        store.record(take, a_score(float(number)), passed=True)
    assert store.playing()["pads"] == {"A13": [2.0]}


def test_a_pattern_that_a_machine_played_is_nobodys_hits(store: Store) -> None:
    store.record(a_take("read", [90, 90], practice="read"), a_score(0.0), passed=True)
    store.record(a_take("played", [30], practice="play"), a_score(5.0), passed=True)
    told = store.playing()
    assert sorted(zip(told["takes"]["take_id"], told["takes"]["hit_count"], strict=True)) == [
        ("played", 1),
        ("read", 0),
    ]
    assert (told["velocities"], told["pads"]) == ({"30": 1}, {"A13": [5.0]})
