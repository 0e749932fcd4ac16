"""Bringing a backup back: tried first, put in the store's place in one step, the old file kept beside it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from academy.errors import StoreDamaged, StoreError
from academy.store.opening import beside, file_of
from academy.store.ownership import Ownership
from academy.store.store import open_store


def restore(path_or_url: str | Path, backup: Path) -> Path | None:
    """Put a copy of a backup in a store's place; returns where the old file was moved, if there was one.

    The backup itself is only read. StoreDamaged when it is none, StoreBusy while the store is in
    use; then nothing was changed.
    """
    file = file_of(str(path_or_url))
    if file is None:
        raise StoreError("Only a DuckDB file can be restored here; for PostgreSQL use its own pg_restore.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with Ownership(file), TemporaryDirectory(dir=file.parent, prefix=".restoring-") as folder:
        draft = Path(folder) / file.name
        for source, copy in ((backup, draft), (_log_of(backup), _log_of(draft))):
            if source.exists():
                shutil.copyfile(source, copy)
        try:
            open_store(draft).close()
        except StoreDamaged as error:
            raise StoreDamaged(
                f"{backup} cannot be read as a backup of the academy. Nothing was changed; name another file."
            ) from error
        kept = _put_aside(file) if file.exists() else None
        draft.replace(file)
    return kept


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
