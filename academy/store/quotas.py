"""Quotas as SQL: counted and refused in one statement, so that no race gets more than the limit."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or_update

from academy.errors import RequestReused
from academy.store.member_tables import quota_requests, quota_use
from academy.store.rows import new

Json = dict[str, Any]


def use(connection: Connection, request: Json, limit: int | None, now: datetime) -> Json:
    """Count a request once, if the limit (None: no limit) allows it.

    `request` is `{learner, request_id, kind, item, period}`. Returns `granted`, `repeat` (it was granted
    before and is not counted again) and `used` in the period.
    RequestReused when the id was used for another thing.
    """
    if not new(connection, quota_requests, request | {"at": now}):
        return _again(connection, request)
    count = _counted(connection, request, limit)
    if count is None:  # not granted, so the id stays free for another try
        connection.execute(delete(quota_requests).where(*_same_id(request)))
        return {"granted": False, "repeat": False, "used": _used(connection, request)}
    return {"granted": True, "repeat": False, "used": count}


def used(connection: Connection, learner: str, period: str) -> dict[str, int]:
    """Return how often each kind of thing was done by a learner in a period."""
    query = select(quota_use.c.kind, quota_use.c.used)
    query = query.where(quota_use.c.learner == learner, quota_use.c.period == period)
    return {kind: count for kind, count in connection.execute(query)}


def _counted(connection: Connection, request: Json, limit: int | None) -> int | None:
    if limit is not None and limit <= 0:
        return None
    row = {name: request[name] for name in ("learner", "kind", "period")}
    more = insert_or_update(quota_use).values(**row, used=1)
    counted = more.on_conflict_do_update(
        index_elements=list(row),
        set_={"used": quota_use.c.used + 1},
        where=None if limit is None else quota_use.c.used < limit,
    )
    return connection.execute(counted.returning(quota_use.c.used)).scalar()


def _again(connection: Connection, request: Json) -> Json:
    before = connection.execute(select(quota_requests).where(*_same_id(request))).one()._mapping
    if (before["kind"], before["item"]) != (request["kind"], request["item"]):
        raise RequestReused(
            f"This request was for '{before['item']}' ({before['kind']}) before, and now asks for "
            f"'{request['item']}' ({request['kind']}). Ask for the other thing from its own page."
        )
    return {"granted": True, "repeat": True, "used": _used(connection, request)}


def _used(connection: Connection, request: Json) -> int:
    return used(connection, request["learner"], request["period"]).get(request["kind"], 0)


def _same_id(request: Json) -> tuple[Any, ...]:
    return (
        quota_requests.c.learner == request["learner"],
        quota_requests.c.request_id == request["request_id"],
    )
