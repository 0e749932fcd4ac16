"""Exactly one process owns a DuckDB file: a lock taken before it is opened, held for life.

DuckDB's own lock comes too late for versions that read the header first, and its message means
nothing to a musician.
"""

import os
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from academy.errors import StoreBusy


class Ownership:
    """The lock beside a store; `<file>.lock` is held, `<file>.owner` says by whom."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = FileLock(f"{file}.lock", timeout=0)
        self._note = Path(f"{file}.owner")

    def take(self) -> None:
        """Become the owner, or raise StoreBusy naming the process that is."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise StoreBusy(
                f"{self._file.name} is in use by {self._owner()}. Close the other academy, or let it answer: "
                "pages and commands reach it by themselves while it runs."
            ) from error
        self._note.write_text(str(os.getpid()), encoding="utf-8")

    def give_up(self) -> None:
        """Let the next process own the store; harmless when it is not owned."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> "Ownership":
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.give_up()

    def _owner(self) -> str:
        try:
            return f"process {self._note.read_text(encoding='utf-8').strip()}"
        except OSError:
            return "another process"
