"""Recommendations that were made, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from academy.errors import TakeError
from academy.store.limits import check_row
from academy.store.rows import new, plain, said_of
from academy.store.schema import offers

Json = dict[str, Any]


def keep(connection: Connection, learner: str, offer: Json) -> bool:
    """Keep a recommendation to a learner once by its id; returns whether it was new.

    TakeError when it is none.
    """
    try:
        row = {
            "learner": learner,
            "offer_id": str(offer["id"]),
            "made_at": datetime.fromisoformat(offer["made_at"]),
            "lesson": str(offer["lesson"]),
            "exercise": str(offer["exercise"]),
            "offer": offer,
        }
    except (KeyError, TypeError, ValueError) as error:
        raise TakeError(f"This is no recommendation that can be kept: {error!r}.") from error
    check_row(connection, offers, row)
    return new(connection, offers, row)


def settle(connection: Connection, learner: str, offer_id: str, outcome: str, take_id: str | None) -> None:
    """Say what became of a recommendation; what was said before stays."""
    connection.execute(
        update(offers)
        .where(offers.c.learner == learner, offers.c.offer_id == offer_id, offers.c.outcome.is_(None))
        .values(outcome=outcome, take_id=take_id)
    )


def listed(connection: Connection, learner: str, *, unsettled: bool) -> list[Json]:
    """Return recommendations newest first; with `unsettled` only those of which nothing is known yet."""
    query = select(*said_of(offers)).where(offers.c.learner == learner)
    query = query.order_by(offers.c.made_at.desc(), offers.c.offer_id)
    if unsettled:
        query = query.where(offers.c.outcome.is_(None))
    return [plain(row) for row in connection.execute(query)]
