"""Waiting for a server by reading its log, no longer than it takes."""

import subprocess

from academy.client import Desk, find_desk
from academy.settings import Settings

Server = subprocess.Popen[str]
IS_DESK, IS_UP = "the academy's desk", "is running at"


def wait_until_said(server: Server, words: str) -> None:
    """Read a server's log up to the line with these words."""
    assert server.stderr is not None
    log = ""
    for line in server.stderr:
        log += line
        if words in line:
            return
    raise AssertionError(f"The server ended and never said '{words}':\n{log}")


def desk_of(server: Server, settings: Settings) -> Desk:
    """Return the desk as soon as this server is it."""
    wait_until_said(server, IS_DESK)
    desk = find_desk(settings)
    assert desk is not None
    return desk
