"""A desk in this process: its own routes on a real HTTP server of loopback, without a Jupyter around."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from academy.ai.request import Asks
from academy.client import Desk
from academy.desk.auth import Who
from academy.desk.office import Office
from academy.desk.routes import routes
from academy.settings import Settings


@contextmanager
def desk_here(
    settings: Settings,
    *,
    is_learners_own: bool = True,
    who: Who | None = None,
    ai: Asks | None = None,
    offices: list[Office] | None = None,
    counter: Callable[[Office], list[Any]] = lambda _office: [],
) -> Iterator[Desk]:
    """Serve a desk in a thread until the block ends; the one that comes back carries its own token.

    The office joins `offices`, for tests that write what Stripe's events would have written; `counter` gives
    the routes of pages.
    """
    socket, port = bind_unused_port()
    office = Office(settings, lambda: f"http://127.0.0.1:{port}", is_learners_own=is_learners_own, who=who)
    office.ai = ai or office.ai
    office.store()
    if offices is not None:
        offices.append(office)
    up = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []
    over = asyncio.Event()

    async def serve() -> None:
        server = HTTPServer(
            Application([*routes("", office), *counter(office)], pays_at=(), cookie_secret="x")
        )
        server.add_socket(socket)
        loops.append(asyncio.get_running_loop())
        up.set()
        await over.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    up.wait()
    try:
        yield Desk(f"http://127.0.0.1:{port}", office.token)
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join()
        office.close()
        office.sounds.quick.shutdown()
        office.sounds.slow.shutdown()
