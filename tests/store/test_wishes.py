"""Wishes for lessons in the store, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from academy.store.store import Store, open_store
from academy.store.wishes import PATIENCE, PUBLISHED, REFUSED

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
WISH = {"learner": "ann", "title": "Dembow", "topic": "rhythm", "level": 2, "words": "slowly"}
DRAFT: dict[str, Any] = {"cells": [], "metadata": {"b": 1, "a": 2}}


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(store_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(store_url, clock) as one:
        yield one


def test_a_wish_that_is_sent_twice_is_one(store: Store) -> None:
    assert [store.wishes.ask(WISH | {"wish_id": "one"}) for _ in range(2)] == [True, False]
    assert [row["title"] for row in store.wishes.of("ann")] == ["Dembow"] and store.wishes.of("ben") == []


def test_one_desk_drafts_and_another_one_when_it_was_killed(store: Store, clock: Clock) -> None:
    store.wishes.ask(WISH | {"wish_id": "one"})
    assert (store.wishes.take() or {})["wish_id"] == "one" and store.wishes.take() is None
    clock.now = NOW + PATIENCE + timedelta(seconds=1)
    assert (store.wishes.take() or {})["wish_id"] == "one"


def test_a_draft_comes_back_as_it_was(store: Store) -> None:
    store.wishes.ask(WISH | {"wish_id": "one"})
    store.wishes.draft("one", DRAFT, None)
    assert (store.wishes.one("one") or {})["notebook"] == DRAFT


def test_what_was_decided_stays(store: Store) -> None:
    store.wishes.ask(WISH | {"wish_id": "one"})
    assert store.wishes.decide("one", PUBLISHED, None, DRAFT)
    assert not store.wishes.decide("one", REFUSED, "no")
    store.wishes.draft("one", None, "too late")
    row = store.wishes.one("one") or {}
    assert (row["state"], row["notebook"]) == (PUBLISHED, DRAFT) and store.wishes.open() == []
