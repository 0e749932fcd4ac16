"""Mail that is to be sent, as SQL: queued with the change that it tells of, taken by one sender, sent once.

A letter is taken before it is handed to the mail server and marked as sent afterwards. A process that is
killed before it takes a letter leaves it to the next one. One that is killed between the two leaves it taken:
nobody can know whether it went out, so it is never sent a second time, and `stuck` shows it to an operator.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from academy.store.member_tables import letters
from academy.store.rows import new

Json = dict[str, Any]


def queue(connection: Connection, letter: Json, learner: str | None, now: datetime) -> None:
    """Keep a letter that is to be sent to a learner, once by its id."""
    row = {name: letter[name] for name in ("letter_id", "kind", "address", "about")}
    new(connection, letters, row | {"learner": learner, "queued_at": now})


def waiting(connection: Connection) -> list[str]:
    """Return the ids of letters that nobody has taken, oldest first."""
    query = select(letters.c.letter_id).where(letters.c.taken_at.is_(None))
    return list(connection.execute(query.order_by(letters.c.queued_at, letters.c.letter_id)).scalars())


def take(connection: Connection, letter_id: str, now: datetime) -> Json | None:
    """Take a letter to send it; None when another process did."""
    taken = (
        update(letters)
        .where(letters.c.letter_id == letter_id, letters.c.taken_at.is_(None))
        .values(taken_at=now)
        .returning(letters.c.letter_id, letters.c.kind, letters.c.address, letters.c.about)
    )
    row = connection.execute(taken).first()
    return None if row is None else dict(row._mapping)


def sent(connection: Connection, letter_id: str, now: datetime) -> None:
    """Say that the mail server has a letter; whom it went to and what it said is not kept any longer."""
    gone: dict[str, Any] = {"sent_at": now, "trouble": None, "learner": None, "address": "", "about": {}}
    connection.execute(update(letters).where(letters.c.letter_id == letter_id).values(**gone))


def give_back(connection: Connection, letter_id: str, trouble: str) -> None:
    """Leave a letter that the mail server did not take to the next round."""
    gone = update(letters).where(letters.c.letter_id == letter_id, letters.c.sent_at.is_(None))
    connection.execute(gone.values(taken_at=None, trouble=trouble))


def stuck(connection: Connection, before: datetime) -> list[Json]:
    """Return letters that were taken before a moment and not said to be sent."""
    query = select(letters).where(letters.c.sent_at.is_(None), letters.c.taken_at < before)
    return [dict(row._mapping) for row in connection.execute(query.order_by(letters.c.taken_at))]
