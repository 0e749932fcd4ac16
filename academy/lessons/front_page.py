"""The front page of a lesson that is not open: how to open it, what it teaches and a taste of it. Pure.

It is a notebook like any lesson, and holds nothing of the lesson's but its front matter, its title and its
taste (academy/lessons/taste.py).
"""

from collections.abc import Mapping
from typing import Any

from academy.lessons.cells import SETUP
from academy.lessons.drafting import cell, notebook_with
from academy.lessons.exercise_text import MAGIC
from academy.lessons.front_text import read_front_text
from academy.lessons.notebook import FRONT_PAGE, Lesson, cells_of, has_front_matter
from academy.lessons.places import HOME
from academy.lessons.taste import NAME, taste_of

FORM = 2
"""Counts how the page was ever laid out: learners' folders take it anew when this has changed."""


def front_page(lesson: Lesson, why: str, way: str | None) -> dict[str, Any]:
    """Return the front page of a lesson as a notebook.

    `why` is a sentence that says what opens the lesson; `way` the address of the page where that is done.
    """
    front, taste = lesson.front, taste_of(lesson)
    teaches = "\n".join(f"- {each}" for each in front.objectives)
    head = f"Lesson {front.number} · level {front.level} · {front.topic} · about {front.minutes} minutes"
    link = f"[See how to open it]({way}) · " if way else ""
    locked = f"> **This lesson is locked.** {why}\n>\n> {link}[Back to the course]({HOME})"
    cells = [
        cell("code", "set-up", SETUP),
        cell("markdown", "title", f"# {front.title}\n\n{head}"),
        cell("markdown", "unlock", locked),
        cell("markdown", "teaches", f"**What you will be able to do:**\n\n{teaches}"),
    ]
    if taste is not None:
        cells += [
            cell("markdown", "taste-intro", "Its first beat is yours to try: press **Listen**, then play."),
            cell("code", NAME, f"{MAGIC} {NAME}\n{taste.text}"),
        ]
    notebook = notebook_with(_facts(lesson), cells)
    notebook["metadata"] = {**notebook.get("metadata", {}), "academy": dict(FRONT_PAGE)}
    return notebook


def _facts(lesson: Lesson) -> Mapping[str, Any]:
    """Return the front matter as it stands in the lesson's file."""
    cells = cells_of(lesson.path)
    said = read_front_text(cells[0]["source"]).said if has_front_matter(cells) else None
    return said or {}
