"""Publishing: a draft becomes a lesson, a changed lesson gets a new version, and the old text is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from academy.errors import AcademyError, LessonError
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.decision import Decision, place_of
from academy.lessons.files import write_whole
from academy.lessons.notebook import Lesson, read_lesson
from academy.lessons.numbering import Step, parts_of, raised, step_between
from academy.lessons.problem import shown
from academy.lessons.rewriting import Manuscript
from academy.lessons.versions import Version, history, keep_text, latest, text_of, version_of, write_history
from academy.publishing.git import text_in_git
from academy.publishing.placing import lesson_behind, must_lead_to, place_for


@dataclass(frozen=True)
class Wish:
    """What is asked of a publication; the defaults are what nobody needs to think about.

    `step` and `number` are found by themselves when they are None. `unreleased`: nobody has
    played it yet, so it keeps its version. `without_old`: go on although the old text is lost.
    """

    step: Step | None = None
    number: int | None = None
    unreleased: bool = False
    without_old: bool = False


@dataclass(frozen=True)
class Published:
    """A lesson as learners have it from now on; `before` is the version that it supersedes."""

    file: Path
    version: str
    before: str | None = None
    led_to: str | None = None

    def __str__(self) -> str:
        """Return it as one line."""
        why = f", since it leads to {self.led_to} now" if self.led_to else ""
        after = f" after {self.before}" if self.before and self.before != self.version else ""
        return f"{shown(self.file)} is published as {self.version}{after}{why}."


def publish_draft(
    draft: Lesson, course: Path, decision: Decision | None, wish: Wish, now: datetime
) -> list[Published]:
    """Move a draft into the course under its number, and have the lesson before it lead to it."""
    number = place_for(draft, course, wish.number)
    file = course / f"{number:02}-{draft.id}.ipynb"
    if file.exists():
        raise LessonError(f"{shown(file)} is there already. Give another number: --number N.")
    script = Manuscript(draft.path)
    script.say("number", number)
    following = lesson_behind(course, number)
    if following is not None:
        script.lead_to(following.title, following.path.name)
    write_whole(file, script.text)
    try:
        done = publish_lesson(read_lesson(file), course, wish, now, decision)
    except AcademyError:
        file.unlink()  # the draft is still there
        raise
    draft.path.unlink()
    place_of(draft.path).unlink(missing_ok=True)
    return done


def publish_lesson(
    lesson: Lesson, course: Path, wish: Wish, now: datetime, decision: Decision | None = None
) -> list[Published]:
    """Publish a lesson of the course as it is now; nothing when that is what learners have already."""
    known = history(course, lesson.id)
    last = known[-1] if known else None
    if last is not None and is_published(lesson, last):
        return []
    before = must_lead_to(lesson, course) if last is None and not wish.unreleased else None
    if not wish.unreleased:
        for one in (lesson, before):
            old = latest(course, one.id) if one is not None else None
            if one is not None and old is not None:
                _keep_old(course, one.id, old, wish)
    version = _version(lesson, last, wish)
    if version != lesson.front.version:
        script = Manuscript(lesson.path)
        script.say("version", version)
        write_whole(lesson.path, script.text)
        lesson = read_lesson(lesson.path)
    approved_by = decision.by if decision and decision.decision == "approved" else None
    entry = version_of(lesson, now.isoformat(timespec="seconds"), approved_by)
    write_history(course, lesson.id, [*(known[:-1] if wish.unreleased else known), entry])
    if not wish.unreleased:
        keep_text(course, lesson.id, entry, lesson.path.read_text(encoding="utf-8"))
    done = [Published(lesson.path, version, last.version if last else None)]
    return done + (_lead_there(before, lesson, course, wish, now) if before else [])


def changed_lessons(course: Path) -> Iterator[Lesson]:
    """Yield the lessons of the course that are not what was published last; LessonError for a broken one."""
    found = what_can_be_read(course)
    for sentence in found.broken:
        raise LessonError(sentence)
    for lesson in found.lessons:
        known = history(course, lesson.id)
        if not known or not is_published(lesson, known[-1]):
            yield lesson


def is_published(lesson: Lesson, last: Version) -> bool:
    """Say whether a lesson is what was published last: its text, its exercises and its number."""
    now = version_of(lesson, last.published)
    return (now.hash, dict(now.exercises), now.version) == (last.hash, dict(last.exercises), last.version)


def _version(lesson: Lesson, last: Version | None, wish: Wish) -> str:
    """Return the version to publish: the one it has when that is new, else one step up."""
    said = lesson.front.version
    if last is None or wish.unreleased:
        return said
    if wish.step is None and parts_of(said) > parts_of(last.version):
        return said
    entry = version_of(lesson, "")
    if entry.hash == last.hash and dict(entry.exercises) == dict(last.exercises):
        return last.version  # only the number was changed by hand
    return raised(last.version, wish.step or step_between(last.exercises, entry.exercises))


def _keep_old(course: Path, lesson_id: str, last: Version, wish: Wish) -> None:
    """Keep the text that learners have had so far; LessonError when it is nowhere to be found."""
    place = text_of(course, lesson_id, last)
    text = place.read_text(encoding="utf-8") if place else text_in_git(course / last.file, last.hash)
    if text is not None:
        keep_text(course, lesson_id, last, text)
    elif not wish.without_old:
        raise LessonError(
            f"The text of {lesson_id} {last.version}, which learners have, is nowhere to be found: "
            "neither in course/.versions nor in git. Put the old file back and bring your changes "
            "as a new version; or go on without it (--without-old), and takes played on it point at no text."
        )


def _lead_there(before: Lesson, lesson: Lesson, course: Path, wish: Wish, now: datetime) -> list[Published]:
    """Have the lesson before a new one link to it, as a version of its own."""
    script = Manuscript(before.path)
    script.lead_to(lesson.title, lesson.path.name)
    write_whole(before.path, script.text)
    done = publish_lesson(read_lesson(before.path), course, Wish(without_old=wish.without_old), now)
    return [Published(each.file, each.version, each.before, lesson.path.name) for each in done]
