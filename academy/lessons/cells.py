"""Which cells a lesson and a page may have, in which order, and what each must hold."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from academy.lessons.exercise_text import faults_of_pattern, line_of, split_exercise
from academy.lessons.kits import Kits, mistakes_with
from academy.lessons.notebook import Cell, exercise_problems, has_front_matter, is_exercise
from academy.lessons.problem import Problem

SETUP = "%load_ext academy"
OF_INSTRUCTORS = ("report", "review", "teaching")
WORDS = ("connect", "journey", "playing", "sql", "sounds", "chop", "ask", "coach", *OF_INSTRUCTORS)
TYPES = ("raw", "markdown", "code")


def cell_problems(file: Path, cells: Sequence[Cell], kits: Kits, *, is_lesson: bool) -> Iterator[Problem]:
    """Yield what is wrong with the cells of a notebook, its front matter aside."""
    yield from _kinds(file, cells)
    where, setup = _place_of_setup(cells, is_lesson=is_lesson)
    if setup is not None or is_lesson:
        yield from _setup(file, where, setup)
    if is_lesson and not any(map(is_exercise, cells)):
        yield Problem(
            file, None, None, "there is no exercise", "Add a code cell that begins with %%exercise NAME."
        )
    named: dict[str, str] = {}
    for cell in cells:
        if is_exercise(cell):
            yield from exercise_problems(file, cell)
            yield from _lanes(file, cell, kits)
            name, _, line = split_exercise(cell["source"])
            if name and name in named:
                says = f"a second exercise '{name}'; the first is cell '{named[name]}'"
                yield Problem(file, cell["id"], line, says, "Rename one.")
            named.setdefault(name, cell["id"])
        elif cell["cell_type"] == "code" and cell is not setup and not _allowed(cell["source"]):
            yield _stranger(file, cell)


def _kinds(file: Path, cells: Sequence[Cell]) -> Iterator[Problem]:
    seen: set[str] = set()
    for cell in cells:
        kind, name = cell["cell_type"], cell["id"]
        if kind not in TYPES:
            says = f"the cell's type is {kind!r}; expected one of {', '.join(TYPES)}"
            yield Problem(file, name, None, says, "Make it prose or code in JupyterLab.")
        if name and name in seen:
            says = f"a second cell with the id '{name}'; each cell needs its own"
            yield Problem(file, name, None, says, "Run `academy check --fix`.")
        seen.add(name)


def _place_of_setup(cells: Sequence[Cell], *, is_lesson: bool) -> tuple[str, Cell | None]:
    """A lesson is set up by its second cell, below the front matter; another page by its first code."""
    if is_lesson and has_front_matter(cells):
        return "second cell", next(iter(cells[1:2]), None)
    return "first cell of code", next((cell for cell in cells if cell["cell_type"] == "code"), None)


def _setup(file: Path, where: str, cell: Cell | None) -> Iterator[Problem]:
    cure = f"Make the {where} a code cell with {SETUP} in it, alone."
    if cell is None:
        yield Problem(file, None, None, f"there is no {where}; expected {SETUP}", cure)
    elif cell["cell_type"] != "code" or cell["source"].strip() != SETUP:
        said = cell["source"].strip().partition("\n")[0][:60]
        says = f"the {where} is {cell['cell_type']} that begins with '{said}'; expected {SETUP}"
        yield Problem(file, cell["id"], 1, f"{says} alone", cure)


def _lanes(file: Path, cell: Cell, kits: Kits) -> Iterator[Problem]:
    _, body, above = split_exercise(cell["source"])
    pattern, _ = faults_of_pattern(body, above)
    if pattern is not None:
        for word, says, cure in mistakes_with(kits, pattern):
            line = line_of(cell["source"], word)
            yield Problem(file, cell["id"], line, says, cure)


def _allowed(source: str) -> bool:
    """Say whether a cell of code is empty, the set-up, or one of a lesson's words."""
    if source.strip() in ("", SETUP):
        return True
    try:
        (call,) = ast.parse(source.strip()).body
    except (SyntaxError, ValueError):
        return False
    return (
        isinstance(call, ast.Expr)
        and isinstance(call.value, ast.Call)
        and isinstance(call.value.func, ast.Name)
        and call.value.func.id in WORDS
        and all(isinstance(each, ast.Constant) for each in call.value.args)
        and all(isinstance(each.value, ast.Constant) for each in call.value.keywords)
    )


def _stranger(file: Path, cell: Cell) -> Problem:
    lines = cell["source"].splitlines()
    number, line = next((number, line) for number, line in enumerate(lines, 1) if line.strip())
    words = ", ".join(f"{word}()" for word in WORDS)
    says = f"code of its own: '{line.strip()[:60]}'; expected %%exercise, or one of {words}"
    return Problem(file, cell["id"], number, says, "Move it into the academy, or take it out.")
