"""`academy compose`: variations of an exercise as cells for a notebook, or the draft of a whole lesson."""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, answer
from academy.errors import DeskUnavailable, LessonError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.client import Desk
    from academy.composing.brief import Wish
    from academy.lessons.notebook import Exercise

Json = dict[str, Any]
SHORT = 6
"""Digits of a variation's hash that its cell is named by."""


def register(commands: Any) -> None:
    """Add the command of this file."""
    compose = add(
        commands,
        "compose",
        "Write variations of an exercise as cells, or the draft of a lesson; models are asked with --ai.",
        "academy compose boom-bap-pocket/first-bar --easier --count 3",
        run_compose,
    )
    compose.add_argument("exercise", nargs="?", metavar="LESSON/EXERCISE", help="the exercise to vary")
    wish = compose.add_mutually_exclusive_group()
    for name in ("easier", "harder"):
        wish.add_argument(f"--{name}", dest="wish", action="store_const", const=name, help=f"make it {name}")
    compose.add_argument("--count", type=int, default=5, metavar="N", help="how many variations, 1 to 10 (5)")
    compose.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed, the same beats (0)")
    compose.add_argument("--lesson", metavar="TITLE", help="write the draft of a lesson instead")
    compose.add_argument("--topic", default="rhythm", metavar="TOPIC", help="what it is about (rhythm)")
    compose.add_argument(
        "--level", type=int, choices=(1, 2, 3), default=1, help="1 beginner to 3 advanced (1)"
    )
    compose.add_argument(
        "--skill", action="append", default=[], metavar="SKILL", help="a skill it deepens (any)"
    )
    compose.add_argument("--ai", action="store_true", help="ask a language model, by the running academy")
    compose.add_argument("--json", action="store_true", help="print what a program can read")


def run_compose(said: argparse.Namespace, settings: Settings) -> int:
    """Print variations, or write a draft and say what comes next."""
    if (said.exercise is None) == (said.lesson is None):
        raise LessonError(
            "Name an exercise to vary, such as boom-bap-pocket/first-bar, or --lesson TITLE for a lesson."
        )
    if not 0 <= said.seed < 2**32:
        raise LessonError(f"--seed is {said.seed}; expected a whole number from 0.")
    made = _lesson(said, settings) if said.lesson else _variations(said, settings)
    if said.json:
        answer(made)
        return 0
    for line in _told_lesson(made) if said.lesson else _cells(made):
        print(line)
    for note in filter(None, (made.get("why"), made.get("few"))):
        print(note, file=sys.stderr)
    return 0


def _variations(said: argparse.Namespace, settings: Settings) -> Json:
    from academy.composing.brief import MOST, brief_for
    from academy.composing.variations import few_of, vary
    from academy.lessons.catalogue import what_can_be_read
    from academy.lessons.kits import kits_in

    wish: Wish = said.wish or "same"
    catalogue = what_can_be_read(settings.course)
    exercise = _exercise(said.exercise, catalogue.exercises)
    if not 1 <= said.count <= MOST:
        raise LessonError(f"--count is {said.count}; expected a whole number from 1 to {MOST}.")
    if said.ai:
        return _desk(settings).variations(exercise.id, wish=wish, count=said.count, seed=said.seed)
    brief = brief_for(exercise, catalogue, kits_in(settings.home / "data" / "kits"), wish, said.count)
    found = vary(brief, said.seed)
    return {
        "exercise": exercise.id,
        "wish": wish,
        "seed": said.seed,
        "source": "rules",
        "few": few_of(brief, len(found)),
        "variations": [one.as_json() for one in found],
    }


def _lesson(said: argparse.Namespace, settings: Settings) -> Json:
    from academy.composing.lesson import LessonWish, compose
    from academy.composing.lesson_checks import Neighbours
    from academy.composing.notebook import notebook_of
    from academy.lessons.catalogue import what_can_be_read
    from academy.lessons.drafting import next_number, write_draft
    from academy.lessons.front_matter import TOPICS
    from academy.lessons.kits import kits_in
    from academy.lessons.problem import shown

    if said.topic not in TOPICS:
        raise LessonError(f"--topic is '{said.topic}'; expected one of {', '.join(TOPICS)}.")
    title, skills = " ".join(said.lesson.split()), tuple(said.skill)
    if said.ai:
        asked = {"topic": said.topic, "level": said.level, "skills": list(skills), "seed": said.seed}
        return _desk(settings).compose_lesson(title, **asked)
    kits = kits_in(settings.home / "data" / "kits")
    around = Neighbours.of(what_can_be_read(settings.course), kits, what_can_be_read(settings.drafts))
    content = compose(LessonWish(title, said.topic, said.level, skills), around, said.seed)
    number = next_number(settings.course)
    file = write_draft(notebook_of(content, number), content.id, number, settings.drafts)
    about = {"author": dict(content.author), "source": "rules", "seed": said.seed}
    return {"file": shown(file), "lesson": content.as_json(around.pads)} | about


def _exercise(name: str, exercises: "dict[str, Exercise]") -> "Exercise":
    if name in exercises:
        return exercises[name]
    near = difflib.get_close_matches(name, exercises, n=3, cutoff=0.4)
    hint = f"Near are {', '.join(near)}." if near else "`academy lessons --json` names them all."
    raise LessonError(f"No lesson has the exercise '{name}'. {hint}")


def _desk(settings: Settings) -> "Desk":
    """Return the running desk, which alone asks models."""
    from academy.client import find_desk

    desk = find_desk(settings)
    try:
        if desk is not None and desk.health()["ok"]:
            return desk
    except DeskUnavailable:
        pass
    raise DeskUnavailable(
        "Models are asked by the running academy only. Start it with `academy start`, or leave --ai out."
    )


def _cells(made: Json) -> Iterator[str]:
    name = made["exercise"].partition("/")[2]
    by = "by rules" if made["source"] == "rules" else f"by {made['model']}"
    for one in made["variations"]:
        compared = f"difficulty {one['difficulty']:+.2f}, {one['compared']} ({one['base_difficulty']:+.2f})"
        if one["compared"] != "about as hard":
            compared = compared.replace(" (", f" than {name} (")
        yield f"%%exercise {name}-{one['id'][-12:][:SHORT]}"
        yield f"# {compared}, {by}. {one['reason']}"
        yield one["notation"]


def _told_lesson(made: Json) -> Iterator[str]:
    lesson, file = made["lesson"], made["file"]
    yield file
    yield ""
    about = f"{lesson['level']}, {lesson['minutes']} minutes, teaches {', '.join(lesson['teaches'])}"
    yield f"{lesson['title']}: {about}"
    for one in lesson["exercises"]:
        yield f"  {one['name']:<14} {one['title']}, {one['tempo']:g} beats a minute"
    by = made["author"]
    who = f"AI ({by['model']})" if by["author"] == "ai" else by["author"]
    yield f"By {who}. Nobody has played it yet."
    yield ""
    approve = " --approve" if by["author"] == "ai" else ""
    name = Path(file).stem.partition("-")[2]
    yield f"Next: academy preview {file}, then academy review {name}{approve}, then academy publish {name}"
