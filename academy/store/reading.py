"""The takes of somebody else's file: a copy is read, and the file stays as it is, byte for byte."""

import shutil
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from academy.errors import StoreBusy, StoreDamaged, StoreError
from academy.store.migrations import migrate, version_of
from academy.store.opening import open_database
from academy.store.ownership import Ownership
from academy.store.records import Json
from academy.store.store import Store


def read_attempts(file: Path) -> list[Json]:
    """Return the scored takes of a store or a backup, newest first; raises as `read_learner` does."""
    return read_learner(file)[0]


def read_learner(file: Path) -> tuple[list[Json], list[Json]]:
    """Return the scored takes and the ratings of a store or a backup, newest first.

    An older file is brought up to date in the copy alone.
    StoreBusy while a running academy owns the file, StoreDamaged when it cannot be read, StoreTooNew when a
    newer academy wrote it, StoreError when it is a database of something else.
    """
    with TemporaryDirectory(prefix="academy-report-") as folder:
        copy = _copied(file, Path(folder))
        try:
            opened = open_database(str(copy), lambda connection: _prepare(connection, file))
            with Store(opened, lambda: datetime.now(UTC)) as store:
                return store.attempts(), store.ratings()
        except StoreDamaged as error:
            raise StoreDamaged(
                f"{file.name} cannot be read as a learner's file. Ask for a new copy of it, made with "
                "`academy backup`."
            ) from error


def _copied(file: Path, folder: Path) -> Path:
    """Copy a file with the log of its last changes, while nobody can begin to write to it."""
    copy = folder / "copy.duckdb"
    with ExitStack() as held:
        if Path(f"{file}.lock").exists():  # of a backup there is none, and none is left beside it
            try:
                held.enter_context(Ownership(file))
            except StoreBusy as error:
                raise StoreBusy(
                    f"{file.name} is open in a running academy. Make a copy there with "
                    "`academy backup mine.duckdb`, and name the copy."
                ) from error
        shutil.copyfile(file, copy)
        log = file.with_name(f"{file.name}.wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(f"{copy.name}.wal"))
    return copy


def _prepare(connection: Connection, file: Path) -> None:
    """Bring a copy up to date, but only one of a store: an empty file would become a store otherwise."""
    if version_of(connection) == 0:
        raise StoreError(
            f"{file.name} holds no playing of the academy. Name a file that `academy backup` wrote."
        )
    migrate(connection, datetime.now(UTC))
