"""Whether a lesson of the course is what was published: never edited in place without a new version."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from academy.lessons.front_matter import FrontMatter
from academy.lessons.front_text import read_front_text
from academy.lessons.notebook import Cell
from academy.lessons.places import are_drafts
from academy.lessons.problem import Problem, shown
from academy.lessons.versions import FOLDER, content_hash, latest


def version_problems(file: Path, cells: Sequence[Cell], front: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with the version of a lesson, in a course that keeps its versions."""
    course = file.parent
    if are_drafts(course) or not (course / FOLDER).is_dir():
        return
    line = read_front_text(cells[0]["source"]).lines.get("version")
    known = latest(course, front.id)
    cure = f"Run `academy publish {shown(file)}`."
    if known is None:
        yield Problem(file, cells[0]["id"], line, "the lesson was never published", cure)
        return
    day = known.published[:10]
    if content_hash(cells) == known.hash:
        if front.version != known.version:
            says = f"'version' is {front.version}, but this is the text that was published as {known.version}"
            yield Problem(file, cells[0]["id"], line, says, f"Write version: {known.version}")
    elif front.version == known.version:
        says = (
            f"edited in place without a new version; {known.version} was published on {day} with other words"
        )
        yield Problem(file, cells[0]["id"], line, says, cure)
    else:
        says = f"version {front.version} is not published yet; learners have {known.version} of {day}"
        yield Problem(file, cells[0]["id"], line, says, cure)
