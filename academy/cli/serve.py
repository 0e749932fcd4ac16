"""`academy start`."""

import argparse
from typing import Any

from academy.cli.command import add, port
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the command of this file."""
    start = add(commands, "start", "Open the course in the browser.", "academy start", run_start)
    start.add_argument("--lab", action="store_true", help="open JupyterLab instead of the course pages")
    start.add_argument("--port", type=port, metavar="N", help="the port to use; the next free one when taken")
    start.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def run_start(said: argparse.Namespace, settings: Settings) -> int:
    """Serve the course until Ctrl-C."""
    from academy.serving.launch import start

    start(settings, port=said.port, lab=said.lab, browser=not said.no_browser)
    return 0
