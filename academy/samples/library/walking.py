"""Which sound files a folder holds, at any depth. Nothing is opened, and nothing is written."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from academy.errors import SoundError
from academy.samples.export.containers import ENDINGS
from academy.samples.library.kept import Skipped

_OTHER_SOUNDS = frozenset({".m4a", ".aac", ".wma", ".caf", ".rx2", ".opus", ".w64"})
"""Sounds that are not read here: said to be skipped, so that nobody wonders where they are."""


@dataclass(frozen=True)
class Found:
    """A sound file: its path relative to the folder, with /, and what tells that it did not change."""

    file: str
    size: int
    mtime_ns: int

    @property
    def stamp(self) -> str:
        """Size and time of the last change; the content's hash follows it in an entry's stamp."""
        return f"{self.size}-{self.mtime_ns}"


def files_of(folder: Path) -> tuple[list[Found], list[Skipped]]:
    """Return the sound files of a folder in order, and what in it cannot be looked at, with the reason.

    Hidden files and folders are passed over, and linked folders, which may lead back. SoundError when there
    is no such folder.
    """
    if not folder.is_dir():
        raise SoundError(f"There is no folder {folder}. Name the folder that your sounds are in.")
    found: list[Found] = []
    skipped: list[Skipped] = []
    for path, cause in _paths(folder):
        name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
        if "\N{REPLACEMENT CHARACTER}" in name:
            skipped.append(Skipped(name, "Its name has letters that cannot be read. Rename it.", ""))
        elif cause is not None:
            skipped.append(Skipped(name, f"It cannot be read: {cause}.", ""))
        else:
            try:
                state = path.stat()
            except OSError as error:
                skipped.append(Skipped(name, f"It cannot be read: {error.strerror or error}.", ""))
                continue
            if stat.S_ISREG(state.st_mode):
                found.append(Found(name, state.st_size, state.st_mtime_ns))
    return sorted(found, key=lambda each: each.file), skipped


def _paths(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield each file that is called a sound, and each folder that cannot be opened with the cause."""
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            ending = os.path.splitext(name)[1].lower()
            if not name.startswith(".") and (ending in ENDINGS or ending in _OTHER_SOUNDS):
                yield Path(place, name), None
    for error in closed:
        yield Path(error.filename), error.strerror or str(error)
