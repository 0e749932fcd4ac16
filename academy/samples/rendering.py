"""The user's cache of rendered sounds: a WAV file is made when it is first wanted, and once.

Files are named by sound and recipe hash, so a changed recipe makes a new file and an old one is never
mistaken for it. A file appears whole or not at all: it is written beside its place and renamed.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from academy.samples.export.wav import wav_bytes
from academy.samples.recipes.book import Book, read_book
from academy.samples.recipes.orchestra import play
from academy.samples.recipes.waves import RATE, Wave
from academy.samples.whole import write_whole

if TYPE_CHECKING:
    from academy.samples.depot import Depot

Progress = Callable[[int, int], None]
"""Called with how many sounds are done and how many there are."""


class Rendered:
    """The sounds of a book as WAV files: 48 kHz, 16 bit, mono or stereo; shared through a `depot` if any."""

    def __init__(self, book: Book, folder: Path, depot: "Depot | None" = None) -> None:
        self.book = book
        self.folder = folder
        self._depot = depot

    def place(self, sound_id: str) -> Path:
        """Return where a sound's file is, or will be."""
        return self.folder / f"{sound_id}-{self.book.recipe(sound_id).digest}.wav"

    def path(self, sound_id: str) -> Path:
        """Return a sound's file, fetched or rendered now if it is not there yet."""
        return wave_at(self.place(sound_id), lambda: play(self.book.recipe(sound_id)), self._depot)

    def kit(self, sound_ids: Iterable[str]) -> dict[str, Path]:
        """Return the files of a few sounds; a missing one takes 10 ms, a pad 0.1 s, a loop up to 0.6 s."""
        return {sound_id: self.path(sound_id) for sound_id in sound_ids}

    def missing(self) -> list[str]:
        """Return the sounds that are not rendered yet."""
        return [sound_id for sound_id in self.book.recipes if not self.place(sound_id).is_file()]

    def fill(self, recipes_folder: Path, workers: int = 2, progress: Progress | None = None) -> int:
        """Render whatever is missing, `workers` at once; return how many were made.

        Workers read the book again from `recipes_folder`. One worker renders in this process.
        """
        wanted = self.missing()
        if workers <= 1 or len(wanted) < 8:
            for done, sound_id in enumerate(wanted, 1):
                self.path(sound_id)
                if progress:
                    progress(done, len(wanted))
            return len(wanted)
        with ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_begin, initargs=(recipes_folder, self.folder)
        ) as pool:
            for done, _ in enumerate(pool.map(_one, wanted, chunksize=8), 1):
                if progress:
                    progress(done, len(wanted))
        return len(wanted)

    def sweep(self) -> int:
        """Delete files of recipes that are no longer in the book; return how many."""
        kept = {self.place(sound_id).name for sound_id in self.book.recipes}
        old = [file for file in self.folder.glob("*.wav") if file.name not in kept]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)


_worker: Rendered | None = None


def _begin(recipes_folder: Path, folder: Path) -> None:
    global _worker
    _worker = Rendered(read_book(recipes_folder), folder)


def _one(sound_id: str) -> None:
    assert _worker is not None
    _worker.path(sound_id)


def wave_at(place: Path, made: Callable[[], Wave], depot: "Depot | None" = None) -> Path:
    """Return `place` with its WAV file there: as it was, else from the depot, else made and kept there, too.

    Not dithered: no sound here is a long fade.
    """
    if place.is_file():
        return place
    file = depot.fetch(place.name) if depot else None
    if file is None:
        file = wav_bytes(np.round(made() * 32767).astype(np.int16), RATE)
        if depot:
            depot.keep(place.name, file)
    write_whole(place, file)
    return place
