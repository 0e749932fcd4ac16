"""A process of its own listens to a learner's files: pages stay quick, and a bad file ends no desk."""

import os
import threading
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType

from academy.samples.library.entry import Entry
from academy.samples.library.kept import Skipped
from academy.samples.library.own import look
from academy.samples.library.walking import Found

RENEWED = 500
"""A process listens to so many files before another takes over, so that what decoders leak stays small."""


class Ear:
    """Listens to one file after the other: `with Ear(folder) as ear: ear.look(found, {})`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool: ProcessPoolExecutor | None = None
        self._heard = 0

    def __enter__(self) -> "Ear":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._end()

    def look(self, found: Found, earlier: Mapping[str, Entry]) -> Entry | Skipped:
        """Return the entry of a file, or why it is skipped; one that ends the process is skipped, too."""
        if self._pool is None or self._heard >= RENEWED:
            self._end()
            self._pool, self._heard = ProcessPoolExecutor(1, get_context("spawn"), _begin), 0
        self._heard += 1
        try:
            return self._pool.submit(look, self._folder, found, earlier).result()
        except BrokenProcessPool:
            self._end()
            return Skipped(found.file, "Reading it ended the program that reads. Save it anew.", found.stamp)

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _begin() -> None:
    """Let the process end with the one that began it, also when that was killed: it waits for work else."""
    parent = parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
