"""A dear answer is found once for all who ask within its time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from academy.desk.remembered import Remembered

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class Found:
    """Finds the numbers 1, 2, 3, ...; waits until it is let go on, fails when told to."""

    def __init__(self) -> None:
        self.times, self.may_go_on, self.fails = 0, asyncio.Event(), False
        self.may_go_on.set()

    async def __call__(self) -> int:
        self.times += 1
        await self.may_go_on.wait()
        if self.fails:
            raise ValueError("no database")
        return self.times


@pytest.mark.parametrize(
    ("after", "told"),
    [(MINUTE / 2, 1), (MINUTE, 2), (timedelta(seconds=-1), 2)],
    ids=["soon", "late", "set back"],
)
def test_an_answer_is_told_again_for_a_minute(after: timedelta, told: int) -> None:
    async def ask() -> int:
        clock, found = Clock(), Found()
        answer = Remembered[int](clock, MINUTE)
        await answer.get(found)
        clock.at += after
        return await answer.get(found)

    assert asyncio.run(ask()) == told


def test_ten_who_ask_at_once_wait_for_one_answer_though_one_goes_away() -> None:
    async def ask() -> tuple[list[int], int]:
        found, answer = Found(), Remembered[int](Clock(), MINUTE)
        found.may_go_on.clear()
        first, *others = (asyncio.ensure_future(answer.get(found)) for _ in range(10))
        await asyncio.sleep(0)  # lets all of them ask
        first.cancel()
        found.may_go_on.set()
        return await asyncio.gather(*others), found.times

    assert asyncio.run(ask()) == ([1] * 9, 1)


def test_what_could_not_be_found_is_tried_again() -> None:
    async def ask() -> int:
        found, answer = Found(), Remembered[int](Clock(), MINUTE)
        found.fails = True
        with pytest.raises(ValueError, match="no database"):
            await answer.get(found)
        found.fails = False
        return await answer.get(found)

    assert asyncio.run(ask()) == 2
