"""`academy report`: what many learners' files say of the course, for whoever teaches it."""

import argparse
from pathlib import Path
from typing import Any

from academy.classbook import Classbook
from academy.cli.command import add, answer, now_here
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the command."""
    command = add(
        commands,
        "report",
        "Say how learners do: attempts, completion, scores, where they stop. For instructors.",
        "academy report my-class/",
        run_report,
    )
    command.add_argument(
        "file", nargs="*", type=Path, help="learners' files or folders of them; without any, your own playing"
    )
    command.add_argument(
        "--days", type=_days, default=None, help="who has not played for so many days has stopped (14)"
    )
    command.add_argument("--exercises", action="store_true", help="tell of each exercise, too")
    command.add_argument("--json", action="store_true", help="print what a program can read")
    command.add_argument("--csv", type=Path, metavar="DIR", help="write lessons.csv and exercises.csv, too")


def run_report(said: argparse.Namespace, settings: Settings) -> int:
    """Print the report; files that cannot be read are named and left out."""
    from academy.cli.report_text import told, write_tables
    from academy.guidance import course_of
    from academy.lessons.catalogue import what_can_be_read
    from academy.progress.report import STOPPED_AFTER_DAYS

    book = Classbook.of(said.file) if said.file else _own(settings)
    course = course_of(what_can_be_read(settings.course), settings.home / "data" / "kits")
    reported = book.as_json(course, now_here(), said.days or STOPPED_AFTER_DAYS)
    if said.csv:
        write_tables(reported, said.csv)
    if said.json:
        answer(reported)
        return 0
    for line in told(reported, exercises=said.exercises):
        print(line)
    if said.csv:
        print(f"\nTables in {said.csv}")
    return 0


def _own(settings: Settings) -> Classbook:
    from academy.desk.moment import desk_for

    with desk_for(settings) as desk:
        return Classbook.of_own(desk.attempts(), desk.ratings())


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3650:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of days; expected 1 to 3650")
    return int(text)
