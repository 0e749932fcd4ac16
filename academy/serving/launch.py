"""`academy start`: the course in the browser, by one server on this computer."""

import asyncio
import os
import secrets
import signal
import socket
import warnings
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from academy.client import find_desk
from academy.errors import AcademyError, PortTaken
from academy.quick_start import leave_out_grammar
from academy.settings import Settings

PORT = 8404
TRIES = 20
HOME_PAGE = "voila/render/index.ipynb"
LAB_PAGE = "lab/tree/index.ipynb"
ENDING_S = 5
READY = "\n  SP-404 Academy is ready:\n\n    {address}\n\n  Stop it with Ctrl-C.\n"

Say = Callable[[str], Any]


def say_at_once(sentence: str) -> None:
    """Print, also where a pipe or a log file reads along."""
    print(sentence, flush=True)  # noqa: T201


def start(
    settings: Settings,
    *,
    port: int | None = None,
    lab: bool = False,
    browser: bool = True,
    say: Say = say_at_once,
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
    serve(settings, free, page, browser, say)


def running_address(settings: Settings) -> tuple[str, str] | None:
    """Return the address and token of the server that is the desk now, None when there is none."""
    leave_out_grammar()
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


def free_port(wanted: int, say: Say = say_at_once, *, command: str = "academy start") -> int:
    """Return `wanted` or the next free port after it, and say so when it is another."""
    last = min(wanted + TRIES - 1, 65535)
    for port in range(wanted, last + 1):
        with socket.socket() as probe:
            if os.name == "posix":  # a port that our own server left a moment ago is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != wanted:
            say(f"Port {wanted} is taken by another program; using {port}.")
        return port
    raise PortTaken(f"Ports {wanted} to {last} are all taken. Choose another with `{command} --port 9000`.")


def serve(
    settings: Settings,
    port: int,
    page: str,
    browser: bool,
    say: Say,
    *,
    root: Path | None = None,
    banner: str = READY,
    join: Callable[[Any], None] | None = None,
    more: Sequence[str] = (),
) -> None:
    """Run the server in this process until Ctrl-C; jupyter_config/ is its configuration.

    `root` is the folder that is served (the course), `more` further settings of the server;
    `join` is handed the server before it runs, and `banner` is said when it does.
    """
    config = settings.home / "jupyter_config"
    _point_jupyter_to(config)
    leave_out_grammar()

    import voila  # noqa: F401 (it asks for deprecation warnings when imported; the next line takes that back)
    from jupyter_server.serverapp import ServerApp

    # Jupyter's notes to its own developers would greet every learner in the terminal.
    warnings.simplefilter("ignore", DeprecationWarning)

    server = ServerApp.instance()
    server.initialize(
        [
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={root or settings.course}",
            f"--ServerApp.default_url=/{page}",
            "--ServerApp.open_browser=False",
            "--ServerApp.log_level=ERROR",
            "--LabApp.log_level=ERROR",
            f"--IdentityProvider.token={secrets.token_hex(24)}",  # Jupyter prints a banner about its own
            *more,
            *(["--ServerApp.allow_root=True"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        ]
    )

    if join is not None:
        join(server)
    office = server.web_app.settings["academy_office"]

    def begin() -> None:
        server.kernel_manager.begin()
        reason = office.try_to_own()  # before the address is read: whoever opens it finds the desk
        address = _address((server.connection_url, server.identity_provider.token), page)
        say(banner.format(address=address))
        if reason is not None:
            say(f"  What you play is not kept: {reason}\n")
        if browser:
            webbrowser.open(address)

    def end(_signal: int, _frame: Any) -> None:
        with suppress(OSError):  # the terminal may be gone
            say("\n  The academy closes.")
        server.stop(from_signal=True)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Jupyter would ask in the terminal whether Ctrl-C is meant
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    server.io_loop.add_callback(begin)
    try:
        server.start()
    finally:
        _end_requests(server.io_loop.asyncio_loop)
        office.close()


def _end_requests(loop: asyncio.AbstractEventLoop) -> None:
    """Break off what is still being answered: threads that wait for it would keep this process alive."""
    if loop.is_closed():
        return
    under_way = asyncio.all_tasks(loop)
    for task in under_way:
        task.cancel()
    if under_way:
        loop.run_until_complete(asyncio.wait(under_way, timeout=ENDING_S))


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
