"""Lessons that learners asked for: the wish, its draft, and what an instructor made of it.

Reached as `store.wishes`. A wish is `asked`, taken to be drafted (`drafting`), `drafted`, then `published` or
`refused`.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from academy.store.member_tables import wishes
from academy.store.rows import new, plain
from academy.store.writer import Writer

Json = dict[str, Any]
ASKED, DRAFTING, DRAFTED, PUBLISHED, REFUSED = "asked", "drafting", "drafted", "published", "refused"
PATIENCE = timedelta(minutes=10)
"""How long a desk may be at a draft before another one takes it: the first was killed then."""


class Wishes:
    """Thin methods over one transaction each."""

    def __init__(self, writer: Writer, now: Callable[[], datetime]) -> None:
        self._do, self._now = writer.do, now

    def ask(self, wish: Json) -> bool:
        """Keep a wish (`wish_id, learner, title, topic, level, words`) once; returns whether it was new."""
        row = wish | {"asked_at": self._now(), "state": ASKED}
        return self._do(lambda connection: new(connection, wishes, row))

    def of(self, learner: str) -> list[Json]:
        """Return a learner's wishes, newest first."""
        query = select(wishes).where(wishes.c.learner == learner).order_by(wishes.c.asked_at.desc())
        return self._do(lambda connection: _listed(connection, query))

    def open(self) -> list[Json]:
        """Return all wishes that nobody has decided, oldest first."""
        query = select(wishes).where(wishes.c.state.not_in((PUBLISHED, REFUSED))).order_by(wishes.c.asked_at)
        return self._do(lambda connection: _listed(connection, query))

    def one(self, wish_id: str) -> Json | None:
        """Return a wish, None when there is none."""
        query = select(wishes).where(wishes.c.wish_id == wish_id)
        return next(iter(self._do(lambda connection: _listed(connection, query))), None)

    def take(self) -> Json | None:
        """Take the oldest wish that waits for its draft, so that no other desk writes it, too."""
        now = self._now()
        waits = or_(
            wishes.c.state == ASKED,
            and_(wishes.c.state == DRAFTING, wishes.c.taken_at < now.astimezone(UTC) - PATIENCE),
        )

        def work(connection: Connection) -> Json | None:
            found = connection.execute(
                select(wishes.c.wish_id).where(waits).order_by(wishes.c.asked_at)
            ).scalar()
            if found is None:
                return None
            taken = (
                update(wishes).where(wishes.c.wish_id == found, waits).values(state=DRAFTING, taken_at=now)
            )
            row = connection.execute(taken.returning(wishes)).first()
            return None if row is None else plain(row)

        return self._do(work)

    def draft(self, wish_id: str, notebook: Json | None, note: str | None) -> None:
        """Keep a draft, or why there is none, unless the wish was decided meanwhile."""
        said = {"state": DRAFTED, "note": note, "notebook": _text(notebook)}
        undecided = wishes.c.state.not_in((PUBLISHED, REFUSED))
        changed = update(wishes).where(wishes.c.wish_id == wish_id, undecided).values(**said)
        self._do(lambda connection: connection.execute(changed))

    def decide(self, wish_id: str, state: str, note: str | None, notebook: Json | None = None) -> bool:
        """Publish or refuse a wish; False when somebody has decided it before."""
        said: Json = {"state": state, "note": note, "decided_at": self._now()}
        if notebook is not None:
            said["notebook"] = _text(notebook)
        undecided = wishes.c.state.not_in((PUBLISHED, REFUSED))
        changed = update(wishes).where(wishes.c.wish_id == wish_id, undecided).values(**said)
        return self._do(
            lambda connection: connection.execute(changed.returning(wishes.c.wish_id)).first() is not None
        )


def _listed(connection: Connection, query: Any) -> list[Json]:
    rows = [plain(row) for row in connection.execute(query)]
    return [row | {"notebook": json.loads(row["notebook"]) if row["notebook"] else None} for row in rows]


def _text(notebook: Json | None) -> str | None:
    return None if notebook is None else json.dumps(notebook)
