"""Waiting for language models in threads of their own, so that no take waits behind them.

A pool's threads are waited for when a process ends; these are not: Ctrl-C ends the academy at once, also
while a model writes a lesson. What that may have cost stands in the ledger since before it was asked.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from academy.desk.shares import Shares
from academy.errors import DeskUnavailable
from academy.store.schema import OWN

T = TypeVar("T")

MOST = 32
"""How many answers may be waited for at once; the threads do little but wait."""
EACH = 2
"""How many of them by one learner, where many share a desk: a lesson being written, and a question."""
BUSY = "The coach is busy with other questions. Ask again in a few seconds."


class Thinking:
    """Threads that wait; `most` at once, and `each` of one learner."""

    def __init__(self, most: int = MOST, each: int = MOST) -> None:
        self._places = Shares(most, each)

    async def do(self, work: Callable[[], T], whose: str = OWN) -> T:
        """Return what work returns, while the loop goes on; DeskUnavailable when too many wait."""
        if not self._places.take(whose):
            raise DeskUnavailable(BUSY)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def told(value: T | None, error: BaseException | None) -> None:
            if answer.cancelled():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(value)  # type: ignore[arg-type]

        def run() -> None:
            value, error = None, None
            try:
                value = work()
            except Exception as failed:  # noqa: BLE001 (it is raised where it is awaited)
                error = failed
            finally:
                self._places.give_back(whose)
            if not loop.is_closed():
                loop.call_soon_threadsafe(told, value, error)

        threading.Thread(target=run, name="academy-coach", daemon=True).start()
        return await answer
