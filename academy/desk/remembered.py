"""An answer that is dear to find, kept for a short while: who asks meanwhile is told the same.

Whoever asks while it is being found waits for that, so it is found once at a time however many ask.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """One answer of the loop that serves; `now` is asked when it was begun to be found."""

    def __init__(self, now: Callable[[], datetime], keep: timedelta) -> None:
        self._now, self._keep = now, keep
        self._found: asyncio.Future[T] | None = None
        self._begun: datetime | None = None

    async def get(self, find: Callable[[], Awaitable[T]]) -> T:
        """Return the answer, found anew when it is too old or could not be found."""
        if self._found is None or self._is_stale(self._found):
            self._begun = self._now()
            self._found = asyncio.ensure_future(find())
        return await asyncio.shield(self._found)  # who goes away does not take it from the others

    def _is_stale(self, found: "asyncio.Future[T]") -> bool:
        if not found.done():
            return False
        if found.cancelled() or found.exception() is not None or self._begun is None:
            return True
        return not timedelta(0) <= self._now() - self._begun < self._keep  # a clock may be set back, too
