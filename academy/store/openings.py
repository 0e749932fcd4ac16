"""Which lessons were handed out to a learner: for the figures, and so that what was finished stays open."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from academy.store.member_tables import openings
from academy.store.rows import new

Asked = Mapping[str, int]
"""What a lesson asked when it was handed out: how many passed takes of each exercise."""


def opened(connection: Connection, learner: str, lesson: str, asked: Asked, now: datetime) -> None:
    """Keep that a lesson was handed out and what it asked, once a day (UTC)."""
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    row = {"learner": learner, "lesson": lesson, "day": day, "at": now}
    new(connection, openings, row | {"asked": json.dumps(asked, sort_keys=True)})


def ever_opened(connection: Connection, learner: str) -> dict[str, list[Asked]]:
    """Return each lesson that was ever handed out to a learner, with everything it asked at a time.

    Of what was handed out before this was kept, only the lesson is known.
    """
    query = select(openings.c.lesson, openings.c.asked).where(openings.c.learner == learner).distinct()
    found: dict[str, list[Asked]] = {}
    for lesson, asked in connection.execute(query):
        found.setdefault(lesson, []).extend([] if asked is None else [json.loads(asked)])
    return found
