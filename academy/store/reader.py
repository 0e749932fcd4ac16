"""Looks at all learners' rows, beside the writer: no take waits for one, and none changes anything.

One look at a time, on a connection of its own, each at one moment of the store. DuckDB cannot write its log
into its file while somebody looks, so a copy of the file has to wait until nobody does (`resting`).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from academy.errors import StoreUnanswered
from academy.store.opening import in_utc
from academy.store.writer import unanswered

T = TypeVar("T")
CLOSED = "The store was closed meanwhile. Ask again when the academy runs."


class Reader:
    """Runs looks in the thread that asks, one after another."""

    def __init__(self, engine: Engine) -> None:
        self._is_own = engine.dialect.name == "duckdb"
        self._engine = _beside(engine) if self._is_own else _looking(engine)
        self._turn = threading.Lock()
        self._closed = False

    def read(self, look: Callable[[Connection], T]) -> T:
        """Return what `look` finds, in its turn; StoreUnanswered when the database went away or is closed."""
        with self._turn:
            if self._closed:
                raise StoreUnanswered(CLOSED)
            try:
                with self._engine.begin() as connection:
                    return look(connection)
            except OperationalError as error:
                raise unanswered(error) from error

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Wait until nobody looks, and let nobody look until the block ends; a server needs no such rest."""
        with self._turn if self._is_own else nullcontext():
            yield

    def close(self) -> None:
        """Wait for a look that is under way, then let go of the database for good."""
        with self._turn:
            self._closed = True
            if self._is_own:
                self._engine.dispose()


def _beside(engine: Engine) -> Engine:
    """Return another connection to the DuckDB file that this process has open."""
    beside = create_engine(engine.url, poolclass=StaticPool, hide_parameters=True)
    in_utc(beside)
    return beside


def _looking(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
