"""The desk behind JupyterHub: the laptop's handlers in a process with an account of its own.

    python -m academy.desk.service

It reads ACADEMY_STORE and its keys from its environment, listens at ACADEMY_HUB_DESK_URL, and asks the Hub
at ACADEMY_HUB_API_URL with JUPYTERHUB_API_TOKEN whose token a request carries. SIGTERM lets go of the store.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from academy.desk.counter.groups import Groups
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.routes import application_settings, counter_routes, hub_sign_in
from academy.desk.counter.till import Till
from academy.desk.handlers import DeskHandler
from academy.desk.hub_token import HubToken
from academy.desk.office import Office
from academy.desk.routes import routes
from academy.errors import AcademyError, SettingError
from academy.membership.mail import Post
from academy.settings import HubSettings, Settings

MOUNT = "/services/desk"
NOT_HERE = ("own-folder", "backup", "health")
"""Routes that would read or write this machine's files for a learner, or tell them about the process."""
MOST_BYTES = 8_000_000


class NotHere(DeskHandler):
    """What only an academy on one's own computer does."""

    async def prepare(self) -> None:
        """Refuse, whoever asks."""
        raise HTTPError(404, reason="On a hub this is not there; it is for an academy on your own computer.")


class Alive(RequestHandler):
    """Whether takes are being kept; to a learner also whether a model answers them, and no fact besides."""

    def initialize(self, office: Office) -> None:
        """Receive the office from the route."""
        self.office = office

    async def get(self) -> None:
        """Answer ok, or 503 while the store cannot be used."""
        try:
            await asyncio.to_thread(self.office.store)
        except AcademyError as error:
            say(event="store", error=str(error))
            self.set_status(503)
        said = {"ok": self.get_status() == 200}
        if said["ok"] and (carried := self.request.headers.get("Authorization")):
            with suppress(HTTPError):  # a stranger is told what everybody is
                person = await self.office.who.person(carried)
                seat = self.office.of(person.name, teaches=person.is_instructor)
                said["coach"] = await asyncio.to_thread(lambda: seat.has_models)
        self.finish(said)


def application(office: Office, counter: Sequence[Any] = (), **settings: Any) -> Application:
    """Return the desk's application; `counter` are its routes for people, who sign in at the Hub."""
    api = f"{MOUNT}/api"
    table: list[Any] = [
        (f"{MOUNT}/health", Alive, {"office": office}),
        (f"{api}/health", Alive, {"office": office}),
        *((f"{api}/{name}", NotHere, {"office": office}) for name in NOT_HERE),
        *routes(api, office),
        *counter,
    ]
    return Application(table, log_function=log_request, **settings)


def log_request(handler: RequestHandler) -> None:
    """Write one line of JSON for a request: never its token, its body or its query."""
    person = getattr(handler, "person", None)
    say(
        event="request",
        method=handler.request.method,
        path=handler.request.path,
        status=handler.get_status(),
        ms=round(1000 * handler.request.request_time(), 1),
        learner=person.name if person else getattr(handler, "learner", None),
        outcome=getattr(handler, "outcome", None),
    )


def say(**said: Any) -> None:
    """Write one line of JSON to the log."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"time": moment, **said}), flush=True)  # noqa: T201


async def serve(settings: Settings, hub: HubSettings) -> None:
    """Run until SIGTERM or SIGINT, then let go of the store; SettingError when the token is missing."""
    if not settings.hub_token:
        raise SettingError(
            "JUPYTERHUB_API_TOKEN is not set; the desk needs the token that the Hub knows it by."
        )
    who = HubToken(f"{hub.api_url}/hub/api", settings.hub_token)
    office = Office(settings, lambda: f"{hub.desk_url}{MOUNT}/api", is_learners_own=False, who=who)
    till = Till(office.store, settings.payment, f"{hub.url}{MOUNT}")
    mail = settings.mail
    post = Post(mail.host, mail.sender, mail.port, mail.security, mail.user, mail.password) if mail else None
    rounds = Rounds(till, post, Groups(f"{hub.api_url}/hub/api", settings.hub_token), say)
    auth = hub_sign_in(f"{hub.api_url}/hub/api", settings.hub_token, MOUNT)
    counter = counter_routes(MOUNT, office, till, rounds, auth)
    said = application_settings(settings.hub_token, settings.payment.address if settings.payment else None)
    place = urlsplit(hub.desk_url)
    server = HTTPServer(application(office, counter, **said), max_body_size=MOST_BYTES)
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    server.listen(place.port or 80, place.hostname or "127.0.0.1")
    try:
        await asyncio.to_thread(office.try_to_own)
        office.warm()
        going = asyncio.create_task(rounds.run())
        say(event="ready", url=hub.desk_url, owns_store=office.is_open)
        await ended.wait()
        going.cancel()
        server.stop()
        await server.close_all_connections()
    finally:
        till.close()
        office.close()
        say(event="closed")


def main() -> int:
    """Run the desk; 2 with one sentence when it cannot."""
    try:
        settings = Settings.from_env(os.environ, Path("/"))
        asyncio.run(serve(settings, HubSettings.from_env(os.environ)))
    except AcademyError as error:
        say(event="refused", error=str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
