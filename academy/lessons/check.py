"""What an instructor is told before publishing: everything that the lesson format calls an error."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from academy.errors import LessonError
from academy.lessons.cells import cell_problems
from academy.lessons.exercise_text import split_exercise
from academy.lessons.front_text import read_front_text
from academy.lessons.hygiene import CURE, clean_file, dirt_of_cell, dirt_of_notebook
from academy.lessons.kits import Kits, kits_for
from academy.lessons.notebook import (
    Cell,
    cells_of,
    has_front_matter,
    is_exercise,
    is_front_page,
    notebook_of,
    read_front_matter,
)
from academy.lessons.places import HOME, are_drafts, course_of
from academy.lessons.problem import Problem, shown
from academy.lessons.prose import broken_links, leads_on
from academy.lessons.published import version_problems
from academy.lessons.skills import Placed, clashes
from academy.lessons.taste import NAME as TASTE


def check(
    paths: Iterable[Path], *, fix: bool = False, kits: Kits | None = None, published: bool = True
) -> list[Problem]:
    """Check notebooks and folders of them; with `fix`, clean what needs no decision first.

    Every problem of every notebook is found: a broken one hides nothing of the others. `kits`
    are those of the home a notebook stands in, unless given. Whether a lesson is what was
    `published` is left aside while it is being written. LessonError when a path does not
    exist or a folder holds no notebook.
    """
    files = [file for path in paths for file in _notebooks(path)]
    found: list[Problem] = []
    for file in files:
        if fix:
            found += _not_cleaned(file)
        found += _problems_of(file, kits_for(file) if kits is None else kits, published)
    for folder in dict.fromkeys(file.parent for file in files):
        found += [problem for problem in _between(folder) if problem.file in files]
    return list(dict.fromkeys(found))


def _notebooks(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.ipynb"))
        if not found:
            raise LessonError(f"No notebook in {path}. Give a notebook, or the folder of the course.")
        return found
    if not path.is_file():
        raise LessonError(f"There is no {path}. Give a notebook, or the folder of the course.")
    return [path]


def _not_cleaned(file: Path) -> Iterator[Problem]:
    try:
        clean_file(file)
    except LessonError:
        return  # what is no notebook is reported below, not rewritten
    except OSError as error:
        yield Problem(
            file, None, None, f"it cannot be written: {error.strerror}", "Allow yourself to write it."
        )


def _problems_of(file: Path, kits: Kits, published: bool) -> Iterator[Problem]:
    try:
        notebook = notebook_of(file)
    except LessonError as error:
        says, _, cure = str(error).removeprefix(f"{shown(file)}: ").partition(". ")
        yield Problem(file, None, None, says, cure)
        return
    cells = cells_of(file)
    for dirt in dirt_of_notebook(notebook):
        yield Problem(file, None, None, dirt, CURE)
    for cell in cells:
        for dirt in dirt_of_cell(cell):
            yield Problem(file, cell["id"], None, dirt, CURE)
    lesson = has_front_matter(cells) or any(map(is_exercise, cells))
    if lesson:
        front, problems = read_front_matter(file, cells)
        yield from problems
        if front is not None and published:
            yield from version_problems(file, cells, front)
    yield from cell_problems(file, cells, kits, is_lesson=lesson)
    if not is_front_page(notebook):
        yield from _tastes(file, cells)
    yield from broken_links(file, cells)


def _tastes(file: Path, cells: list[Cell]) -> Iterator[Problem]:
    """Yield exercises with the name of a front page's taste, whose takes would count for the lesson."""
    for cell in filter(is_exercise, cells):
        name, _, line = split_exercise(cell["source"])
        if name == TASTE:
            says = f"an exercise '{TASTE}'; that is the name of what a front page plays of a lesson"
            yield Problem(file, cell["id"], line, says, "Rename it.")


def _between(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong between the lessons of a folder; drafts may build on the course beside them."""
    lessons, taught = _lessons_in(folder)
    theirs: list[Placed] | None = None
    if are_drafts(folder):
        others, more = _lessons_in(course_of(folder))
        theirs, taught = [placed for placed, _ in others], taught | more
    for clash in clashes([placed for placed, _ in lessons], taught, theirs):
        first = next(cells[0] for placed, cells in lessons if placed is clash.lesson)
        line = read_front_text(first["source"]).lines.get(clash.key)
        yield Problem(clash.lesson.path, first["id"], line, clash.says, clash.cure)
    if (folder / HOME).is_file():  # a course, not a folder of drafts
        ordered = sorted(lessons, key=lambda lesson: lesson[0].front.number)
        for (placed, cells), (following, _) in itertools.pairwise(ordered):
            if following.front.number == placed.front.number + 1:  # else the next one cannot be read
                yield from leads_on(placed.path, cells, following.path, following.front.title)


def _lessons_in(folder: Path) -> tuple[list[tuple[Placed, list[Cell]]], set[str]]:
    """Return the lessons of a folder whose front matter can be used, and every skill that is taught there."""
    lessons, taught = [], set()
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = cells_of(path)
        except LessonError:
            continue
        if has_front_matter(cells):
            front = read_front_matter(path, cells)[0]
            said = (read_front_text(cells[0]["source"]).said or {}).get("teaches")
            taught |= {skill for skill in said if isinstance(skill, str)} if isinstance(said, list) else set()
            lessons += [(Placed(path, front), cells)] if front else []
    return lessons, taught
