"""Recommendations are kept once, and what became of them is said once; older stores make room for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from academy.errors import TakeError
from academy.store.store import Store, open_store

HIT = {"pad": "A13", "velocity": 90}
TAKE = {"id": "one", "exercise": "backbeat/first"}


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


def offer(offer_id: str = "first", hour: int = 10) -> dict[str, Any]:
    made_at = f"2026-11-24T{hour}:00:00+00:00"
    return {"id": offer_id, "made_at": made_at, "lesson": "backbeat", "exercise": "backbeat/first"}


def test_an_offer_made_twice_is_kept_once(store: Store) -> None:
    assert [store.keep_offer(offer())["new"] for _ in range(2)] == [True, False]
    (kept,) = store.offers()
    assert (kept["offer"], kept["outcome"]) == (offer(), None)


def test_what_became_of_an_offer_is_said_once(store: Store) -> None:
    store.keep_offer(offer())
    store.keep_offer(offer("second", hour=11))
    store.settle_offer("first", "followed", "one")
    store.settle_offer("first", "other", "two")
    assert [row["offer_id"] for row in store.offers()] == ["second", "first"]
    assert [row["offer_id"] for row in store.offers(unsettled=True)] == ["second"]
    assert [(row["outcome"], row["take_id"]) for row in store.offers()] == [(None, None), ("followed", "one")]


def test_what_is_no_offer_is_refused(store: Store) -> None:
    with pytest.raises(TakeError, match="no recommendation"):
        store.keep_offer({"id": "x"})


def test_a_take_tells_how_long_it_was_played(store: Store) -> None:
    hits = [HIT | {"time_s": time_s} for time_s in (-0.02, 4.0, 2.0)]
    store.record(TAKE | {"hits": hits}, {"constants": "1"}, passed=False)
    store.record(TAKE | {"id": "two", "hits": []}, {"constants": "1"}, passed=False)
    assert {row["take_id"]: (row["hit_count"], row["duration_s"]) for row in store.attempts()} == {
        "one": (3, 4.0),
        "two": (0, 0.0),
    }


def test_a_store_of_the_first_version_gains_offers_and_lengths(tmp_path: Path) -> None:
    file = tmp_path / "academy.duckdb"
    with open_store(file) as store:
        hits = [HIT | {"time_s": time_s} for time_s in (0.0, 4.0)]
        store.record(TAKE | {"hits": hits}, {"constants": "1"}, passed=False)
    with duckdb.connect(str(file)) as plain:
        plain.execute("drop view attempts; drop table offers; delete from migrations where number > 1")
        plain.execute("alter table takes drop column duration_s")
    with open_store(file) as store:
        assert [row["duration_s"] for row in store.attempts()] == [4.0]
        assert store.keep_offer(offer())["new"]
