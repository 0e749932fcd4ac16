"""Bringing a backup back to PostgreSQL: into a new database, which then takes the old one's name.

The old database is kept aside under another name. Both get their names in one transaction, and PostgreSQL
renames no database that somebody is connected to: so all of it happens, with no desk running, or nothing.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url

from academy.errors import StoreBusy, StoreError
from academy.store.opening import with_driver

if TYPE_CHECKING:
    from psycopg import Connection

MAINTENANCE = "postgres"
"""The database to be in while others are made and renamed."""
GOING_S = 2.0
"""How long a connection that was closed may still be listed, in seconds."""
LONGEST = 63
"""Letters of a database's name."""


def replace_database(url: str, fill: Callable[[str], None]) -> str | None:
    """Make a database, have `fill` fill it, and put it in the place of `url`'s.

    Returns what the old one is called now, None when there was none. StoreBusy while desks are connected;
    then nothing was changed.
    """
    import psycopg
    from psycopg import errors

    there = make_url(with_driver(url))
    name = str(there.database)
    if name == MAINTENANCE:
        raise StoreError(f"The database {name} is the server's own. Give the academy one of its own.")
    try:
        with psycopg.connect(_address(there, MAINTENANCE), autocommit=True) as server:
            return _replace(server, there, name, fill)
    except errors.ObjectInUse as error:
        raise _busy(name) from error
    except errors.InsufficientPrivilege as error:
        raise StoreError(
            f"The account {there.username} may not make or rename databases, so nothing was changed. "
            f"Let it, with `alter role {there.username} createdb`, and let the database be its own."
        ) from error
    except psycopg.Error as error:
        raise StoreError(f"The database server refused: {str(error).splitlines()[0]}") from error


def _replace(server: "Connection", there: URL, name: str, fill: Callable[[str], None]) -> str | None:
    _refuse_busy(server, name)
    when = f"{datetime.now(UTC):%Y%m%d_%H%M%S}"
    draft, kept = _named(name, f"restoring_{when}"), _named(name, f"before_restore_{when}")
    _do(server, "create database {} template template0", draft)
    try:
        fill(_address(there, draft))
        with server.transaction():
            exists = server.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if exists:
                _do(server, "alter database {} rename to {}", name, kept)
            _do(server, "alter database {} rename to {}", draft, name)
    except BaseException:
        _do(server, "drop database if exists {}", draft)
        raise
    return kept if exists else None


def _refuse_busy(server: "Connection", name: str) -> None:
    """Look before the work is done; who has just gone is given a moment to be gone for the server, too."""
    until = time.monotonic() + GOING_S
    while server.execute("select 1 from pg_stat_activity where datname = %s", [name]).fetchone():
        if time.monotonic() > until:
            raise _busy(name)
        time.sleep(GOING_S / 20)


def _do(server: "Connection", statement: str, *names: str) -> None:
    from psycopg.sql import SQL, Identifier

    server.execute(SQL(statement).format(*map(Identifier, names)))


def _busy(name: str) -> StoreBusy:
    return StoreBusy(f"The database {name} is in use. Stop all desks, then restore; nothing was changed.")


def _address(there: URL, database: str) -> str:
    """Return the address of another database of the same server."""
    return there.set(drivername="postgresql", database=database).render_as_string(hide_password=False)


def _named(name: str, why: str) -> str:
    return f"{name[: LONGEST - len(why) - 1]}_{why}"
