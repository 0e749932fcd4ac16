"""Dated copies of the store, which the desk writes itself while everybody plays.

A copy gets its name when it is complete, so whatever has the name of a backup is one.
"""

import asyncio
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from academy.desk.log import say
from academy.desk.office import Office
from academy.errors import AcademyError, StoreError
from academy.settings import Settings

NAME = "academy-{:%Y%m%d-%H%M%S}.{}"
BEGINS = "academy-"
LOOK_S = 60.0
"""How often a desk looks whether a copy is due, in seconds."""


class Backups:
    """The copies in one folder; without a folder there are none."""

    def __init__(self, office: Office) -> None:
        self._office, self._operating = office, office.settings.operating

    def write(self, path: Path | None = None) -> Path:
        """Write a copy, to `path` or under the moment's name in the folder; it is said in the audit log.

        StoreError when there is no folder, or when the copy cannot be written.
        """
        store = self._office.store()
        file = path or dated_file(self._office.settings)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        if file.exists():
            raise StoreError(f"{file} exists already; choose another name for the backup.")
        try:
            draft.unlink(missing_ok=True)
            store.backup(draft)
            draft.chmod(0o600)
            draft.rename(file)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise StoreError(f"The backup {file} cannot be written: {error.strerror or error}.") from error
        store.members.record("operator", "backup", about={"file": file.name, "bytes": file.stat().st_size})
        if path is None:
            self._drop_old()
        return file

    def age_s(self) -> float | None:
        """Return the seconds since the newest copy; None where there is none."""
        newest = max((one.stat().st_mtime for one in self._all()), default=None)
        return None if newest is None else max(0.0, time.time() - newest)

    async def run(self) -> None:
        """Write a copy whenever one is due, until cancelled; what fails is said, and tried again."""
        while self._operating.backup_folder is not None:
            await self.once()
            await asyncio.sleep(LOOK_S)

    async def once(self) -> None:
        """Write a copy if one is due."""
        began, age_s = time.monotonic(), self.age_s()
        if age_s is not None and age_s < 3600 * self._operating.backup_hours:
            return
        try:
            file = await asyncio.to_thread(self.write)
        except (AcademyError, OSError) as error:
            say("backup", level="error", error=str(error))
            return
        took_s = round(time.monotonic() - began, 1)
        say("backup", file=str(file), bytes=file.stat().st_size, seconds=took_s)

    def _all(self) -> list[Path]:
        """Return complete copies, oldest first."""
        folder = self._operating.backup_folder
        return sorted(folder.glob(f"{BEGINS}*.{_kind(self._office.settings)}")) if folder else []

    def _drop_old(self) -> None:
        for old in self._all()[: -self._operating.backups_kept]:
            old.unlink()


def dated_file(settings: Settings) -> Path:
    """Return the file of a backup that is begun now; StoreError when no folder is set."""
    folder = settings.operating.backup_folder
    if folder is None:
        raise StoreError("Back up to where? Name a file, or set ACADEMY_BACKUP_FOLDER.")
    return folder / NAME.format(datetime.now(UTC), _kind(settings))


def _kind(settings: Settings) -> str:
    return "duckdb" if settings.store.startswith("duckdb") else "dump"
