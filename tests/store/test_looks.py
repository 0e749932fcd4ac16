"""A look at all learners' rows keeps no take waiting, whatever database it is."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from academy.errors import StoreUnanswered
from academy.store.store import Store, open_store

PATIENCE_S = 20


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as one:
        yield one


def play(store: Store, take_id: str, overall: float = 80.0) -> None:
    score = {"status": "scored", "overall": overall, "constants": "1"}
    store.record({"id": take_id, "exercise": "backbeat/one", "hits": []}, score, passed=True)


def count(connection: Connection) -> int:
    return int(connection.execute(text("select count(*) from takes")).scalar() or 0)


@contextmanager
def a_look(store: Store, found: list[int]) -> Iterator[ThreadPoolExecutor]:
    """Look until the block ends: count takes at its beginning and at its end; gives threads to work in."""
    begun, over = threading.Event(), threading.Event()

    def look(connection: Connection) -> None:
        found.append(count(connection))
        begun.set()
        over.wait()
        found.append(count(connection))

    with ThreadPoolExecutor() as threads:
        looking = threads.submit(store._reader.read, look)
        try:
            assert begun.wait(PATIENCE_S)
            yield threads
        finally:
            over.set()
        looking.result(PATIENCE_S)


def test_a_take_is_kept_while_somebody_looks_who_sees_one_moment(store: Store) -> None:
    play(store, "before")
    found: list[int] = []
    with a_look(store, found) as threads:
        threads.submit(play, store, "meanwhile").result(PATIENCE_S)
        assert {take["take_id"] for take in store.takes()} == {"before", "meanwhile"}
    assert found == [1, 1]
    assert store._reader.read(count) == 2


def test_who_looks_sees_what_was_acknowledged_a_moment_ago(store: Store) -> None:
    for number in range(3):
        play(store, f"{number}")
        assert store.figures.learners()["rows"][0]["takes"] == number + 1


def test_a_copy_is_made_while_somebody_looks_and_takes_wait_for_neither(store: Store, tmp_path: Path) -> None:
    store.set_setting("device", "A")
    with a_look(store, []) as threads:
        threads.submit(store.set_setting, "device", "B").result(PATIENCE_S)
        copying = threads.submit(store.backup, tmp_path / "backup")
        threads.submit(play, store, "meanwhile").result(PATIENCE_S)
    copying.result(PATIENCE_S)
    assert (tmp_path / "backup").stat().st_size > 0


def test_a_look_at_a_server_can_change_nothing(postgres_url: str) -> None:
    with open_store(postgres_url) as store, pytest.raises(DBAPIError, match="read-only transaction"):
        store._reader.read(lambda connection: connection.execute(text("delete from takes")))


def test_a_store_that_was_closed_is_not_opened_by_a_look(store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnanswered, match="closed"):
        store.figures.plans()
