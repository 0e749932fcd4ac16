"""What an instructor is told before publishing: everything that the lesson format calls an error."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from academy.errors import LessonError
from academy.lessons.catalogue import problems_between
from academy.lessons.front_matter import FrontMatter, mistakes_in
from academy.lessons.hygiene import NOTEBOOK_METADATA, clean, dirt_of_cell
from academy.lessons.notebook import (
    Lesson,
    cells_of,
    front_matter_of,
    is_exercise,
    read_exercise,
    read_lesson,
)

_LINK = re.compile(r"\]\(([^)#\s]+\.ipynb)(?:#[^)]*)?\)")
WORDS = ("connect()", "journey()", "sounds()", "chop()", "ask()")
SETUP = "%load_ext academy"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is, what it is, and the cure."""

    file: str
    cell: str | None
    line: int | None
    says: str
    cure: str

    def __str__(self) -> str:
        """Return it as one line."""
        cell = f", cell '{self.cell}'" if self.cell else ""
        line = f", line {self.line}" if self.line else ""
        return f"{self.file}{cell}{line}: {self.says}. {self.cure}"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


def check(paths: Iterable[Path], *, fix: bool = False) -> list[Problem]:
    """Check notebooks and folders of them; with `fix`, clean what needs no decision first.

    LessonError when a path does not exist.
    """
    files = [file for path in paths for file in _notebooks(path)]
    found: list[Problem] = []
    lessons: list[Lesson] = []
    for file in files:
        if fix:
            _clean_file(file)
        mine = list(_problems_of(file))
        found += mine
        if not mine and cells_of(file)[0]["cell_type"] == "raw":
            lessons.append(read_lesson(file))
    for sentence in problems_between(lessons):
        name, _, says = sentence.partition(": ")
        found.append(Problem(name, None, None, says.rstrip("."), "See the front matter."))
    return found


def _notebooks(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.ipynb"))
    if not path.is_file():
        raise LessonError(f"There is no {path}. Give a notebook, or the folder of the course.")
    return [path]


def _clean_file(file: Path) -> None:
    cells_of(file)  # what is no notebook is reported, not rewritten
    notebook = json.loads(file.read_text(encoding="utf-8"))
    text = json.dumps(clean(notebook), indent=1, ensure_ascii=False) + "\n"
    if text != file.read_text(encoding="utf-8"):
        file.write_text(text, encoding="utf-8")


def _problems_of(file: Path) -> Iterator[Problem]:
    try:
        cells = cells_of(file)
    except LessonError as error:
        yield Problem(file.name, None, None, str(error).removeprefix(f"{file.name}: ").rstrip("."), "")
        return
    yield from _dirt(file, cells)
    yield from _broken_links(file, cells)
    if cells and cells[0]["cell_type"] == "raw":
        yield from _lesson_problems(file, cells)


def _dirt(file: Path, cells: list[dict[str, Any]]) -> Iterator[Problem]:
    cure = "Run `academy check --fix`."
    notebook = json.loads(file.read_text(encoding="utf-8"))
    if set(notebook.get("metadata", {})) - NOTEBOOK_METADATA:
        yield Problem(
            file.name, None, None, "the notebook carries more metadata than a kernel and language", cure
        )
    if (notebook.get("nbformat"), notebook.get("nbformat_minor", 0) >= 5) != (4, True):
        yield Problem(file.name, None, None, "the notebook's format is older than 4.5", cure)
    seen: set[str] = set()
    for cell in cells:
        for dirt in dirt_of_cell(cell):
            yield Problem(file.name, cell.get("id"), None, dirt, cure)
        if cell.get("id") in seen:
            yield Problem(file.name, cell.get("id"), None, "two cells have this id", cure)
        seen.add(cell.get("id", ""))


def _broken_links(file: Path, cells: list[dict[str, Any]]) -> Iterator[Problem]:
    for cell in cells:
        if cell["cell_type"] != "markdown":
            continue
        for number, line in enumerate(cell["source"].splitlines(), start=1):
            for target in _LINK.findall(line):
                if "://" not in target and not (file.parent / target).is_file():
                    yield Problem(
                        file.name, cell.get("id"), number, f"the link leads to {target}, which is not there",
                        "Name a notebook of this folder.",
                    )  # fmt: skip


def _lesson_problems(file: Path, cells: list[dict[str, Any]]) -> Iterator[Problem]:
    try:
        said = front_matter_of(file, cells)
    except LessonError as error:
        yield Problem(file.name, cells[0].get("id"), None, str(error).split(": ", 1)[1].rstrip("."), "")
        return
    mistakes = mistakes_in(said)
    for mistake in mistakes:
        line = _line_of(cells[0]["source"], mistake.key)
        yield Problem(file.name, cells[0].get("id"), line, mistake.says, "Mend the front matter.")
    if len(cells) < 2 or cells[1]["source"].strip() != SETUP:
        yield Problem(file.name, None, None, f"the second cell is not '{SETUP}'", "Put it there, alone.")
    if not any(map(is_exercise, cells)):
        yield Problem(
            file.name, None, None, "there is no exercise", "Add a cell that begins with %%exercise NAME."
        )
    if not mistakes:
        yield from _exercise_problems(file, cells, FrontMatter.of(said))


def _exercise_problems(file: Path, cells: list[dict[str, Any]], front: FrontMatter) -> Iterator[Problem]:
    names: set[str] = set()
    for cell in cells[2:]:
        if is_exercise(cell):
            try:
                exercise = read_exercise(file, cell, front)
            except LessonError as error:
                line = re.search(r", line (\d+):", str(error))
                says = str(error).split(": ", 1)[1].rstrip(".")
                yield Problem(file.name, cell.get("id"), int(line[1]) if line else None, says, "")
                continue
            if exercise.name in names:
                yield Problem(
                    file.name, cell.get("id"), 1, f"a second exercise '{exercise.name}'", "Rename one."
                )
            names.add(exercise.name)
        elif cell["cell_type"] == "code" and cell["source"].strip() not in WORDS:
            yield Problem(
                file.name, cell.get("id"), 1, "a code cell that is neither an exercise nor a lesson's word",
                f"Use %%exercise, or one of {', '.join(WORDS)}.",
            )  # fmt: skip


def _line_of(source: str, key: str) -> int | None:
    for number, line in enumerate(source.splitlines(), start=1):
        if line.startswith(f"{key}:"):
            return number
    return None
