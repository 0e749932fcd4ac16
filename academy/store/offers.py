"""Recommendations that were made, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from academy.errors import TakeError
from academy.store.schema import offers

Json = dict[str, Any]


def keep(connection: Connection, offer: Json) -> bool:
    """Keep a recommendation once by its id; returns whether it was new. TakeError when it is none."""
    try:
        row = {
            "offer_id": str(offer["id"]),
            "made_at": datetime.fromisoformat(offer["made_at"]),
            "lesson": str(offer["lesson"]),
            "exercise": str(offer["exercise"]),
            "offer": offer,
        }
    except (KeyError, TypeError, ValueError) as error:
        raise TakeError(f"This is no recommendation that can be kept: {error!r}.") from error
    known = select(offers.c.offer_id).where(offers.c.offer_id == row["offer_id"])
    if connection.execute(known).first() is not None:
        return False
    connection.execute(insert(offers).values(**row))
    return True


def settle(connection: Connection, offer_id: str, outcome: str, take_id: str | None) -> None:
    """Say what became of a recommendation; what was said before stays."""
    connection.execute(
        update(offers)
        .where(offers.c.offer_id == offer_id, offers.c.outcome.is_(None))
        .values(outcome=outcome, take_id=take_id)
    )


def listed(connection: Connection, *, unsettled: bool) -> list[Json]:
    """Return recommendations newest first; with `unsettled` only those of which nothing is known yet."""
    query = select(offers).order_by(offers.c.made_at.desc(), offers.c.offer_id)
    if unsettled:
        query = query.where(offers.c.outcome.is_(None))
    return [dict(row._mapping) for row in connection.execute(query)]
