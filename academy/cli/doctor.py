"""`academy doctor`: what works here, with a cure for what does not."""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from academy.cli.command import add, answer, sentence_of
from academy.settings import Settings

Finding = dict[str, Any]
BROWSER = (
    "Chrome, Edge and Firefox hear the pads by themselves (Web MIDI); any other browser hears them "
    "through this computer's MIDI, the keyboard or the mouse"
)


def register(commands: Any) -> None:
    """Add the command of this file."""
    what = "Say what works here, with a cure for what does not; exit 1 when a lesson cannot be played."
    doctor = add(commands, "doctor", what, "academy doctor", run_doctor)
    doctor.add_argument("--json", action="store_true", help="print what a program can read")


def run_doctor(said: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each thing a lesson needs; exit 1 when one of them does not work."""
    findings = list(examine(settings))
    if said.json:
        answer(findings)
    else:
        for finding in findings:
            word = "ok  " if finding["ok"] else "note" if finding["optional"] else "CURE"
            print(f"{word}  {finding['what']}: {finding['says']}")
    return 0 if all(finding["ok"] or finding["optional"] for finding in findings) else 1


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what was found: what, ok, says (with the cure), optional (a lesson works without it)."""
    is_new = sys.version_info >= (3, 11)
    cure = "" if is_new else "; install 3.11 or newer, then start again"
    yield _found("Python", is_new, platform.python_version() + cure)
    yield _found("course", settings.course.is_dir(), str(settings.course))
    yield _pages()
    yield _address(settings)
    yield _found("browser", True, BROWSER)
    yield _midi()
    yield _store(settings)


def _found(what: str, ok: bool, says: str, *, optional: bool = False) -> Finding:
    return {"what": what, "ok": ok, "says": says, "optional": optional}


def _pages() -> Finding:
    from academy.errors import BundleMissing
    from academy.widgets.bundle import bundle

    try:
        for name in ("stage", "connect", "home"):
            bundle(name)
    except BundleMissing as error:
        return _found("pages", False, str(error))
    return _found("pages", True, "built")


def _address(settings: Settings) -> Finding:
    from academy.errors import PortTaken
    from academy.serving.launch import PORT, free_port, running_address

    running = running_address(settings)
    if running:
        return _found("address", True, f"the course is open at {running[0]}")
    try:
        free = free_port(PORT, lambda _said: None)
    except PortTaken as error:
        return _found("address", False, str(error))
    return _found("address", True, f"port {free} is free")


def _midi() -> Finding:
    from academy.errors import MidiUnavailable
    from academy.midi.ports import input_names

    try:
        with _silence():
            names = input_names()
    except MidiUnavailable as error:
        return _found("MIDI of this computer", False, str(error), optional=True)
    says = ", ".join(names) if names else "no port seen. Connect the unit by USB and switch it on."
    return _found("MIDI of this computer", bool(names), says, optional=True)


def _store(settings: Settings) -> Finding:
    from academy.desk.moment import desk_for
    from academy.errors import AcademyError

    try:
        with desk_for(settings) as desk:
            takes = len(desk.attempts())
    except (AcademyError, OSError) as error:
        return _found("your playing", False, sentence_of(error))
    return _found("your playing", True, f"{takes} takes in {settings.store.removeprefix('duckdb:///')}")


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the notes that a MIDI system writes for its own developers out of the terminal."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
