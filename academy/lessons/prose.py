"""What is wrong with the prose of a notebook: links that lead nowhere, a lesson that does not lead on."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from academy.lessons.notebook import Cell
from academy.lessons.places import course_of
from academy.lessons.problem import Problem

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)")


def broken_links(file: Path, cells: Sequence[Cell]) -> Iterator[Problem]:
    """Yield every link to a file that is not there; a draft links as it will from the course."""
    course = course_of(file.parent)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for number, line in enumerate(cell["source"].splitlines(), start=1):
                for target in _targets(line):
                    if not (course / target).exists():
                        says = f"the link leads to {target}, which is not there"
                        yield Problem(file, cell["id"], number, says, f"Name one of {course.name}/.")


def leads_on(file: Path, cells: Sequence[Cell], following: Path, title: str) -> Iterator[Problem]:
    """Yield a problem when the last cell does not link to the lesson that follows in the course."""
    last = cells[-1]
    linked = {target for line in last["source"].splitlines() for target in _targets(line)}
    if last["cell_type"] != "markdown" or following.name not in linked:
        says = f"the lesson does not end with a link to the next one, {following.name}"
        cure = f"End with what a learner can do now and **Next:** [{title}]({following.name})."
        yield Problem(file, last["id"], None, says, cure)


def _targets(line: str) -> Iterator[str]:
    """Yield the files that a line links to; addresses elsewhere and places on the page are no files."""
    for target in _LINK.findall(line):
        path = unquote(target.partition("#")[0].partition("?")[0])
        if path and not re.match(r"[a-z][a-z0-9+.-]*:|/", path, re.IGNORECASE):
            yield path
