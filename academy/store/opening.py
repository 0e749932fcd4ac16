"""Opening a store: own it, connect, bring its tables up to date; keep a copy of what cannot be read."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from academy.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from academy.store import schema
from academy.store.ownership import Ownership
from academy.store.writer import unanswered

DUCKDB = "duckdb:///"
AT_ONCE = 8
"""Transactions that a database server is given at once by one desk; DuckDB gets one after another."""
MAKING_TABLES = 404
"""The number of PostgreSQL's lock for whoever changes the tables."""


@dataclass(frozen=True)
class Opened:
    """A connected database and the lock that makes it ours; no lock where the server keeps order."""

    engine: Engine
    ownership: Ownership | None

    @property
    def file(self) -> Path | None:
        """The file of a DuckDB store."""
        return Path(self.engine.url.database or "") if self.ownership else None


def file_of(path_or_url: str) -> Path | None:
    """Return the file of a DuckDB store, None for a database server."""
    if path_or_url.startswith(DUCKDB):
        return Path(path_or_url.removeprefix(DUCKDB))
    return None if "://" in path_or_url else Path(path_or_url)


def open_database(path_or_url: str, prepare: Callable[[Connection], object]) -> Opened:
    """Own and connect a store and run `prepare` in its first transaction; see `open_store` for errors."""
    file = file_of(path_or_url)
    if file is None:
        return Opened(_server(path_or_url, prepare), None)
    ownership = Ownership(file)
    ownership.take()
    try:
        engine = _duckdb(file)
        try:
            _prepare(engine, prepare)
        except BaseException:
            engine.dispose()
            raise
    except DBAPIError as error:
        ownership.give_up()
        raise _reason(file, error) from error
    except BaseException:
        ownership.give_up()
        raise
    return Opened(engine, ownership)


def beside(file: Path, why: str, when: datetime) -> Path:
    """Return the name of a copy of a file that says why it was kept, and when."""
    return file.with_name(f"{file.stem}.{why}-{when:%Y%m%d-%H%M%S-%f}{file.suffix}")


def with_driver(url: str) -> str:
    """Return a PostgreSQL address for SQLAlchemy, with the driver that the academy uses."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def in_utc(engine: Engine) -> None:
    """Let every session of an engine count days in UTC."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute("set TimeZone = 'UTC'")
        connection.commit()


def _server(url: str, prepare: Callable[[Connection], object]) -> Engine:
    try:
        engine = create_engine(with_driver(url), pool_size=AT_ONCE, pool_pre_ping=True, hide_parameters=True)
        in_utc(engine)
        _prepare(engine, prepare)
    except ImportError as error:
        raise StoreError(
            f"ACADEMY_STORE is a database server, and its driver is not here ({error}). "
            "Install it, for PostgreSQL with `pip install 'psycopg[binary]'`, or leave ACADEMY_STORE out."
        ) from error
    except DBAPIError as error:
        raise unanswered(error) from error
    return engine


def _duckdb(file: Path) -> Engine:
    engine = create_engine(f"{DUCKDB}{file}", poolclass=StaticPool, hide_parameters=True)
    in_utc(engine)
    return engine


def _prepare(engine: Engine, prepare: Callable[[Connection], object]) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # desks that start together make the tables one after another
            connection.execute(select(func.pg_advisory_xact_lock(MAKING_TABLES)))
        prepare(connection)
    if engine.dialect.name == "duckdb":
        with engine.connect() as connection:
            for table in schema.tables.sorted_tables:  # read it once: damage shows now, not in a lesson
                columns = (func.count(column) for column in table.columns)
                connection.execute(select(*columns)).all()


def _reason(file: Path, error: DBAPIError) -> StoreError:
    """Say what is wrong with a file that DuckDB refused; keep a copy of one that is damaged."""
    said = str(error.orig)
    if "lock" in said.lower():
        return StoreBusy(
            f"{file.name} is open in another program (a DuckDB shell?). Close it there, then start again."
        )
    if "newer version of DuckDB" in said or "version number" in said:
        return StoreTooNew(
            f"{file.name} was written by a newer DuckDB than this academy has. Nothing was changed. "
            "Update the academy, then start it again."
        )
    kept = beside(file, "damaged", datetime.fromtimestamp(file.stat().st_mtime, UTC))
    if not kept.exists():  # one copy of one damage, however often it is met
        shutil.copyfile(file, kept)
    return StoreDamaged(
        f"{file} cannot be read: {said.splitlines()[0]} Nothing was deleted; a copy is in {kept.name}. "
        f"Bring a backup back with `academy restore FILE`, or move {file.name} away to begin anew."
    )
