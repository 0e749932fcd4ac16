"""A copy of one learner's rows, however long it takes, keeps nobody else waiting."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from class_here import Class, class_here

from academy.desk.health import Pulse, Ready
from academy.desk.office import Office
from academy.settings import Settings
from academy.store import store as store_module
from academy.store.store import open_store

NEVER_S = 20
TAKE = {"id": "one", "exercise": "backbeat/first", "hits": [{"time_s": 0.5, "velocity": 90}]}
SCORE = {"status": "scored", "overall": 88.0, "constants": "1"}


@pytest.fixture
def ann(store_url: str, tmp_path: Path) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)

    def health(office: Office) -> list[Any]:
        return [("/ready", Ready, {"pulse": Pulse(office)})]

    with class_here(settings, counter=health) as desk:
        yield desk


@contextmanager
def a_copy_that_takes_long(ann: Class, to: Path, patch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """Let ann's copy go on until the block ends."""
    begun, over = threading.Event(), threading.Event()
    write = store_module.write_own_copy

    def slowly(*said: Any) -> None:
        begun.set()
        over.wait(NEVER_S)
        write(*said)

    patch.setattr(store_module, "write_own_copy", slowly)
    with ThreadPoolExecutor() as threads:
        copying: Future[None] = threads.submit(ann.desk.own_copy, to)
        try:
            assert begun.wait(NEVER_S)
            yield threads
        finally:
            over.set()
        copying.result(NEVER_S)


def test_takes_are_kept_and_figures_read_while_a_copy_is_made(
    ann: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann.desk.record(TAKE, SCORE, passed=True)
    with a_copy_that_takes_long(ann, tmp_path / "mine.duckdb", monkeypatch) as threads:
        meanwhile = threads.submit(ann.as_("ben").desk.record, TAKE, SCORE, passed=True)
        assert meanwhile.result(NEVER_S)["new"] is True
        assert threads.submit(ann.as_("tess").desk.learners).result(NEVER_S)["found"] == 2
    with open_store(tmp_path / "mine.duckdb") as mine:
        assert [take["take_id"] for take in mine.takes()] == ["one"]


def test_who_asks_for_a_second_copy_meanwhile_is_told_to_wait(
    ann: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_copy_that_takes_long(ann, tmp_path / "mine.duckdb", monkeypatch):
        status, said = ann.get("own-copy")
        assert status == 503 and "being made or sent already" in said["error"]
    ann.desk.own_copy(tmp_path / "again.duckdb")


def test_health_is_told_while_every_other_thread_is_at_work(ann: Class) -> None:
    over, arrived, store = threading.Event(), threading.Semaphore(0), ann.office.store()
    most = ThreadPoolExecutor()._max_workers  # as many as the loop's own pool has

    def takes(*_said: Any) -> list[Any]:
        arrived.release()
        over.wait(NEVER_S)
        return []

    with ThreadPoolExecutor(most + 1) as threads, pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(store), "takes", takes)
        asking = [threads.submit(ann.get, "takes") for _ in range(most)]
        try:
            assert all(arrived.acquire(timeout=NEVER_S) for _ in asking)
            assert threads.submit(ann.get, "ready").result(NEVER_S) == (200, {"ok": True})
        finally:
            over.set()
        assert all(one.result(NEVER_S) == (200, []) for one in asking)
