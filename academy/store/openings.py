"""Which lessons were handed out to a learner: for the figures, and so that what was finished stays open."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from academy.store.member_tables import openings
from academy.store.rows import new


def opened(connection: Connection, learner: str, lesson: str, now: datetime) -> None:
    """Keep that a lesson was handed out, once a day (UTC)."""
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    new(connection, openings, {"learner": learner, "lesson": lesson, "day": day, "at": now})


def ever_opened(connection: Connection, learner: str) -> set[str]:
    """Return the ids of all lessons that were ever handed out to a learner."""
    query = select(openings.c.lesson).where(openings.c.learner == learner).distinct()
    return set(connection.execute(query).scalars())
