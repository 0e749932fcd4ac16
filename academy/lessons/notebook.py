"""Reading a lesson from its notebook; nothing in it is executed.

A lesson is an `.ipynb` file: a raw cell of YAML front matter, `%load_ext academy`, prose, and code
cells that begin with `%%exercise NAME`. Errors name file, cell, line and cure; lines count from 1
within the cell.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from academy.errors import LessonError, NotationError
from academy.lessons.front_matter import FrontMatter, mistakes_in
from academy.patterns.model import Pattern
from academy.patterns.notation import parse, render

MAGIC = "%%exercise"


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


def cells_of(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook as plain JSON, their sources as one string each."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell | {"source": "".join(cell["source"])} for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError) as error:
        raise LessonError(
            f"{path.name}: not a notebook ({error}). Open it in JupyterLab and save it again."
        ) from error
    return cells


def read_lesson(path: Path) -> Lesson:
    """Read a lesson; LessonError for the first thing that the format does not allow."""
    cells = cells_of(path)
    front = read_front_matter(path, cells)
    exercises: list[Exercise] = []
    for cell in cells:
        if is_exercise(cell):
            exercise = read_exercise(path, cell, front)
            if any(exercise.id == other.id for other in exercises):
                raise LessonError(
                    f"{path.name}, cell '{cell.get('id')}': a second exercise '{exercise.name}'; rename one."
                )
            exercises.append(exercise)
    source = json.dumps([[cell["cell_type"], cell["source"]] for cell in cells])
    return Lesson(path, front, tuple(exercises), _digest(source))


def is_exercise(cell: dict[str, Any]) -> bool:
    """Say whether a cell is an exercise."""
    return cell.get("cell_type") == "code" and cell["source"].lstrip().startswith(MAGIC)


def read_front_matter(path: Path, cells: list[dict[str, Any]]) -> FrontMatter:
    """Return the front matter, which is the first cell; LessonError when it is none or has a mistake."""
    said = front_matter_of(path, cells)
    mistakes = mistakes_in(said)
    if mistakes:
        raise LessonError(f"{path.name}, front matter: {mistakes[0].says}.")
    return FrontMatter.of(said)


def front_matter_of(path: Path, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the values of the first cell; LessonError when it is not a raw cell of YAML."""
    if not cells or cells[0].get("cell_type") != "raw":
        raise LessonError(
            f"{path.name}: the first cell is no front matter. "
            "Make it a raw cell that begins and ends with ---."
        )
    text = cells[0]["source"].strip()
    try:
        said = yaml.safe_load(text.strip("-\n ") if text.startswith("---") else text)
    except yaml.YAMLError as error:
        raise LessonError(f"{path.name}, front matter: not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(said, dict):
        raise LessonError(f"{path.name}, front matter: expected lines such as 'title: Boom bap pocket'.")
    return said


def read_exercise(path: Path, cell: dict[str, Any], front: FrontMatter) -> Exercise:
    """Read one exercise cell; LessonError names file, cell and the line within the cell."""
    first, _, body = cell["source"].lstrip().partition("\n")
    name = first.removeprefix(MAGIC).strip()
    where = f"{path.name}, cell '{cell.get('id', '')}'"
    if not name or " " in name:
        raise LessonError(f"{where}, line 1: '{first}' needs one name, such as '{MAGIC} first-bar'.")
    try:
        pattern = parse(body)
    except NotationError as error:
        line = f", line {error.line + 1}" if error.line else ""
        said = str(error).removeprefix(f"line {error.line}: ")
        raise LessonError(f"{where}{line}: {said}") from error
    return _exercise(front, name, body, pattern, cell.get("id", ""))


def exercise_of(lesson: Lesson | None, name: str, text: str) -> Exercise:
    """Return the exercise of a cell that may not be saved yet; NotationError when it is no pattern."""
    pattern = parse(text)
    if lesson is None:
        return Exercise(f"scratch/{name}", pattern, text, hash=_digest(render(pattern)))
    return _exercise(lesson.front, name, text, pattern, "")


def _exercise(front: FrontMatter, name: str, text: str, pattern: Pattern, cell_id: str) -> Exercise:
    level = pattern.level or front.level
    return Exercise(
        f"{front.id}/{name}", replace(pattern, level=level), text, cell_id, _digest(render(pattern))
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
