"""The desk behind JupyterHub: the laptop's handlers in a process with an account of its own.

    python -m academy.desk.service

It reads ACADEMY_STORE and its keys from its environment, listens at ACADEMY_HUB_DESK_URL, and asks the Hub
at ACADEMY_HUB_API_URL with JUPYTERHUB_API_TOKEN whose token a request carries. SIGTERM lets go of the store.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tornado.web import Application, HTTPError

from academy.desk import log
from academy.desk.bounds import BoundedApplication, bounded_server
from academy.desk.counter.groups import Groups
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.routes import application_settings, counter_routes, hub_sign_in
from academy.desk.counter.till import Till
from academy.desk.handlers import DeskHandler
from academy.desk.hub_token import HubToken
from academy.desk.log import say
from academy.desk.office import Office
from academy.desk.operators import Operators
from academy.desk.routes import routes
from academy.desk.wishing import draft_next
from academy.errors import AcademyError, SettingError
from academy.membership.mail import Post
from academy.settings import HubSettings, Settings

MOUNT = "/services/desk"
NOT_HERE = ("own-folder",)
"""Routes that would read or write this machine's files for a learner."""


class NotHere(DeskHandler):
    """What only an academy on one's own computer does."""

    async def prepare(self) -> None:
        """Refuse, whoever asks."""
        raise HTTPError(404, reason="On a hub this is not there; it is for an academy on your own computer.")


def application(
    office: Office, counter: Sequence[Any] = (), operators: Operators | None = None, **settings: Any
) -> Application:
    """Return the desk's application; `counter` are its routes for people, who sign in at the Hub."""
    api = f"{MOUNT}/api"
    operators = operators or Operators(office)
    table: list[Any] = [
        *operators.routes(MOUNT),
        *((f"{api}/{name}", NotHere, {"office": office}) for name in NOT_HERE),
        *routes(api, office),
        *counter,
    ]
    operators.tally.know(table, MOUNT)
    return BoundedApplication(table, log_function=operators.answered, transforms=[log.RequestId], **settings)


async def serve(settings: Settings, hub: HubSettings) -> None:
    """Run until SIGTERM or SIGINT, then let go of the store; SettingError when the token is missing."""
    if not settings.hub_token:
        raise SettingError(
            "JUPYTERHUB_API_TOKEN is not set; the desk needs the token that the Hub knows it by."
        )
    who = HubToken(f"{hub.api_url}/hub/api", settings.hub_token, hub.teachers)
    url = f"{hub.desk_url}{MOUNT}/api"
    office = Office(settings, lambda: url, is_learners_own=False, who=who, host=hub.desk_host)
    till = Till(office.store, settings.payment, f"{hub.desk_host or hub.url}{MOUNT}")
    mail = settings.mail
    post = Post(mail.host, mail.sender, mail.port, mail.security, mail.user, mail.password) if mail else None
    rounds = Rounds(
        till, post, Groups(f"{hub.api_url}/hub/api", settings.hub_token), say, lambda: draft_next(office)
    )
    auth = hub_sign_in(f"{hub.api_url}/hub/api", settings.hub_token, MOUNT, hub.hub_host, hub.desk_host)
    counter = counter_routes(MOUNT, office, till, rounds, auth, hub.teachers, hub.hub_host)
    said = application_settings(settings.hub_token, settings.payment.address if settings.payment else None)
    place = urlsplit(hub.desk_url)
    operators = Operators(office)
    server = bounded_server(application(office, counter, operators, **said))
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    server.listen(place.port or 80, place.hostname or "127.0.0.1")
    try:
        await asyncio.to_thread(office.try_to_own)
        office.warm()
        going = [asyncio.create_task(one.run()) for one in (rounds, operators)]
        say("ready", url=hub.desk_url, owns_store=office.is_open)
        await ended.wait()
        for one in going:
            one.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        server.stop()
        await server.close_all_connections()
    finally:
        till.close()
        office.close()
        say("closed")


def main() -> int:
    """Run the desk; 2 with one sentence when it cannot."""
    log.begin()
    try:
        settings = Settings.from_env(os.environ, Path("/"))
        asyncio.run(serve(settings, HubSettings.from_env(os.environ)))
    except AcademyError as error:
        say("refused", level="error", error=str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
