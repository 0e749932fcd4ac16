"""`academy start` and `academy doctor`."""

import argparse
import platform
import sys
from collections.abc import Iterator
from typing import Any

from academy.cli.command import add, answer
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the commands of this file."""
    start = add(commands, "start", "Open the course in the browser.", "academy start", run_start)
    start.add_argument("--lab", action="store_true", help="open JupyterLab instead of the course pages")
    start.add_argument("--port", type=int, help="the port to use; the next free one when it is taken")
    start.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    doctor = add(
        commands,
        "doctor",
        "Say what works here, with a cure for what does not.",
        "academy doctor",
        run_doctor,
    )
    doctor.add_argument("--json", action="store_true")


def run_start(said: argparse.Namespace, settings: Settings) -> int:
    """Serve the course until Ctrl-C."""
    from academy.serving.launch import start

    start(settings, port=said.port, lab=said.lab, browser=not said.no_browser)
    return 0


def run_doctor(said: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each thing a lesson needs; exit 1 when one of them does not work."""
    findings = list(examine(settings))
    if said.json:
        answer(findings)
    else:
        for finding in findings:
            print(f"{'ok  ' if finding['ok'] else 'CURE'}  {finding['what']}: {finding['says']}")
    return 0 if all(finding["ok"] or finding["optional"] for finding in findings) else 1


def examine(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield what was found: what, ok, says (with the cure), optional (a lesson works without it)."""
    yield _found(
        "Python", sys.version_info >= (3, 11), f"{platform.python_version()}, 3.11 or newer is needed"
    )
    yield _found("course", (settings.home / "course").is_dir(), str(settings.home / "course"))
    yield _bundles()
    yield _midi()
    yield _store(settings)


def _found(what: str, ok: bool, says: str, *, optional: bool = False) -> dict[str, Any]:
    return {"what": what, "ok": ok, "says": says, "optional": optional}


def _bundles() -> dict[str, Any]:
    from academy.errors import BundleMissing
    from academy.widgets.bundle import bundle

    try:
        for name in ("stage", "connect", "home"):
            bundle(name)
    except BundleMissing as error:
        return _found("pages", False, str(error))
    return _found("pages", True, "built")


def _midi() -> dict[str, Any]:
    from academy.errors import MidiUnavailable
    from academy.midi.ports import input_names

    try:
        names = input_names()
    except MidiUnavailable as error:
        says = f"{error} Web MIDI in Chrome or Edge, the keyboard and the mouse work without it."
        return _found("MIDI in the kernel", False, says, optional=True)
    says = ", ".join(names) if names else "no port seen. Connect the unit by USB and switch it on."
    return _found("MIDI in the kernel", bool(names), says, optional=True)


def _store(settings: Settings) -> dict[str, Any]:
    from academy.desk.moment import desk_for
    from academy.errors import AcademyError

    try:
        with desk_for(settings) as desk:
            takes = len(desk.attempts())
    except AcademyError as error:
        return _found("your playing", False, str(error))
    return _found("your playing", True, f"{settings.store}, {takes} attempts")
