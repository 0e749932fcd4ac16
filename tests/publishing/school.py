"""A small course for tests of publishing: a home page, and lessons made as `academy new` makes them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from academy.lessons.drafting import draft, notebook_text
from academy.lessons.hygiene import clean

DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)
BY_AI = 'author: ai\nmodel: a-model\nprompt_version: "3"\ncost_usd: 0.04'


def new_course(folder: Path) -> Path:
    """Make a course with a home page and no lesson, and a place for drafts."""
    course = folder / "course"
    (course / "drafts").mkdir(parents=True)
    (course / "index.ipynb").write_text(notebook_text(clean({"cells": []})), encoding="utf-8")
    return course


def add_lesson(folder: Path, number: int, title: str, more: str = "") -> Path:
    """Write a lesson that is ready to be published; `more` are further lines of its front matter."""
    text = notebook_text(draft(title, number=number))
    file = folder / f"{number:02}-{title.lower()}.ipynb"
    file.write_text(text, encoding="utf-8")
    change(file, '"  - \\"To fill in: where presses and facts come from, with pages\\"', '"  - by ear')
    if more:
        change(
            file,
            '"  - by ear\\n"',
            ", ".join(json.dumps(f"{line}\n") for line in ("  - by ear", *more.split("\n"))),
        )
    return file


def change(file: Path, old: str, new: str) -> None:
    """Edit a lesson in place, as any editor would."""
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def source_of(file: Path, cell_id: str) -> str:
    """Return the text of one cell."""
    cells: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return next("".join(cell["source"]) for cell in cells if cell["id"] == cell_id)
