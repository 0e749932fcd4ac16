"""A desk in a process of its own, to be killed: `python served.py STORE PORT STRIPE`.

Its tokens are learners' names; everything else is the service's own application.
"""

import asyncio
import sys
from pathlib import Path

from stripe_double import PRICES, SECRET
from tornado.httpserver import HTTPServer

from academy.desk.auth import Person
from academy.desk.counter.groups import Groups
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.routes import application_settings, counter_routes, hub_sign_in
from academy.desk.counter.till import Till
from academy.desk.log import say
from academy.desk.office import Office
from academy.desk.service import MOUNT, application
from academy.payment_settings import PaymentSettings
from academy.settings import Settings


class Names:
    """Takes a token for a name."""

    async def person(self, authorization: str) -> Person:
        return Person(authorization.removeprefix("token "), is_instructor=False)


async def serve(store: str, port: int, stripe: str) -> None:
    settings = Settings.from_env({"ACADEMY_STORE": store}, Path.cwd())
    office = Office(settings, lambda: "", is_learners_own=False, who=Names())
    till = Till(office.store, PaymentSettings("sk_test", SECRET, PRICES, stripe), "http://127.0.0.1")
    rounds = Rounds(till, None, Groups("http://127.0.0.1", ""), say, lambda: False)
    auth = hub_sign_in("http://127.0.0.1", "token", MOUNT)
    counter = counter_routes(MOUNT, office, till, rounds, auth, ())
    server = HTTPServer(application(office, counter, **application_settings("token", stripe)))
    office.store()
    server.listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
