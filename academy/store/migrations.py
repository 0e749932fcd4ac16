"""Numbered changes of the tables; each is made once, in order, in one transaction with its record.

A change is a function of a connection. Never edit one that has shipped: add the next number.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, func, insert, inspect, select, text

from academy.errors import StoreTooNew
from academy.store import schema

Change = Callable[[Connection], None]


def first_tables(connection: Connection) -> None:
    """Make the tables of version 1 and the view for curious learners."""
    schema.tables.create_all(connection, checkfirst=True)
    connection.execute(text(schema.ATTEMPTS))


CHANGES: tuple[tuple[int, str, Change], ...] = ((1, "first tables", first_tables),)
NEWEST = CHANGES[-1][0]


def version_of(connection: Connection) -> int:
    """Return the number of the last change made to this store; 0 for an empty one."""
    if not inspect(connection).has_table("migrations"):
        return 0
    return connection.execute(select(func.max(schema.migrations.c.number))).scalar() or 0


def migrate(connection: Connection, now: datetime) -> int:
    """Bring the store up to NEWEST; StoreTooNew when it is already beyond. Returns the changes made."""
    version = version_of(connection)
    if version > NEWEST:
        raise StoreTooNew(
            f"Your playing was kept by a newer academy (its tables are version {version}, this one knows "
            f"{NEWEST}). Nothing was changed. Update the academy, then start it again."
        )
    made = 0
    for number, name, change in CHANGES:
        if number > version:
            change(connection)
            connection.execute(insert(schema.migrations).values(number=number, name=name, made_at=now))
            made += 1
    return made
