"""`academy start`: the course in the browser, by one server on this computer."""

import os
import secrets
import socket
import warnings
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from academy.client import find_desk
from academy.errors import AcademyError, PortTaken
from academy.settings import Settings

PORT = 8404
TRIES = 20
HOME_PAGE = "voila/render/index.ipynb"
LAB_PAGE = "lab/tree/index.ipynb"

Say = Callable[[str], Any]


def start(
    settings: Settings, *, port: int | None = None, lab: bool = False, browser: bool = True, say: Say = print
) -> None:
    """Serve the course until Ctrl-C; when it is served already, open that.

    PortTaken when neither the port asked for nor the next ones are free.
    """
    page = LAB_PAGE if lab else HOME_PAGE
    running = running_address(settings)
    if running:
        address = _address(running, page)
        say(f"The academy is running already: {address}")
        if browser:
            webbrowser.open(address)
        return
    free = free_port(port or PORT, say)
    _serve(settings, free, page, browser, say)


def running_address(settings: Settings) -> tuple[str, str] | None:
    """Return the address and token of the server that is the desk now, None when there is none."""
    from jupyter_server.serverapp import list_running_servers

    desk = find_desk(settings)
    if desk is None:
        return None
    try:
        pid = desk.health()["pid"]
    except AcademyError:
        return None
    for server in list_running_servers():
        if server["pid"] == pid:
            return server["url"], server["token"]
    return None


def free_port(wanted: int, say: Say = print) -> int:
    """Return `wanted` or the next free port after it, and say so when it is another."""
    for port in range(wanted, wanted + TRIES):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != wanted:
            say(f"Port {wanted} is taken by another program; using {port}.")
        return port
    raise PortTaken(
        f"Ports {wanted} to {wanted + TRIES - 1} are all taken. "
        "Choose another with `academy start --port 9000`."
    )


def _serve(settings: Settings, port: int, page: str, browser: bool, say: Say) -> None:
    """Run the server in this process; jupyter_config/ is its configuration."""
    config = settings.home / "jupyter_config"
    _point_jupyter_to(config)

    import voila  # noqa: F401 (it asks for deprecation warnings when imported; the next line takes that back)
    from jupyter_server.serverapp import ServerApp

    # Jupyter's notes to its own developers would greet every learner in the terminal.
    warnings.simplefilter("ignore", DeprecationWarning)

    server = ServerApp.instance()
    server.initialize(
        [
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={settings.course}",
            f"--ServerApp.default_url=/{page}",
            "--ServerApp.open_browser=False",
            "--ServerApp.log_level=ERROR",
            "--LabApp.log_level=ERROR",
            f"--IdentityProvider.token={secrets.token_hex(24)}",  # Jupyter prints a banner about its own
            *(["--ServerApp.allow_root=True"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        ]
    )

    def begin() -> None:
        server.kernel_manager.begin()
        address = _address((server.connection_url, server.identity_provider.token), page)
        say(f"\n  SP-404 Academy is ready:\n\n    {address}\n\n  Stop it with Ctrl-C.\n")
        if browser:
            webbrowser.open(address)

    server.io_loop.add_callback(begin)
    try:
        server.start()
    finally:
        server.web_app.settings["academy_office"].close()


def _point_jupyter_to(config: Path) -> None:
    """Have Jupyter find our server configuration, page templates and JupyterLab defaults first."""
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        others = os.environ.get(name)
        os.environ[name] = os.pathsep.join(filter(None, (str(config), others)))
    # The debugger is of no use to a page, and its warning would greet every learner.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")


def _address(server: tuple[str, str], page: str) -> str:
    url, token = server
    return f"{url.rstrip('/')}/{page}" + (f"?token={token}" if token else "")
