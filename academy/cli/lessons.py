"""`academy lessons` and `academy check`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from academy.cli.command import add, answer
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the commands of this file."""
    lessons = add(commands, "lessons", "List the lessons of the course.", "academy lessons", run_lessons)
    lessons.add_argument("--json", action="store_true", help="print what a program can read")
    check = add(
        commands, "check", "Check lesson notebooks before publishing.", "academy check course", run_check
    )
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="notebooks or folders (the course)"
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

    problems = check(said.paths or [settings.course], fix=said.fix)
    if said.json:
        answer([problem.as_json() for problem in problems])
    else:
        for problem in problems:
            print(problem)
    if problems:
        print(f"academy: {len(problems)} to mend.", file=sys.stderr)
    elif not said.json:
        print("No problems.")
    return 2 if problems else 0
