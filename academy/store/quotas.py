"""Quotas as SQL: counted and refused in one statement, so that no race gets more than the limit.

Counts are kept under a hash of the learner's name with a random key of this store. Whoever is deleted and
comes back finds the month's counts; of whoever stays away they say nothing, and they go when the month ends.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or_update

from academy.errors import RequestReused
from academy.store.member_tables import house_keys, quota_requests, quota_use
from academy.store.rows import new

Json = dict[str, Any]
KEY = "quotas"


def make_key(connection: Connection) -> None:
    """Make this store's key for names, unless there is one."""
    new(connection, house_keys, {"name": KEY, "key": secrets.token_hex(32)})


def unnamed(connection: Connection, learner: str) -> str:
    """Return what stands in `quota_use` for a learner."""
    key = connection.execute(select(house_keys.c.key).where(house_keys.c.name == KEY)).scalar_one()
    return hmac.new(key.encode(), learner.encode(), hashlib.sha256).hexdigest()


def drop_before(connection: Connection, period: str) -> int:
    """Delete the counts of months before this one; return how many rows they were."""
    ended = delete(quota_use).where(quota_use.c.period < period).returning(quota_use.c.kind)
    return len(connection.execute(ended).all())


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
    query = query.where(quota_use.c.learner == unnamed(connection, learner), quota_use.c.period == period)
    return {kind: count for kind, count in connection.execute(query)}


def _counted(connection: Connection, request: Json, limit: int | None) -> int | None:
    if limit is not None and limit <= 0:
        return None
    row = {name: request[name] for name in ("kind", "period")}
    row["learner"] = unnamed(connection, request["learner"])
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
