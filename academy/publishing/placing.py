"""Where a draft goes in the course: its number, and the lessons before and after it."""

from pathlib import Path

from academy.errors import LessonError
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.drafting import next_number
from academy.lessons.notebook import Lesson, cells_of
from academy.lessons.problem import shown

LAST = 999


def place_for(draft: Lesson, course: Path, wanted: int | None) -> int:
    """Return the number a draft gets: the one asked for, else its own while that is free, else the next."""
    number = draft.number if wanted is None else wanted
    there = lesson_at(course, number)
    if there is None and 1 <= number <= LAST:
        return number
    free = next_number(course)
    if wanted is None:
        return free
    why = f"is that of {shown(there.path)}" if there else "is no place in a course"
    raise LessonError(f"--number {wanted} {why}. Free is {free}; or leave it out.")


def lesson_at(course: Path, number: int) -> Lesson | None:
    """Return the lesson with a number, None when the number is free."""
    return next((one for one in what_can_be_read(course).lessons if one.number == number), None)


def lesson_behind(course: Path, number: int) -> Lesson | None:
    """Return the lesson that follows a number, None at the end of the course."""
    return next((one for one in what_can_be_read(course).lessons if one.number > number), None)


def must_lead_to(lesson: Lesson, course: Path) -> Lesson | None:
    """Return the lesson before a new one when it does not lead to it yet."""
    earlier = [one for one in what_can_be_read(course).lessons if one.number < lesson.number]
    before = earlier[-1] if earlier else None
    if before is None or f"({lesson.path.name}" in cells_of(before.path)[-1]["source"]:
        return None
    return before


def file_named(said: str, course: Path, drafts: Path) -> Path:
    """Return the notebook that a person means by a path, a file's name or a lesson's id.

    LessonError names the drafts there are when it is none of them.
    """
    found = Path(said) if Path(said).is_file() else file_with_id(said, course, drafts)
    if found is not None:
        return found
    there = ", ".join(path.name for path in sorted(drafts.glob("*.ipynb"))) or "none"
    raise LessonError(f"There is no lesson '{said}'. Drafts in {shown(drafts)}: {there}.")


def file_with_id(said: str, course: Path, drafts: Path) -> Path | None:
    """Return the draft or the lesson with this id or file name, None when there is none."""
    for folder in (drafts, course):
        for path in sorted(folder.glob("*.ipynb")):
            if said in (path.name, path.stem, path.stem.partition("-")[2]):
                return path
    return None
