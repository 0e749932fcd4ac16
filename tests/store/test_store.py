"""What was acknowledged is there, once, and readable by its owner."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import create_engine, text

from academy.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew, TakeError
from academy.store.migrations import NEWEST
from academy.store.store import Store, open_store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SCORE = {
    "status": "scored",
    "overall": 88.0,
    "components": {"pattern": 90.0, "timing": 80.0, "dynamics": None, "tempo": 99.0},
    "bias_ms": -3.2,
    "spread_ms": 12.0,
    "tempo_bpm": 88.1,
    "constants": "2026-11",
}


def a_take(take_id: str = "one", hits: int = 3, **said: Any) -> dict[str, Any]:
    hit = {"pad": "A13", "velocity": 90, "release_s": None, "note": 36, "channel": 1}
    return {
        "id": take_id,
        "exercise": "backbeat/first",
        "tempo": 84.0,
        "whole": True,
        "hits": [hit | {"time_s": 0.5 * number} for number in range(hits)],
    } | said


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "academy.duckdb"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url, lambda: NOON) as opened:
        yield opened


def test_a_take_comes_back_with_every_raw_hit(store: Store) -> None:
    store.record(a_take(hits=700), SCORE, passed=True)
    kept = store.take("one")
    assert kept is not None
    assert [hit["time_s"] for hit in kept["hits"]] == [0.5 * number for number in range(700)]
    assert kept["score"] == SCORE


def test_attempts_since_a_moment_are_those_of_that_moment_and_later(store: Store) -> None:
    for hour in (9, 10, 11):
        store.record(a_take(f"at-{hour}", played_at=f"2026-11-24T{hour:02}:00:00+01:00"), SCORE, passed=True)
    since = datetime(2026, 11, 24, 9, tzinfo=UTC)  # ten o'clock, an hour further east
    assert [row["take_id"] for row in store.attempts(since=since)] == ["at-11", "at-10"]


def test_a_take_sent_twice_is_kept_once(store: Store) -> None:
    assert store.record(a_take(), SCORE, passed=True)["new"] is True
    assert store.record(a_take(), SCORE, passed=True)["new"] is False
    assert len(store.attempts()) == 1


def test_twenty_threads_sending_ten_takes_twice_keep_ten(store: Store) -> None:
    senders = [
        threading.Thread(target=store.record, args=(a_take(str(n % 10)), SCORE), kwargs={"passed": True})
        for n in range(20)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(store.takes()) == 10


def test_what_was_not_measured_is_absent_not_zero(store: Store) -> None:
    store.record(a_take(), SCORE, passed=True)
    (attempt,) = store.attempts("backbeat/first")
    assert attempt["dynamics"] is None
    assert attempt["timing"] == 80.0


def test_attempts_come_newest_first_and_at_most_as_many_as_asked(store: Store) -> None:
    for number, minute in enumerate(("10:00", "10:05", "10:01")):
        store.record(a_take(str(number), played_at=f"2026-11-24T{minute}:00Z"), SCORE, passed=True)
    assert [attempt["take_id"] for attempt in store.attempts(limit=2)] == ["1", "2"]


@pytest.mark.parametrize(
    ("take", "words"),
    [
        (a_take(exercise=None), "exercise"),
        (a_take() | {"hits": [{"time_s": float("nan"), "velocity": 3}]}, "hit 1: time_s is nan"),
        (a_take(played_at="yesterday"), "played_at"),
        (a_take(tempo="fast"), "tempo"),
        (a_take() | {"hits": [{"time_s": 0.0, "velocity": 128}]}, "velocity is 128"),
    ],
)
def test_a_take_that_cannot_be_kept_is_named_and_leaves_nothing(
    store: Store, take: dict[str, Any], words: str
) -> None:
    with pytest.raises(TakeError, match=words):
        store.record(take, SCORE, passed=False)
    assert store.takes() == []


def test_a_letter_that_postgresql_cannot_keep_is_said_in_a_sentence(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        with pytest.raises(TakeError, match="cannot be kept"):
            store.record(a_take(browser="Fire\0fox"), SCORE, passed=True)
        assert store.takes() == []


def test_a_second_calibration_replaces_the_first(store: Store) -> None:
    for latency_ms in (12.0, 14.0):
        store.set_calibration({"input": "webmidi", "browser": "Chrome", "latency_ms": latency_ms})
    assert [one["latency_ms"] for one in store.calibrations()] == [14.0]


def test_settings_are_kept_as_they_were_given(store: Store) -> None:
    store.set_setting("device", {"mode": "A"})
    store.set_setting("device", {"mode": "B", "offset": 3})
    assert store.setting("device") == {"mode": "B", "offset": 3}
    assert store.setting("never") is None


def test_a_learner_reads_the_file_with_plain_duckdb(file: Path) -> None:
    with open_store(file, lambda: NOON) as store:
        store.record(a_take(), SCORE, passed=True)
    with duckdb.connect(str(file), read_only=True) as plain:
        assert plain.execute("select lesson, overall from attempts").fetchall() == [("backbeat", 88.0)]
        assert plain.execute("select count(*) from hits").fetchall() == [(3,)]


def test_a_second_owner_is_told_who_the_first_is(file: Path) -> None:
    with open_store(file), pytest.raises(StoreBusy, match=r"in use by process \d+"):
        open_store(file)


def test_a_damaged_file_is_named_copied_and_left(file: Path) -> None:
    file.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreDamaged, match="Nothing was deleted"):
        open_store(file)
    with pytest.raises(StoreDamaged):
        open_store(file)
    (copy,) = file.parent.glob("academy.damaged-*")
    assert copy.read_bytes() == file.read_bytes() == b"not a database" * 1000


def test_a_database_server_without_its_driver_is_said_in_a_sentence() -> None:
    with pytest.raises(StoreError, match=r"pip install psycopg|does not answer"):
        open_store("postgresql://nobody@127.0.0.1:1/none")


def test_a_file_cut_in_half_is_noticed_when_it_is_opened(file: Path) -> None:
    with open_store(file) as store:
        store.record(a_take(hits=5000), SCORE, passed=True)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(StoreDamaged):
        open_store(file)


def test_a_file_of_a_newer_academy_is_left_as_it_is(file: Path) -> None:
    open_store(file).close()
    engine = create_engine(f"duckdb:///{file}")
    with engine.begin() as connection:
        connection.execute(text(f"insert into migrations values ({NEWEST + 1}, 'later', now())"))
    engine.dispose()
    before = file.read_bytes()
    with pytest.raises(StoreTooNew, match="newer academy"):
        open_store(file)
    assert file.read_bytes() == before


def test_a_refused_file_can_be_owned_again(file: Path) -> None:
    file.write_bytes(b"no")
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            open_store(file)
