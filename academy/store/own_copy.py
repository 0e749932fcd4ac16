"""A learner's own rows as a file of their own: what is taken home, asked in SQL, or handed to an instructor.

The file is a store like that of a laptop, in which the learner is OWN. It is made row by row, so that the
same code copies from DuckDB and from PostgreSQL.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, insert, select

from academy.store import schema
from academy.store.migrations import migrate
from academy.store.takes import insert_hits

AT_ONCE = 5000
"""Rows; as many hits take about 25 ms and 2 MB."""


def write_own_copy(connection: Connection, learner: str, file: Path, now: datetime) -> None:
    """Write every row of a learner's to a new DuckDB file; FileExistsError if it exists."""
    if file.exists():
        raise FileExistsError(f"{file} exists already; choose another name for the copy.")
    engine = create_engine(f"duckdb:///{file}")
    try:
        with engine.begin() as copy:
            migrate(copy, now)
            for table in schema.tables.sorted_tables:
                if "learner" in table.c:
                    for rows in _rows(connection, table, learner):
                        _insert(copy, table, rows)
    finally:
        engine.dispose()


def _rows(connection: Connection, table: Table, learner: str) -> Iterator[list[dict[str, object]]]:
    found = connection.execute(select(table).where(table.c.learner == learner))
    while some := found.fetchmany(AT_ONCE):
        yield [{**row._mapping, "learner": schema.OWN} for row in some]


def _insert(copy: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if table is schema.hits:
        insert_hits(copy, rows)
    else:
        copy.execute(insert(table), rows)
