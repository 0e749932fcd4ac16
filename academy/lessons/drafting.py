"""A new lesson: a notebook with a working exercise in it, for an instructor to make their own."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from academy.errors import LessonError
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.cells import SETUP
from academy.lessons.exercise_text import MAGIC, faults_of_pattern
from academy.lessons.front_matter import mistakes_in
from academy.lessons.front_text import FENCE
from academy.lessons.hygiene import clean
from academy.lessons.places import HOME, course_of
from academy.lessons.problem import shown

TO_FILL_IN = (
    "first cell: minutes, objectives, teaches and sources, and requires where it builds on other lessons",
    "the beat, its hint, and the words before and after it",
)
_EXERCISE = """title: First bar
tempo: {tempo:g}
hint: Kick is pad 13, snare is pad 15.

kick   x... x... x... x...
snare  .... x... .... x..."""


def draft(
    title: str, *, number: int, tempo: float = 95, topic: str = "rhythm", level: int = 1
) -> dict[str, Any]:
    """Return a lesson as a notebook; LessonError for a value that the format does not allow."""
    title = " ".join("".join(mark if mark.isprintable() else " " for mark in title).split())
    name = lesson_id(title)
    front = {
        "id": name,
        "number": number,
        "title": title,
        "topic": topic,
        "level": level,
        "tier": "free",
        "minutes": 10,
        "version": "1.0.0",
        "objectives": ["Play the first bar in time"],
        "teaches": [name],
        "sources": ["To fill in: where presses and facts come from, with pages"],
    }
    for mistake in mistakes_in(front):
        raise LessonError(f"{mistake.says}. {mistake.cure}")
    text = _EXERCISE.format(tempo=tempo)
    for fault in faults_of_pattern(text)[1]:
        raise LessonError(f"{fault.says}.")
    cells = [
        cell("code", "set-up", SETUP),
        cell("markdown", "title", f"# {title}\n\nKick on every beat, snare on 2 and 4."),
        cell("code", "first-bar", f"{MAGIC} first-bar\n{text}"),
        cell("markdown", "after-first-bar", "Both drums should sit on the line; see which of them leads."),
        cell("markdown", "closing", f"You can play it in time.\n\n**Next:** [back to the course]({HOME})"),
    ]
    return notebook_with(front, cells)


def notebook_with(front: Mapping[str, Any], cells: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a lesson as a clean notebook: its front matter, then the cells."""
    return clean({"cells": [cell("raw", "front-matter", _yaml(front)), *cells]})


def write_draft(notebook: Mapping[str, Any], name: str, number: int, folder: Path) -> Path:
    """Write a lesson into a folder of drafts, never over another one; LessonError when the id is taken."""
    same = what_can_be_read(folder).lesson(name) or what_can_be_read(course_of(folder)).lesson(name)
    if same:
        raise LessonError(f"{shown(same.path)} has the id '{name}' already. Choose another title.")
    file = folder / f"{number:02}-{name}.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as fresh:
        fresh.write(notebook_text(notebook))
    return file


def notebook_text(notebook: Mapping[str, Any]) -> str:
    """Return a notebook as the file that `academy check --fix` would leave as it is."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def lesson_id(title: str) -> str:
    """Return the id that a title gives: `Bossa Nová, part 2` is `bossa-nova-part-2`."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", "", title))
    words = re.findall(r"[a-z0-9]+", "".join(mark for mark in plain if mark.isascii()).lower())
    if not words:
        raise LessonError(f"The title '{title}' gives no id; expected letters from a to z, such as Dembow.")
    return "-".join(words)


def next_number(folder: Path) -> int:
    """Return the number after the highest of a folder, by front matter and by file names."""
    named = (re.match(r"\d{1,3}(?=-)", path.name) for path in folder.glob("*.ipynb"))
    said = [lesson.number for lesson in what_can_be_read(folder).lessons]
    return max([0, *said, *(int(match[0]) for match in named if match)]) + 1


def cell(kind: str, name: str, source: str) -> dict[str, Any]:
    """Return a cell to write; cleaning adds what JupyterLab expects."""
    return {"cell_type": kind, "id": name, "source": source}


def _yaml(front: Mapping[str, Any]) -> str:
    """Write front matter as the course has it: names in a row, sentences in lines of their own."""
    lines = [FENCE]
    for key, value in front.items():
        if key in ("teaches", "requires"):
            lines.append(f"{key}: [{', '.join(map(_said, value))}]")
        elif isinstance(value, Mapping):
            lines.append(f"{key}: {{{', '.join(f'{name}: {_said(one)}' for name, one in value.items())}}}")
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_said(one)}" for one in value)]
        else:
            lines.append(f"{key}: {_said(value)}")
    return "\n".join([*lines, FENCE])


def _said(value: Any) -> str:
    """Write one value; what YAML would not read as these words (`No`, `1984`, `a: b`) stands in quotes."""
    if not isinstance(value, str):
        return str(value)
    is_plain = re.fullmatch(r"\w[\w .-]*", value) and yaml.safe_load(value) == value
    return value if is_plain else json.dumps(value, ensure_ascii=False)
