"""Lessons on request: a learner's wish, its draft, and an instructor's decision.

What a learner writes is read by instructors. To a model goes the title alone, once it is known to be one, and
topic and level: as for every draft (academy/desk/composing.py).
"""

import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from academy.ai.lesson import lesson as written
from academy.composing.lesson import LessonWish, refuse_what_cannot_be
from academy.composing.lesson_checks import Neighbours
from academy.composing.notebook import notebook_of
from academy.desk.office import Office
from academy.desk.seat import FIRST_NUMBER, Seat, id_of_wish
from academy.errors import LessonError, TakeError
from academy.lessons.catalogue import Catalogue
from academy.lessons.check import check
from academy.lessons.drafting import notebook_text
from academy.lessons.front_matter import TOPICS
from academy.membership.plans import LESSON_REQUEST
from academy.store.wishes import PUBLISHED, REFUSED

Json = dict[str, Any]
MOST_WORDS, MOST_LESSONS = 1000, 400


def wish(seat: Seat, wish_id: str, said: Json) -> None:
    """Keep a wish and count it; TakeError when it cannot be one, NotInPlan when none is left this month."""
    asked = _wish_of(said)
    words = str(said.get("words") or "").strip()
    if len(words) > MOST_WORDS:
        raise TakeError(f"Your words are {len(words)} letters; at most {MOST_WORDS} are read.")
    try:
        refuse_what_cannot_be(asked, _around(seat))
    except LessonError as error:
        raise TakeError(str(error)) from error
    seat.spend(LESSON_REQUEST, wish_id, wish_id)
    kept = {"title": asked.title, "topic": asked.topic, "level": asked.level, "words": words}
    seat.store().wishes.ask({"wish_id": wish_id, "learner": seat.learner, **kept})


def draft_next(office: Office) -> bool:
    """Write the draft of the oldest wish that waits; False when none does."""
    store = office.store()
    row = store.wishes.take()
    if row is None:
        return False
    seat = office.of(row["learner"])
    asked = LessonWish(row["title"], row["topic"], row["level"])
    seed = zlib.crc32(row["wish_id"].encode())
    try:
        made = written(office.ai, asked, _around(seat), seed, user=row["learner"], course=office.course)
    except LessonError as error:
        store.wishes.draft(row["wish_id"], None, str(error))
        return True
    number = FIRST_NUMBER + len(seat.made_for_them().lessons)
    content = notebook_of(made.content, number)
    store.wishes.draft(row["wish_id"], _renamed(content, made.content.id, row["wish_id"]), made.why)
    return True


def problems_of(office: Office, notebook: Json) -> list[str]:
    """Return what is wrong with a draft, each with its place and cure."""
    with TemporaryDirectory(prefix="academy-review-") as folder:
        for page in office.settings.course.glob("*.ipynb"):  # what a lesson may lead to and build upon
            (Path(folder) / page.name).symlink_to(page)
        file = Path(folder) / "draft.ipynb"
        file.write_text(notebook_text(notebook), encoding="utf-8")
        found = check([file], fix=True, kits=office.shelf.kits(), published=False)
        return [str(problem).replace(f"{folder}/", "") for problem in found]


def publish(office: Office, who: str, wish_id: str, notebook: Json) -> None:
    """Give a lesson to the learner who wished for it; LessonError while it is not right."""
    wrong = problems_of(office, notebook)
    if wrong:
        raise LessonError(wrong[0])
    _decide(office, who, wish_id, PUBLISHED, None, notebook)


def refuse(office: Office, who: str, wish_id: str, why: str) -> None:
    """Say no to a wish, with a sentence for the learner."""
    if not why.strip():
        raise LessonError("Say why in a sentence; the learner reads it.")
    _decide(office, who, wish_id, REFUSED, why.strip()[:MOST_WORDS], None)


def _decide(
    office: Office, who: str, wish_id: str, state: str, note: str | None, notebook: Json | None
) -> None:
    store = office.store()
    row = store.wishes.one(wish_id)
    if row is None or not store.wishes.decide(wish_id, state, note, notebook):
        raise LessonError("This wish was decided before, or is not here any more.")
    store.members.record(who, f"{state} a wish", row["learner"], {"wish": wish_id, "title": row["title"]})


def _around(seat: Seat) -> Neighbours:
    return Neighbours.of(seat.shelf.catalogue(), seat.shelf.kits(), Catalogue(()))


def _wish_of(said: Json) -> LessonWish:
    title, topic, level = " ".join(str(said.get("title") or "").split()), said.get("topic"), said.get("level")
    if not title:
        raise TakeError("A title is needed, such as Dembow.")
    if topic not in TOPICS:
        raise TakeError(f"topic is {topic!r}; expected one of {', '.join(TOPICS)}.")
    if str(level) not in ("1", "2", "3"):
        raise TakeError(f"level is {level!r}; expected 1, 2 or 3.")
    return LessonWish(title, str(topic), int(str(level)))


def _renamed(notebook: Json, lesson_id: str, wish_id: str) -> Json:
    """Return a draft with an id that no lesson of the course can have."""
    first = notebook["cells"][0]
    source = "".join(first["source"]).replace(f"id: {lesson_id}\n", f"id: {id_of_wish(wish_id)}\n", 1)
    return notebook | {
        "cells": [first | {"source": source.splitlines(keepends=True)}, *notebook["cells"][1:]]
    }
