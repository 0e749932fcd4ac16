"""`academy start` and `academy preview`."""

import argparse
from typing import Any

from academy.cli.command import add, port
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the commands of this file."""
    start = add(commands, "start", "Open the course in the browser.", "academy start", run_start)
    start.add_argument("--lab", action="store_true", help="open JupyterLab instead of the course pages")
    start.add_argument("--port", type=port, metavar="N", help="the port to use; the next free one when taken")
    start.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    preview = add(
        commands,
        "preview",
        "Show one lesson as learners will see it; the page follows each save and names mistakes.",
        "academy preview dembow",
        run_preview,
    )
    preview.add_argument("file", metavar="FILE", help="a notebook, or the id of a draft or lesson")
    preview.add_argument(
        "--port", type=port, metavar="N", help="the port to use; the next free one when taken"
    )
    preview.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def run_start(said: argparse.Namespace, settings: Settings) -> int:
    """Serve the course until Ctrl-C."""
    from academy.serving.launch import start

    start(settings, port=said.port, lab=said.lab, browser=not said.no_browser)
    return 0


def run_preview(said: argparse.Namespace, settings: Settings) -> int:
    """Serve one lesson until Ctrl-C."""
    from academy.publishing.placing import file_named
    from academy.serving.preview import preview

    file = file_named(said.file, settings.course, settings.drafts)
    preview(settings, file, port=said.port, browser=not said.no_browser)
    return 0
