"""How much is kept of one learner: more than anybody plays, and less than fills the disk of all."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, and_, func, not_, select

from academy.errors import TakeError
from academy.store.records import READ, Json
from academy.store.schema import calibrations, hits, offers, settings, takes

TAKES_A_DAY = 2_000
"""A take every fifteen seconds, for eight hours."""
HITS_A_DAY = 200_000
"""Seven hits a second, for eight hours; 10 MB in the store."""
DAY = timedelta(days=1)
MOST_ROWS = {settings: 300, calibrations: 100, offers: 10_000}
"""A word on each of the course's 109 exercises; a hundred devices; three recommendations a day for years."""
MOST_LETTERS = {calibrations: 4_000, offers: 64_000}
"""Of a row as JSON. What the desk itself keeps as a setting may be long: moods of a thousand sounds."""


def check_row(connection: Connection, table: Table, row: Json) -> None:
    """Say whether a row may be kept beside others; TakeError when it is too long or too much."""
    most = MOST_LETTERS.get(table)
    if most is not None and (length := len(json.dumps(row, default=str))) > most:
        raise TakeError(f"One row of {table.name} has {length} letters; {most} are kept. Send less.")
    keys = [column for column in table.primary_key if column.name != "learner"]
    same = and_(*(key == row[key.name] for key in keys))
    others = select(func.count()).where(table.c.learner == row["learner"], not_(same))
    if (connection.execute(others).scalar() or 0) >= MOST_ROWS[table]:
        raise TakeError(
            f"{MOST_ROWS[table]} {table.name} are kept already. Use one of these, or delete your data."
        )


def check_day(connection: Connection, learner: str, now: datetime) -> None:
    """Say whether a learner's takes of the last day can all be kept; TakeError when nobody plays as much."""
    today = and_(takes.c.learner == learner, takes.c.kept_at > now - DAY)
    count, played = connection.execute(
        select(func.count(), func.coalesce(func.sum(takes.c.hit_count), 0)).where(today)
    ).one()
    played += _read(connection, learner, today)
    if count > TAKES_A_DAY or played > HITS_A_DAY:
        raise TakeError(
            f"{count} takes with {played} hits came within a day; {TAKES_A_DAY} takes and {HITS_A_DAY} hits "
            "of a day are kept. Go on tomorrow."
        )


def _read(connection: Connection, learner: str, today: Any) -> int:
    """Count the hits of takes that a machine played; hit_count counts a learner's own alone."""
    of_machines = and_(today, takes.c.practice == READ)
    if not connection.execute(select(func.count()).where(of_machines)).scalar():
        return 0
    theirs = select(takes.c.take_id).where(of_machines)
    counted = select(func.count()).where(hits.c.learner == learner, hits.c.take_id.in_(theirs))
    return int(connection.execute(counted).scalar() or 0)
