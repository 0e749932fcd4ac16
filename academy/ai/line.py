"""One private thread with an event loop, for the whole process: where all talk to language models happens.

A notebook's own loop is running already, and a connection cannot be used from two loops; so neither is tried.
"""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Line:
    """An event loop on a thread of its own; it ends with the process."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="academy-ai", daemon=True).start()

    def start(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start work there, from any thread; the future says what came of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)


_made: list[Line] = []
_making = threading.Lock()


def the_line() -> Line:
    """Return this process's line, made when it is first asked for."""
    with _making:  # two lines would be two loops, and a connection belongs to one
        if not _made:
            _made.append(Line())
        return _made[0]
