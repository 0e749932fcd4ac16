"""Moving a store from a DuckDB file to PostgreSQL: row by row through the schema, and counted at the end."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, Table, create_engine, delete, func, insert, select
from sqlalchemy.exc import DataError

from academy.errors import StoreError
from academy.store import schema
from academy.store.member_tables import house_keys
from academy.store.opening import DUCKDB, with_driver

AT_ONCE = 5000
"""Rows that are held in memory together."""


def move(file: str, url: str) -> dict[str, int]:
    """Copy every row of a file, which is up to date, to an empty store on a server; returns rows by table.

    All of it in one transaction. StoreError where the server has no place for a row, or where counts differ.
    """
    source, target = create_engine(f"{DUCKDB}{file}"), create_engine(with_driver(url), hide_parameters=True)
    try:
        with source.connect() as old, target.begin() as new:
            tables = [table for table in schema.tables.sorted_tables if table is not schema.migrations]
            new.execute(delete(house_keys))  # the file's own keys come along
            for table in tables:
                _copy(old, new, table)
            moved = {table.name: _count(new, table) for table in tables}
            for table in tables:
                if (there := _count(old, table)) != moved[table.name]:
                    raise StoreError(
                        f"The table {table.name} has {there} rows in {file}, and {moved[table.name]} after "
                        "moving. Nothing was changed; try once more while nothing else writes there."
                    )
        return moved
    finally:
        source.dispose()
        target.dispose()


def _copy(old: Connection, new: Connection, table: Table) -> None:
    for rows in _rows(old, table):
        try:
            new.execute(insert(table), [dict(row) for row in rows])
        except DataError as error:
            said = str(error.orig).splitlines()[0]
            raise StoreError(f"PostgreSQL has no place for a row of {table.name}: {said}") from error


def _rows(old: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    found = old.execute(select(table)).mappings()
    while some := found.fetchmany(AT_ONCE):
        yield some


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar() or 0
