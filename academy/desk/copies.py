"""Copies of what is kept.

POST backup     {"path"}: write a copy of the store on this machine, where it is the learner's own
GET  own-copy   the learner's own rows, as a DuckDB file
"""

from pathlib import Path

from tornado.web import HTTPError

from academy.desk.copying import send
from academy.desk.handlers import DeskHandler
from academy.errors import TakeError


class Backup(DeskHandler):
    """A copy of the store."""

    async def post(self) -> None:
        """Write the copy where the owner of the token asks for it, on this machine; never on a shared one."""
        if not self.office.is_learners_own:
            raise HTTPError(403, reason="This desk serves many learners. Ask it for a copy of your own rows.")
        path = Path(str(self.said().get("path")))
        try:
            await self.ask(lambda store: store.backup(path))
        except OSError as error:
            raise TakeError(str(error)) from error
        self.answer({"stored": True})


class OwnCopy(DeskHandler):
    """The learner's rows as a file of their own."""

    async def get(self) -> None:
        """Send a DuckDB file that an academy on one's own computer opens."""
        async with self.office.copying.of(self.office) as file:
            await send(self, file)
