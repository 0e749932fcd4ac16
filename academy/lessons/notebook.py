"""Reading a lesson from its notebook; nothing in it is executed.

A lesson is an `.ipynb` file: a raw cell of YAML front matter, `%load_ext academy`, prose, and code
cells that begin with `%%exercise NAME`. Errors name file, cell, line and cure; lines count from 1
within the cell.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from academy.errors import LessonError
from academy.lessons.exercise_text import (
    faults_of_name,
    faults_of_pattern,
    is_exercise_text,
    split_exercise,
)
from academy.lessons.front_matter import FrontMatter, mistakes_in
from academy.lessons.front_text import read_front_text
from academy.lessons.problem import Problem, shown
from academy.patterns.model import Pattern
from academy.patterns.notation import parse, render

Cell = dict[str, Any]
FRONT_PAGE = {"front_page": True}
"""What stands below `academy` in the metadata of a front page, so that nobody takes it for the lesson."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: `id` is lesson/name, `hash` identifies what its pattern asks for."""

    id: str
    pattern: Pattern
    text: str
    cell_id: str = ""
    hash: str = ""

    @property
    def name(self) -> str:
        """The exercise's name within its lesson."""
        return self.id.split("/")[-1]


@dataclass(frozen=True)
class Lesson:
    """One lesson as its notebook says it; `version_hash` changes with any word of it."""

    path: Path
    front: FrontMatter
    exercises: tuple[Exercise, ...]
    version_hash: str
    is_front_page: bool = False
    """Whether this is not the lesson but what is shown of one that is not open."""

    @property
    def id(self) -> str:
        """The lesson's name, which never changes once published."""
        return self.front.id

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self.front.title

    @property
    def number(self) -> int:
        """The lesson's place in the course."""
        return self.front.number


def notebook_of(path: Path) -> dict[str, Any]:
    """Return a notebook as plain JSON; LessonError when it is none."""
    place, cure = shown(path), "Open it in JupyterLab and save it again, or take it back from git."
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LessonError(f"{place}: cannot be read: {error.strerror}. Allow yourself to read it.") from error
    except (ValueError, RecursionError) as error:
        raise LessonError(f"{place}: not a notebook ({error}). {cure}") from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise LessonError(f"{place}: not a notebook (it has no list of cells). {cure}")
    for number, cell in enumerate(cells, start=1):
        if not (isinstance(cell, dict) and _is_text(cell.get("source")) and "cell_type" in cell):
            raise LessonError(f"{place}: not a notebook (cell {number} has no type or no text). {cure}")
    return notebook


def _is_text(source: Any) -> bool:
    return isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )


def cells_of(path: Path) -> list[Cell]:
    """Return the cells of a notebook as plain JSON, their sources and ids as one string each."""
    return cells_in(notebook_of(path))


def cells_in(notebook: Mapping[str, Any]) -> list[Cell]:
    """Return the cells of a notebook that is one, their sources and ids as one string each."""
    return [
        cell | {"source": "".join(cell["source"]), "id": str(cell.get("id", ""))}
        for cell in notebook["cells"]
    ]


def has_front_matter(cells: Sequence[Cell]) -> bool:
    """Say whether the first cell is raw, as the front matter of a lesson is."""
    return bool(cells) and cells[0]["cell_type"] == "raw"


def is_exercise(cell: Cell) -> bool:
    """Say whether a cell is an exercise."""
    return cell["cell_type"] == "code" and is_exercise_text(cell["source"])


def is_front_page(notebook: Mapping[str, Any]) -> bool:
    """Say whether a notebook is the front page of a lesson that is not open (front_page.py)."""
    metadata = notebook.get("metadata")
    return isinstance(metadata, dict) and metadata.get("academy") == FRONT_PAGE


def read_lesson(path: Path) -> Lesson:
    """Read a lesson; LessonError for the first thing that the format does not allow."""
    return lesson_in(notebook_of(path), path)


def lesson_in(notebook: Mapping[str, Any], path: Path) -> Lesson:
    """Return the lesson of a notebook that stands, or would, at a path; LessonError as `read_lesson`."""
    cells = cells_in(notebook)
    front, problems = read_front_matter(path, cells)
    if front is None or problems:
        raise LessonError(str(problems[0]))
    exercises = {}
    for cell in filter(is_exercise, cells):
        for problem in exercise_problems(path, cell):
            raise LessonError(str(problem))
        name, body, _ = split_exercise(cell["source"])
        if name in exercises:
            raise LessonError(f"{shown(path)}, cell '{cell['id']}': a second exercise '{name}'. Rename one.")
        exercises[name] = _exercise(front, name, body, parse(body), cell["id"])
    source = json.dumps([[cell["cell_type"], cell["source"]] for cell in cells])
    return Lesson(path, front, tuple(exercises.values()), _digest(source), is_front_page(notebook))


def read_front_matter(path: Path, cells: list[Cell]) -> tuple[FrontMatter | None, list[Problem]]:
    """Return the front matter (None when it cannot be used) and all that is wrong with it."""
    if not has_front_matter(cells):
        kind = f"a {cells[0]['cell_type']} cell" if cells else "missing"
        says = (
            f"the first cell is {kind}; expected the front matter, a raw cell that begins and ends with ---"
        )
        return None, [Problem(path, cells[0]["id"] if cells else None, None, says, "Put one at the top.")]
    text = read_front_text(cells[0]["source"])
    mistakes = [] if text.said is None else mistakes_in(text.said)
    faults = text.faults + [(text.lines.get(one.key), one.says, one.cure) for one in mistakes]
    problems = [Problem(path, cells[0]["id"], *fault) for fault in faults]
    front = FrontMatter.of(text.said) if text.said is not None and not mistakes else None
    return front, problems


def exercise_problems(path: Path, cell: Cell) -> Iterator[Problem]:
    """Yield what is wrong with the name and the pattern of an exercise cell."""
    name, body, line = split_exercise(cell["source"])
    for fault in (*faults_of_name(name, line), *faults_of_pattern(body, line)[1]):
        yield Problem(path, cell["id"], fault.line, fault.says, fault.cure)


def exercise_of(lesson: Lesson | None, name: str, text: str) -> Exercise:
    """Return the exercise of a cell that may not be saved yet; NotationError when it is no pattern."""
    pattern = parse(text)
    if lesson is None:
        return Exercise(f"scratch/{name}", pattern, text, hash=_digest(render(pattern)))
    return _exercise(lesson.front, name, text, pattern, "")


def exercise_of_pattern(exercise_id: str, pattern: Pattern, text: str, like: Exercise | None) -> Exercise:
    """Return a beat that stands in no lesson as an exercise, with level and mark of the one it is `like`."""
    if like is not None:
        level, mark = pattern.level or like.pattern.level, like.pattern.pass_mark
        pattern = replace(pattern, level=level, pass_mark=mark)
    return Exercise(exercise_id, pattern, text, hash=_digest(render(pattern)))


def _exercise(front: FrontMatter, name: str, text: str, pattern: Pattern, cell_id: str) -> Exercise:
    """Return an exercise; level and mark are the lesson's where its cell does not say them."""
    says_mark = re.search(r"^\s*pass\s*:", text, re.MULTILINE)
    mark = pattern.pass_mark if says_mark else front.success.pass_mark
    placed = replace(pattern, level=pattern.level or front.level, pass_mark=mark)
    return Exercise(f"{front.id}/{name}", placed, text, cell_id, _digest(render(pattern)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
