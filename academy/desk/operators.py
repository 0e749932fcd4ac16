"""What a hub's operator gets of a desk: health, figures, copies of the store. Nothing here is for learners.

GET  alive, health      anybody (health.py)
GET  metrics            whoever has the token of ACADEMY_METRICS_TOKEN_FILE (metrics.py)
POST api/backup         {"path"}: whoever has the token in desk.json, which only the desk's account can read
"""

import asyncio
import hmac
from contextlib import suppress
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, RequestHandler

from academy.desk.backups import Backups
from academy.desk.handlers import DeskHandler
from academy.desk.health import Alive, Pulse, Ready
from academy.desk.log import log_request
from academy.desk.metrics import Metrics, Tally
from academy.desk.office import Office


class Backup(DeskHandler):
    """A copy of the whole store, by a command of the desk's own account."""

    async def prepare(self) -> None:
        """Let in who can read the desk's own note; for all others there is nothing here."""
        given = self.request.headers.get("Authorization", "").removeprefix("token ")
        if not hmac.compare_digest(given.encode(), self._desk.token.encode()):
            raise HTTPError(404, reason="On a hub this is not there; its operator makes copies of all.")

    async def post(self) -> None:
        """Write the copy where the operator asks for it."""
        path = Path(str(self.said().get("path")))
        self.answer({"file": str(await asyncio.to_thread(Backups(self._desk).write, path))})


class LearnersHealth(DeskHandler):
    """Whether takes are being kept, and whether a language model answers this learner."""

    def initialize(self, office: Office, pulse: Pulse) -> None:  # type: ignore[override]
        """Receive the office, and what asks the database."""
        super().initialize(office)
        self._pulse, self._is_known = pulse, False

    async def prepare(self) -> None:
        """Let everybody ask; a stranger is told what everybody is."""
        with suppress(HTTPError):
            await super().prepare()
            self._is_known = True

    async def get(self) -> None:
        """Answer, with 503 while the database does not."""
        said = {"ok": await self._pulse.is_felt()}
        self.set_status(200 if said["ok"] else 503)
        if said["ok"] and self._is_known:
            said["coach"] = await self._pulse.do(lambda: self.office.has_models)
        self.answer(said)


class Operators:
    """The operators' part of one desk; `tally` counts its answers."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._pulse, self._backups = Pulse(office), Backups(office)
        self.tally = Tally()

    def routes(self, mount: str) -> list[Any]:
        """Return the operators' routes below `mount`."""
        pulse, office, backups = self._pulse, self._office, self._backups
        read = {"office": office, "tally": self.tally, "pulse": pulse, "backup_age_s": backups.age_s}
        return [
            (f"{mount}/alive", Alive),
            (f"{mount}/health", Ready, {"pulse": pulse}),
            (f"{mount}/api/health", LearnersHealth, {"office": office, "pulse": pulse}),
            (f"{mount}/metrics", Metrics, read),
            (f"{mount}/api/backup", Backup, {"office": office}),
        ]

    def answered(self, handler: RequestHandler) -> None:
        """Write a line about an answer, and count it."""
        log_request(handler)
        self.tally.answered(handler)

    async def run(self) -> None:
        """Do what operators asked to be done regularly, until cancelled."""
        await self._backups.run()
