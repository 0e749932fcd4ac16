"""Whether this desk is alive, and whether it is ready: takes are kept just now.

GET alive     the process answers; a desk that does not should be started anew
GET health    the database was asked and answered; while it is 503, send nobody here
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tornado.web import RequestHandler

from academy.desk.log import say
from academy.desk.office import Office
from academy.errors import AcademyError

T = TypeVar("T")
PATIENCE_S = 5.0
"""How long the database may take to answer, in seconds."""


class Pulse:
    """Asks the database one question at a time: a database that hangs holds one thread, not all of them.

    Its threads are its own: whatever keeps all others at work, the desk says how it is.
    """

    def __init__(self, office: Office, patience_s: float = PATIENCE_S) -> None:
        self._office, self._patience_s = office, patience_s
        self._threads = ThreadPoolExecutor(2, "academy-health")
        self._asked: asyncio.Future[None] | None = None

    async def do(self, work: Callable[[], T]) -> T:
        """Run what else is to be said of health, where nothing else is done."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def is_felt(self) -> bool:
        """Say whether the database answers in time; whoever asks meanwhile waits for the same answer."""
        if self._asked is None or self._asked.done():
            self._asked = asyncio.get_running_loop().run_in_executor(
                self._threads, lambda: self._office.store().pulse()
            )
        try:
            await asyncio.wait_for(asyncio.shield(self._asked), self._patience_s)
        except TimeoutError:
            say("store", level="error", error=f"The database has not answered for {self._patience_s:g} s.")
            return False
        except AcademyError as error:
            say("store", level="error", error=str(error))
            return False
        return True


class Ready(RequestHandler):
    """Whether takes are being kept, and no fact besides."""

    def initialize(self, pulse: Pulse) -> None:
        """Receive what asks the database."""
        self._pulse = pulse

    async def get(self) -> None:
        """Answer ok, or 503 while the database does not answer."""
        felt = await self._pulse.is_felt()
        self.set_status(200 if felt else 503)
        self.finish({"ok": felt})


class Alive(RequestHandler):
    """Whether this process answers at all."""

    async def get(self) -> None:
        """Answer ok, also while the database is away: starting this process anew would not bring it back."""
        self.finish({"ok": True})
