"""Reading the learner's folder beside everything else: in a thread, which lets one process listen.

What is found is kept as it comes; a desk that was killed goes on where it was.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.samples.library.kept import Kept, Skipped

SHOW_AFTER = 100
"""New sounds are shown after so many files, then each time that there are twice as many."""


@dataclass
class Reading:
    """One reading of a folder: how far it is, and what became of it."""

    folder: Path
    is_over: bool = False
    is_cancelled: bool = False
    done: int = 0
    total: int = 0
    skipped: "Sequence[Skipped]" = ()
    trouble: str | None = None
    thread: threading.Thread | None = field(default=None, repr=False)


class OwnFolder:
    """The learner's folder; `place` is where what is known of it is kept.

    `show` puts that into the library.
    """

    def __init__(self, place: Path, show: Callable[[], None]) -> None:
        self._place = place
        self._show = show
        self._lock = threading.Lock()
        self._reading: Reading | None = None

    def begin(self, folder: Path) -> None:
        """Read a folder, instead of the one that is being read; returns at once."""
        with self._lock:
            before = self._reading
            if before is not None:
                before.is_cancelled = True
            self._reading = reading = Reading(folder)
            reading.thread = threading.Thread(
                target=self._run, args=(reading, before), name="academy-folder", daemon=True
            )
            reading.thread.start()

    def forget(self) -> None:
        """Forget the folder; the files in it are left as they are."""
        from academy.samples.library.kept import forget

        with self._lock:
            self._end()
            self._reading = None
            forget(self._place)
            self._show()

    def stop(self) -> None:
        """Stop reading, without waiting for it."""
        reading = self._reading
        if reading is not None:
            reading.is_cancelled = True

    def told(self, kept: int, notes: Sequence[str] = ()) -> dict[str, Any]:
        """Return how far the reading is; `kept` sounds are in the library, and `notes` are said, too."""
        now = self._reading
        if now is None:
            says = "No folder of yours is read. Name one, and its sounds stand beside the academy's."
            nothing: dict[str, Any] = {"folder": None, "state": "none", "done": 0, "total": 0, "kept": 0}
            return nothing | {"skipped": [], "says": " ".join([says, *notes])}
        return {
            "folder": str(now.folder),
            "state": "ready" if now.is_over else "indexing",
            "done": now.done,
            "total": now.total,
            "kept": kept,
            "skipped": [each.as_json() for each in now.skipped],
            "says": " ".join([_sentence(now, kept), *notes]),
        }

    def _end(self) -> None:
        """Break the reading off and wait for it: no longer than its one file takes."""
        if self._reading is not None and self._reading.thread is not None:
            self._reading.is_cancelled = True
            self._reading.thread.join()

    def _run(self, reading: Reading, before: Reading | None) -> None:
        """Read a folder, after the one before has ended: both write to one place."""
        try:
            if before is not None and before.thread is not None:
                before.thread.join()
            reading.skipped = self._read(reading)
            if not reading.is_cancelled:
                self._show()
        except SoundError as error:
            reading.trouble = str(error)
        except OSError as error:
            reading.trouble = f"Your folder was not read to its end: {error}. Then name it again."
        except BaseException:
            reading.trouble = "Your folder was not read to its end; the desk's log says why."
            raise
        finally:
            reading.is_over = True

    def _read(self, reading: Reading) -> "Sequence[Skipped]":
        from academy.samples.library.indexing import index_folder

        show_at = SHOW_AFTER
        first: int | None = None

        def progress(done: int, total: int) -> None:
            nonlocal show_at, first
            reading.done, reading.total = done, total
            first = done if first is None else first
            if done - first >= show_at:
                self._show()
                show_at *= 2

        kept = index_folder(reading.folder, self._known(), progress, lambda: reading.is_cancelled)
        return tuple(kept.skipped.values())

    def _known(self) -> "Kept":
        """Return what is known; batches of a broken reading become one file, so that none is written over."""
        from academy.samples.library.kept import Kept

        try:
            known = Kept.read(self._place)
        except SoundError:  # said by the library; the folder is read anew
            return Kept(self._place)
        if known.folder is not None:
            known.write()
        return known


def _sentence(now: Reading, kept: int) -> str:
    if now.trouble is not None:
        return now.trouble
    if not now.is_over:
        return f"{now.done} of {now.total} files are read." if now.total else "Looking for your files."
    if not now.total:
        return f"There is no sound file in {now.folder}: no WAV, AIFF, FLAC, MP3 or OGG."
    skipped = len(now.skipped)
    others = f"; {skipped} {'was' if skipped == 1 else 'were'} skipped" if skipped else ""
    return f"{kept} of your {now.total} files are in the library{others}."
