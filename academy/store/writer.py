"""One thread does all the work of a DuckDB store; of a database server, as many as may work at once.

On DuckDB, two threads that touch one row raise conflicts; one thread never does. Callers wait
for the commit; a server calls from a thread of its own, so that its loop never does. StoreUnanswered when
the database went away meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from academy.errors import StoreUnanswered

T = TypeVar("T")


def unanswered(error: DBAPIError) -> StoreUnanswered:
    """Return what a learner is told when a database does not answer."""
    said = str(error.orig).splitlines()[0]
    return StoreUnanswered(f"The database of ACADEMY_STORE does not answer: {said}")


class Writer:
    """Runs transactions on threads of its own: one after another, unless more are allowed at once."""

    def __init__(self, engine: Engine, at_once: int = 1) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="store")

    def do(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction and wait until it is committed."""
        return self._thread.submit(self._run, work).result()

    def outside(self, work: Callable[[Engine], T]) -> T:
        """Run `work` in its turn but outside any transaction, and wait for it."""
        return self._thread.submit(work, self._engine).result()

    def close(self) -> None:
        """Finish what was asked for, then let go of the database."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except OperationalError as error:
            raise unanswered(error) from error
