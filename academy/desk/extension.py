"""The desk as an extension of the learner's own Jupyter server."""

import atexit
import os
from pathlib import Path
from typing import Any

from academy.desk.office import Office
from academy.desk.routes import routes
from academy.pages import pages
from academy.settings import Settings

MOUNT = "academy/api"
TRY_AGAIN_S = 1.0


def load(server: Any) -> None:
    """Mount the desk in a Jupyter server; a store that cannot be opened is said in the log and in answers."""
    settings = Settings.from_env(os.environ, Path.cwd())
    base = f"{server.web_app.settings['base_url']}{MOUNT}"
    office = Office(settings, lambda: f"http://127.0.0.1:{server.port}{base}")
    server.web_app.add_handlers(".*$", [*routes(base, office), *pages(server.web_app.settings["base_url"])])
    server.web_app.settings["academy_office"] = office
    atexit.register(office.close)

    # The note names the port, and whoever reads it calls at once: so begin behind the callback, queued
    # after this one, in which the server opens its port. While another server is the desk, this one
    # tries again, so that it takes over when the other is gone.
    def begin() -> None:
        reason = office.try_to_own()
        office.warm()
        if reason is not None:
            server.log.warning(str(reason))
        elif office.is_open:
            server.log.info("This server is the academy's desk: it keeps what is played.")
        else:
            server.io_loop.call_later(TRY_AGAIN_S, begin)

    server.io_loop.add_callback(server.io_loop.add_callback, begin)


_load_jupyter_server_extension = load
