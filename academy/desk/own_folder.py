"""The folder of the learner's own sounds, on their own machine.

GET  own-folder     how far it is read: state, done of total, what was skipped and why
PUT  own-folder     {"folder": PATH or null}: begin to read it, and answer at once; null forgets it
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.desk.sounds import Json, SoundHandler
from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.desk.sound_room import SoundRoom


class Folder(SoundHandler):
    """The learner's own folder."""

    async def get(self) -> None:
        """Say how far it is read."""
        self.answer(await self.work(folder_now))

    async def put(self) -> None:
        """Begin to read a folder, or forget it; only where desk and folders are the learner's own."""
        if not self.office.is_learners_own:
            raise SoundError("This desk serves many learners; it reads no folder of its machine.")
        said = self.said().get("folder")

        def use(room: "SoundRoom") -> Json:
            room.use_folder(None if said is None else folder_named(said))
            return folder_now(room)

        self.answer(await self.work(use, is_slow=True))


def folder_now(room: "SoundRoom") -> Json:
    """Return how far the learner's folder is read."""
    library = room.library()
    kept = sum(entry.sound.origin == "learner" for entry in library.entries)
    return room.folder.told(kept, library.notes)


def folder_named(said: Any) -> Path:
    """Return the folder that a learner names; SoundError when it is none, or cannot be read."""
    if not isinstance(said, str) or not said.strip() or "\0" in said:
        raise SoundError(f"folder is {said!r}; expected the folder of your sounds, such as ~/Music/Samples.")
    folder = Path(said.strip()).expanduser()
    if not folder.is_absolute():
        raise SoundError(f"'{said}' is not a whole path; write it from its start, such as ~/Music/Samples.")
    if not folder.is_dir():
        raise SoundError(f"There is no folder {folder}. Name the folder that your sounds are in.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise SoundError(f"The folder {folder} may not be read. Allow it, or name another.")
    return folder
