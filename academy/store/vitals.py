"""Whether a store answers, and what an operator is told of it: counts and sizes, nobody's name."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from academy.store import ai
from academy.store.member_tables import learners, letters
from academy.store.migrations import version_of
from academy.store.schema import takes

Json = dict[str, Any]


def pulse(connection: Connection) -> None:
    """Ask the database for the least it can say."""
    connection.execute(select(1)).all()


def vitals(connection: Connection, month: datetime, file: Path | None) -> Json:
    """Return counts, sizes in bytes, and the US dollars that models cost since `month` began."""
    waiting = letters.c.sent_at.is_(None)
    by_plan = select(learners.c.plan, func.count()).group_by(learners.c.plan)
    return {
        "version": version_of(connection),
        "bytes": _bytes(connection, file),
        "takes": _count(connection, takes),
        "learners": {plan: count for plan, count in connection.execute(by_plan)},
        "letters_waiting": _count(connection, letters, waiting, letters.c.taken_at.is_(None)),
        "letters_stuck": _count(connection, letters, waiting, letters.c.taken_at.is_not(None)),
        "models_usd": ai.spent(connection, month, None, None),
    }


def _count(connection: Connection, table: Table, *which: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*which)).scalar() or 0


def _bytes(connection: Connection, file: Path | None) -> int:
    """Return the size of the database; of DuckDB with the log of its last changes."""
    if file is None:
        size = connection.execute(text("select pg_database_size(current_database())")).scalar()
        return int(size or 0)
    return sum(one.stat().st_size for one in (file, file.with_name(f"{file.name}.wal")) if one.exists())
