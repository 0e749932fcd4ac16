"""`academy review` and `academy publish`: from a draft to a lesson of the course."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from academy.cli.command import add, answer
from academy.errors import LessonError, NotReady, StoreError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson
    from academy.publishing.portrait import Portrait
    from academy.publishing.publish import Published, Wish


def register(commands: Any) -> None:
    """Add the commands of this file."""
    review = add(
        commands,
        "review",
        "List the drafts with their checks, or show one and keep what you decide about it.",
        'academy review dembow --reject "The hats of bar 2 are missing"',
        run_review,
    )
    review.add_argument("draft", nargs="?", metavar="DRAFT", help="a notebook, or the id of a draft (all)")
    decision = review.add_mutually_exclusive_group()
    decision.add_argument("--approve", action="store_true", help="it may be published as it is now")
    decision.add_argument("--reject", metavar="REASON", help="it may not, and why")
    review.add_argument("--by", metavar="NAME", help="who decides (your name in git)")
    review.add_argument("--json", action="store_true", help="print what a program can read")
    publish = add(
        commands,
        "publish",
        "Move a draft into the course, or give a changed lesson its next version; the old text is kept.",
        "academy publish dembow",
        run_publish,
    )
    publish.add_argument("files", nargs="*", metavar="FILE", help="drafts or lessons, as files or ids")
    publish.add_argument("--all", action="store_true", help="every lesson of the course that was changed")
    step = publish.add_mutually_exclusive_group()
    for name, what in (
        ("patch", "only words changed: 1.0.0 becomes 1.0.1"),
        ("minor", "an exercise is new or otherwise: 1.1.0"),
        ("major", "an exercise is gone: 2.0.0"),
    ):
        step.add_argument(f"--{name}", dest="step", action="store_const", const=name, help=what)
    step.add_argument("--unreleased", action="store_true", help="nobody has played it yet: no new version")
    publish.add_argument("--number", type=int, metavar="N", help="its place in the course (the next free)")
    publish.add_argument("--without-old", action="store_true", help="go on where the old text is lost")


def run_review(said: argparse.Namespace, settings: Settings) -> int:
    """Show drafts, and keep a decision about one."""
    from academy.publishing.placing import file_named
    from academy.publishing.portrait import portrait_of, told

    if said.draft is None:
        if said.approve or said.reject is not None:
            raise LessonError("Say which draft: academy review DRAFT --approve.")
        return _list(sorted(settings.drafts.glob("*.ipynb")), settings, as_json=said.json)
    file = file_named(said.draft, settings.course, settings.drafts)
    portrait = portrait_of(file)
    if not said.json:
        print("\n".join(told(portrait)))
    if said.approve or said.reject is not None:
        _decide(portrait, said.reject, said.by, settings)
    elif not said.json and sys.stdin.isatty():
        _ask(portrait, said.by, settings)
    if said.json:
        answer(portrait_of(file).as_json())
    return 0


def run_publish(said: argparse.Namespace, settings: Settings) -> int:
    """Publish what is ready; when one of several is not, nothing is published."""
    from academy.publishing.publish import Wish, changed_lessons

    wish = Wish(said.step, said.number, said.unreleased, said.without_old)
    course = settings.course
    if bool(said.files) == said.all:
        raise LessonError("Name the drafts or lessons to publish, or give --all for every changed lesson.")
    if said.number is not None and (said.all or len(said.files) > 1):
        raise LessonError("--number places one draft; publish the others by themselves.")
    files = [each.path for each in changed_lessons(course)] if said.all else _files(said.files, settings)
    lessons = _all_ready(files)
    if lessons is None:
        return 2
    done = [each for lesson in lessons for each in _publish(lesson, course, wish)]
    for each in done:
        print(each)
    if not done:
        print("Nothing changed: learners have these texts already.")
    return 0


def _files(said: Sequence[str], settings: Settings) -> list[Path]:
    from academy.publishing.placing import file_named

    return [file_named(each, settings.course, settings.drafts) for each in said]


def _all_ready(files: Sequence[Path]) -> "list[Lesson] | None":
    """Return the lessons when all are ready; else print everything that is to mend."""
    from academy.publishing.gate import ready

    lessons, problems = [], 0
    for file in files:
        try:
            lessons.append(ready(file))
        except NotReady as error:
            problems += len(error.problems)
            for problem in error.problems:
                print(problem)
    if problems:
        print(f"academy: nothing is published: {problems} to mend.", file=sys.stderr)
        return None
    return lessons


def _publish(lesson: "Lesson", course: Path, wish: "Wish") -> "list[Published]":
    from academy.publishing.gate import allowed
    from academy.publishing.publish import publish_draft, publish_lesson

    now = datetime.now(UTC)
    if lesson.path.resolve().parent == course.resolve():
        if wish.number is not None:
            raise LessonError("--number is for drafts. Change 'number' in the lesson's first cell.")
        return publish_lesson(lesson, course, wish, now)
    return publish_draft(lesson, course, allowed(lesson), wish, now)


def _liked(settings: Settings) -> Iterator[str]:
    """Yield how lessons of the course are liked, the least first; nothing where no takes can be read."""
    from academy.desk.moment import desk_for
    from academy.lessons.catalogue import what_can_be_read
    from academy.publishing.reviewing import rated

    try:
        with desk_for(settings) as desk:
            rows = desk.ratings()
    except (StoreError, OSError):
        return
    lessons = what_can_be_read(settings.course).lessons if rows else ()
    told = rated(rows, {lesson.id: (lesson.number, lesson.title) for lesson in lessons})
    if told:
        yield "\nHow lessons are liked, of 5"
    for one in told:
        notes = "".join(f"; “{note}”" for note in one["notes"][:2])
        yield f"{one['number']:>4}  {one['title']:<28} {one['stars']:g}{notes}"
    if told:
        yield ""


def _list(drafts: Sequence[Path], settings: Settings, *, as_json: bool) -> int:
    from academy.publishing.portrait import portrait_of

    portraits = [portrait_of(draft) for draft in drafts]
    if as_json:
        answer([portrait.as_json() for portrait in portraits])
        return 0
    for portrait in portraits:
        title = portrait.front.title if portrait.front else "cannot be read"
        mends = f"{len(portrait.problems)} to mend" if portrait.problems else "no problems"
        print(f"{portrait.file.name:<28} {title:<24} {mends}; {portrait.standing}")
    for line in _liked(settings):
        print(line)
    print(
        "Show one: academy review DRAFT" if drafts else 'There are no drafts. academy new "TITLE" writes one.'
    )
    return 0


def _ask(portrait: "Portrait", by: str | None, settings: Settings) -> None:
    """Ask for the decision in the terminal; Enter leaves it open."""
    said = input("\n[a]pprove, [r]eject, or Enter to leave it open: ").strip().lower()
    if said in ("a", "approve"):
        _decide(portrait, None, by, settings)
    elif said in ("r", "reject"):
        _decide(portrait, input("Why? ").strip(), by, settings)


def _decide(portrait: "Portrait", reason: str | None, by: str | None, settings: Settings) -> None:
    from academy.lessons.decision import Decision, decide
    from academy.lessons.notebook import cells_of
    from academy.lessons.problem import shown
    from academy.lessons.versions import content_hash
    from academy.publishing.git import name_in_git

    name, file = (by or name_in_git(settings.course) or "").strip(), portrait.file
    if not name or name.lower() == "ai":
        raise LessonError("A person decides: say who you are, such as --by Jay.")
    if reason is not None and not reason.strip():
        raise LessonError('Say why, for those who mend it: --reject "The hats of bar 2 are missing".')
    if reason is None and portrait.problems:
        raise LessonError(f"{shown(file)} cannot be approved: {len(portrait.problems)} to mend, named above.")
    word: Literal["approved", "rejected"] = "approved" if reason is None else "rejected"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = decide(file, Decision(word, name, now, content_hash(cells_of(file)), reason))
    print(f"Kept in {shown(kept)}: {word} by {name}.", file=sys.stderr)
