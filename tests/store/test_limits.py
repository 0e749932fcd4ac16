"""Nobody plays as much as is kept, and nobody fills the disk of all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from academy.errors import TakeError
from academy.store import limits
from academy.store.schema import calibrations, offers, settings
from academy.store.store import Store, open_store

SCORE = {"status": "scored", "overall": 80.0, "constants": "1"}
HIT = {"time_s": 0.5, "velocity": 90}


class Clock:
    """A clock that is set."""

    now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(store_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(limits, "TAKES_A_DAY", 3)
    monkeypatch.setattr(limits, "HITS_A_DAY", 6)
    monkeypatch.setattr(limits, "MOST_ROWS", {settings: 2, calibrations: 2, offers: 2})
    with open_store(store_url, clock) as one:
        yield one


def play(store: Store, take_id: str, hits: int = 0, *, is_shared: bool = True, **said: Any) -> bool:
    take = {"id": take_id, "exercise": "backbeat/one", "hits": [HIT] * hits} | said
    return bool(store.record(take, SCORE, passed=True, is_shared=is_shared)["new"])


def test_more_takes_than_a_day_has_wait_until_tomorrow(store: Store, clock: Clock) -> None:
    for number in range(3):
        play(store, f"{number}")
    with pytest.raises(TakeError, match=r"4 takes .* Go on tomorrow"):
        play(store, "three")
    assert len(store.takes()) == 3 and play(store.of("ben"), "three")
    clock.now += timedelta(days=1)
    assert play(store, "three")


@pytest.mark.parametrize("practice", [None, "read"])
def test_hits_are_counted_too_whoever_played_them(store: Store, practice: str | None) -> None:
    play(store, "one", hits=4, practice=practice)
    with pytest.raises(TakeError, match="8 hits"):
        play(store, "two", hits=4, practice=practice)
    assert store.take("two") is None


def test_a_take_that_is_kept_already_is_acknowledged_on_a_full_day(store: Store) -> None:
    for number in range(3):
        play(store, f"{number}")
    assert play(store, "0") is False


def test_on_ones_own_computer_nothing_is_counted(store: Store) -> None:
    assert all(play(store, f"{number}", hits=5, is_shared=False) for number in range(5))


def test_so_many_settings_are_kept_and_each_can_be_changed(store: Store) -> None:
    for name in ("stage", "device"):
        store.set_setting(name, 1)
    with pytest.raises(TakeError, match="2 settings are kept already"):
        store.set_setting("more", 1)
    store.set_setting("device", 2)
    store.of("ben").set_setting("more", 1)
    assert store.setting("device") == 2


def test_so_many_devices_and_recommendations_are_kept(store: Store) -> None:
    for name in ("a", "b"):
        store.set_calibration({"input": name, "latency_ms": 3})
        store.keep_offer({"id": name, "made_at": "2026-11-24T10:00:00Z", "lesson": "x", "exercise": "x/y"})
    with pytest.raises(TakeError, match="2 calibrations"):
        store.set_calibration({"input": "c", "latency_ms": 3})
    with pytest.raises(TakeError, match="2 offers"):
        store.keep_offer({"id": "c", "made_at": "2026-11-24T10:00:00Z", "lesson": "x", "exercise": "x/y"})


def test_a_long_row_is_refused_with_its_length(store: Store) -> None:
    with pytest.raises(TakeError, match="letters; 4000 are kept"):
        store.set_calibration({"input": "x" * 5000, "latency_ms": 3})
