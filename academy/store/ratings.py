"""How lessons were liked: the last word of this learner on each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from academy.errors import TakeError
from academy.store.rows import plain, said_of
from academy.store.schema import ratings

Json = dict[str, Any]
MOST_STARS = 5
LONGEST = 500


def row_of(rating: Json, now: datetime) -> Json:
    """Return a rating as a row; TakeError when it has no lesson or no stars from 1 to 5."""
    lesson, stars = str(rating.get("lesson") or ""), rating.get("stars")
    if not lesson:
        raise TakeError("A rating names the lesson that it is about.")
    if type(stars) is not int or not 1 <= stars <= MOST_STARS:
        raise TakeError(f"stars is {stars!r}; expected a whole number from 1 to {MOST_STARS}.")
    note = " ".join(str(rating.get("note") or "").split())
    if len(note) > LONGEST:
        raise TakeError(f"The note has {len(note)} letters; {LONGEST} are kept. Say it shorter.")
    version = rating.get("lesson_version")
    return {
        "lesson": lesson,
        "stars": stars,
        "note": note or None,
        "lesson_version": None if version is None else str(version),
        "rated_at": now,
    }


def listed(connection: Connection, learner: str) -> list[Json]:
    """Return a learner's ratings, the newest first."""
    query = select(*said_of(ratings)).where(ratings.c.learner == learner)
    query = query.order_by(ratings.c.rated_at.desc(), ratings.c.lesson)
    return [plain(row) for row in connection.execute(query)]
