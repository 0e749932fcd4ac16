"""Drafts of lessons on request, to be opened and played by those who decide them: instructors alone.

GET  drafts/ID      a draft as a notebook, by the id of its wish

Who teaches is told of them with the lessons (academy/desk/lessons.py), and has them in a folder of their
course. A draft whose cells hold anything but prose and exercises is not given: it would run in a kernel.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from academy.desk.auditing import ForInstructors
from academy.desk.teaching import REVIEW
from academy.errors import LessonError
from academy.lessons.cells import cell_problems
from academy.lessons.drafting import cell
from academy.lessons.notebook import Lesson, cells_in, lesson_in

if TYPE_CHECKING:
    from academy.desk.seat import Seat

Json = dict[str, Any]
PLACE = 3
"""Where the word that it is a draft stands: behind the front matter, the set-up and the title."""


class OneDraft(ForInstructors):
    """One draft."""

    did = "looked at a draft"

    def about(self) -> Json:
        """Return the id of its wish."""
        return {"wish": str(self.path_args[0])}

    async def get(self, wish_id: str) -> None:
        """Send it, or 404 when it is decided or cannot be played."""
        for row, lesson in await self.ask(lambda _store: list(drafts_of(self.office))):
            if row["wish_id"] == wish_id:
                self.answer(_row(row, lesson) | {"notebook": _to_be_looked_at(row)})
                return
        raise HTTPError(404, reason="There is no such draft, or it has mistakes: see the review page.")


def draft_rows(seat: "Seat") -> list[Json]:
    """Return a row for each draft: `id` of its wish, `file`, and `digest`, which changes with the draft."""
    return [_row(row, lesson) for row, lesson in drafts_of(seat)]


def drafts_of(seat: "Seat") -> Iterator[tuple[Json, Lesson]]:
    """Yield the wishes that wait for a decision, each with the lesson that its draft is."""
    for row in seat.store().wishes.open():
        if row["notebook"] and (lesson := _lesson(seat, row)) is not None:
            yield row, lesson


def _lesson(seat: "Seat", row: Json) -> Lesson | None:
    """Return what a stage can play of a draft; None while there are mistakes in it."""
    notebook, file = row["notebook"], Path(f"{row['wish_id'][:8]}.ipynb")
    try:
        lesson = lesson_in(notebook, file)
    except LessonError:
        return None
    wrong = cell_problems(file, cells_in(notebook), seat.shelf.kits(), is_lesson=True)
    return None if any(wrong) else lesson


def _row(row: Json, lesson: Lesson) -> Json:
    digest = hashlib.sha256(json.dumps(row["notebook"], sort_keys=True).encode()).hexdigest()[:16]
    return {"id": row["wish_id"], "file": lesson.path.name, "title": lesson.title, "digest": digest}


def _to_be_looked_at(row: Json) -> Json:
    """Return a draft with a word that it is one, and the way to where it is decided."""
    where = f"{REVIEW}/{row['wish_id']}"
    said = f"> **This is a draft.** [Change it, publish it or refuse it]({where})."
    word = cell("markdown", "draft", said) | {"metadata": {}}
    cells = row["notebook"]["cells"]
    return dict(row["notebook"]) | {
        "cells": [*cells[:PLACE], word, *cells[PLACE:]],
        "metadata": row["notebook"].get("metadata", {}) | {"academy": {"folder": "review"}},
    }
