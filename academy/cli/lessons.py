"""`academy lessons` and `academy check`."""

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, answer
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.lessons.problem import Problem


def register(commands: Any) -> None:
    """Add the commands of this file."""
    lessons = add(commands, "lessons", "List the lessons of the course.", "academy lessons", run_lessons)
    lessons.add_argument("--json", action="store_true", help="print what a program can read")
    check = add(
        commands, "check", "Check lesson notebooks before publishing.", "academy check course", run_check
    )
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help="notebooks, folders, or ids of drafts (the course)"
    )
    check.add_argument("--fix", action="store_true", help="mend what can be mended without a decision")
    check.add_argument("--json", action="store_true", help="print what a program can read")


def run_lessons(said: argparse.Namespace, settings: Settings) -> int:
    """Print the catalogue."""
    from academy.lessons.catalogue import catalogue

    lessons = catalogue(settings.course).lessons
    if said.json:
        answer(
            [
                {
                    "id": lesson.id,
                    "number": lesson.number,
                    "title": lesson.title,
                    "topic": lesson.front.topic,
                    "level": lesson.front.level,
                    "tier": lesson.front.tier,
                    "minutes": lesson.front.minutes,
                    "exercises": [exercise.id for exercise in lesson.exercises],
                }
                for lesson in lessons
            ]
        )
    else:
        for lesson in lessons:
            front = lesson.front
            about = f"{front.topic}, level {front.level}, {front.tier}"
            print(f"{lesson.number:>3}  {lesson.title:<28} {about}")
    return 0


def run_check(said: argparse.Namespace, settings: Settings) -> int:
    """Print every problem with its place and cure; exit 2 when there is one."""
    from academy.lessons.check import check

    paths = [_place(each, settings) for each in said.paths] or [settings.course]
    problems = check(paths, fix=said.fix)
    problems += _unfinished(paths, {problem.file for problem in problems})
    if said.json:
        answer([problem.as_json() for problem in problems])
    else:
        for problem in problems:
            print(problem)
    if problems:
        print(f"academy: {len(problems)} to mend.", file=sys.stderr)
    elif not said.json:
        print("No problems.")
    drafts = [] if said.paths or said.json else sorted(settings.drafts.glob("*.ipynb"))
    if drafts:
        name = drafts[0].stem.partition("-")[2] or drafts[0].name
        print(f"Drafts are looked at by name: academy check {name}", file=sys.stderr)
    return 2 if problems else 0


def _place(said: str, settings: Settings) -> Path:
    """Return the file or folder that is meant; one that is not there is named by the checker."""
    from academy.publishing.placing import file_with_id

    if Path(said).exists():
        return Path(said)
    return file_with_id(said, settings.course, settings.drafts) or Path(said)


def _unfinished(paths: Sequence[Path], known: Collection[Path]) -> "list[Problem]":
    """Return what drafts among these paths lack before they can be published; mistakes come first."""
    from academy.lessons.places import are_drafts
    from academy.publishing.gate import unfinished

    files = [file for path in paths for file in (sorted(path.glob("*.ipynb")) if path.is_dir() else [path])]
    drafts = [file for file in files if file not in known and are_drafts(file.parent)]
    return [problem for file in drafts for problem in unfinished(file)]
