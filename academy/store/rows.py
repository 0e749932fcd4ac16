"""Rows in and out: kept once, put in the place of another, and read as plain values."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table
from sqlalchemy.dialects.postgresql import insert  # DuckDB speaks it too

Json = dict[str, Any]


def new(connection: Connection, table: Table, row: Json) -> bool:
    """Keep a row unless there is one with its key, and return whether it was new.

    Two desks that are sent the same at once agree: the database decides who was first.
    """
    first = next(iter(table.primary_key))
    statement = insert(table).values(**row).on_conflict_do_nothing().returning(first)
    return connection.execute(statement).first() is not None


def put(connection: Connection, table: Table, row: Json) -> None:
    """Keep a row, in the place of the one with the same key."""
    statement = insert(table).values(**row)
    changed = {name: statement.excluded[name] for name in row if not table.c[name].primary_key}
    keys = [column.name for column in table.primary_key]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def said_of(table: Table) -> list[Column[Any]]:
    """Return all columns but the learner's name: who asks knows their own."""
    return [column for column in table.c if column.name != "learner"]


def plain(row: Row[*tuple[Any, ...]]) -> Json:
    """Return a row with its moments as text in UTC, ready for JSON."""
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
    }
