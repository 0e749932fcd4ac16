"""Auditions are made ahead in one thread, in turn for all who look for sounds."""

import threading
from collections.abc import Iterator

import pytest

from academy.desk.ahead import MOST, Ahead

NEVER_S = 20


class Maker:
    """Makes a sound each time it is let; keeps what was made, and by how many threads at once."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.threads: set[int] = set()
        self.began = threading.Event()
        self._may, self._did = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, sound_id: str) -> None:
        self.threads.add(threading.get_ident())
        self.began.set()
        assert self._may.acquire(timeout=NEVER_S)
        self.made.append(sound_id)
        self._did.release()

    def let(self) -> None:
        """Let one more be made."""
        self._may.release()

    def makes(self, count: int) -> list[str]:
        """Let so many be made, and return all that were."""
        for _ in range(count):
            self.let()
            assert self._did.acquire(timeout=NEVER_S)
        return self.made


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def ahead(maker: Maker) -> Iterator[Ahead]:
    """Give one that is at work on a sound of cy's."""
    one = Ahead(maker)
    one.want("cy", ["c"])
    assert maker.began.wait(NEVER_S)
    yield one
    one.stop()
    maker.let()


def test_learners_take_turns_in_one_thread(ahead: Ahead, maker: Maker) -> None:
    ahead.want("ann", ["a1", "a2", "a3"])
    ahead.want("ben", ["b1", "b2"])
    assert maker.makes(6) == ["c", "a1", "b1", "a2", "b2", "a3"] and len(maker.threads) == 1


def test_a_newer_page_takes_the_place_of_the_same_learners_older(ahead: Ahead, maker: Maker) -> None:
    ahead.want("ann", ["old1", "old2"])
    ahead.want("ben", ["b1", "b2"])
    ahead.want("ann", ["new"])
    assert maker.makes(4) == ["c", "b1", "new", "b2"]


def test_who_shows_more_than_can_be_heard_gets_none_ahead(ahead: Ahead, maker: Maker) -> None:
    ahead.want("ann", [str(number) for number in range(MOST + 1)])
    ahead.want("ben", ["b1"])
    assert maker.makes(2) == ["c", "b1"]


def test_a_thread_that_ended_begins_anew(ahead: Ahead, maker: Maker) -> None:
    thread = ahead._thread
    maker.makes(1)
    assert thread is not None
    thread.join(NEVER_S)
    ahead.want("ann", ["a1"])
    assert maker.makes(1) == ["c", "a1"]
