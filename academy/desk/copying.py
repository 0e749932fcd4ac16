"""Copies of learners' own rows: made one at a time in a thread of their own, so that nobody else waits.

A copy is read beside the writer and lies in a file until it is sent: who hears it slowly holds no memory.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

from academy.desk.seat import Seat
from academy.desk.shares import Shares
from academy.errors import DeskUnavailable

MOST = 100
"""How many learners may have a copy made or sent to them at once; each has one."""
PART = 1_000_000
"""Bytes that are sent at once."""
ONE_AT_A_TIME = "A copy of your playing is being made or sent already. Wait for it, then ask again."


class Copying:
    """The thread that makes copies, and who has one on the way."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "academy-copies")
        self._shares = Shares(MOST, 1)

    @asynccontextmanager
    async def of(self, seat: Seat) -> AsyncIterator[Path]:
        """Give a file of a learner's own rows until the block ends; DeskUnavailable while they have one."""
        if not self._shares.take(seat.learner):
            raise DeskUnavailable(ONE_AT_A_TIME)
        try:
            with TemporaryDirectory(prefix="academy-copy-") as folder:
                file = Path(folder) / "academy.duckdb"
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._thread, lambda: seat.store().own_copy(file))
                yield file
        finally:
            self._shares.give_back(seat.learner)


async def send(handler: RequestHandler, file: Path) -> None:
    """Send a copy as a download."""
    handler.set_header("Content-Type", "application/octet-stream")
    handler.set_header("Content-Disposition", 'attachment; filename="academy.duckdb"')
    handler.set_header("Content-Length", file.stat().st_size)
    handler.set_header("Cache-Control", "no-store")
    with file.open("rb") as opened, suppress(StreamClosedError):  # who hangs up is told nothing more
        while part := opened.read(PART):
            handler.write(part)
            await handler.flush()
