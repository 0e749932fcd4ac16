"""Bringing a backup back: tried first, put in the store's place in one step, the old one kept aside."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from academy.errors import StoreDamaged, StoreError
from academy.store.dumping import is_dump, load
from academy.store.moving import move
from academy.store.opening import beside, file_of
from academy.store.ownership import Ownership
from academy.store.server_restoring import replace_database
from academy.store.store import open_store

OPERATOR = "operator"
"""Who restores, in the audit log: whoever may read the store's secrets."""


def restore(path_or_url: str | Path, backup: Path) -> Path | str | None:
    """Put a copy of a backup in a store's place; returns where the old one is now, if there was one.

    A DuckDB store takes a DuckDB file; PostgreSQL takes a dump, or a DuckDB file, whose rows move there. The
    backup itself is only read. StoreDamaged when it is none, StoreBusy while the store is in use; then
    nothing was changed.
    """
    file = file_of(str(path_or_url))
    if file is None:
        return replace_database(str(path_or_url), lambda url: _fill(url, backup))
    if is_dump(backup):
        raise StoreError(
            f"{backup} is a dump of PostgreSQL, and ACADEMY_STORE is a DuckDB file. "
            "Set ACADEMY_STORE to the address of a PostgreSQL database, then restore."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with Ownership(file), TemporaryDirectory(dir=file.parent, prefix=".restoring-") as folder:
        draft = _copied(backup, Path(folder) / file.name)
        _sign(draft, backup)
        kept = _put_aside(file) if file.exists() else None
        draft.replace(file)
    return kept


def _fill(url: str, backup: Path) -> None:
    """Fill an empty database from a backup of either kind."""
    if is_dump(backup):
        load(backup, url)
        _sign(url, backup)
        return
    with TemporaryDirectory(prefix="academy-moving-") as folder:
        file = _copied(backup, Path(folder) / "academy.duckdb")
        open_store(url).close()
        move(str(file), url)
    _sign(url, backup)


def _copied(backup: Path, file: Path) -> Path:
    """Copy a DuckDB file with its log and bring the copy up to date; StoreDamaged when it cannot be read."""
    for source, copy in ((backup, file), (_log_of(backup), _log_of(file))):
        if source.exists():
            shutil.copyfile(source, copy)
    try:
        open_store(file).close()
    except StoreDamaged as error:
        raise StoreDamaged(
            f"{backup} cannot be read as a backup of the academy. Nothing was changed; name another file."
        ) from error
    return file


def _sign(store: str | Path, backup: Path) -> None:
    """Bring a store up to date and write into its audit log that it was restored."""
    with open_store(store) as opened:
        opened.members.record(OPERATOR, "restore", about={"from": backup.name})


def _put_aside(file: Path) -> Path:
    """Move a store away with the log of its last changes, which would be played into the new file."""
    kept = beside(file, "before-restore", datetime.now(UTC))
    file.rename(kept)
    if _log_of(file).exists():
        _log_of(file).rename(_log_of(kept))
    return kept


def _log_of(file: Path) -> Path:
    """Return DuckDB's write-ahead log of a file."""
    return file.with_name(f"{file.name}.wal")
