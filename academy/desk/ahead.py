"""Auditions made before they are asked for: one thread, one sound of each learner in turn.

A learner's newest page takes the place of the one before; nobody's page takes the place of another's.
"""

import threading
from collections.abc import Callable, Sequence

MOST = 100
"""So many rows a page shows at once; who asks for more does not listen to them one by one."""


class Ahead:
    """Makes what pages show, in the background; `make` makes one sound."""

    def __init__(self, make: Callable[[str], object]) -> None:
        self._make = make
        self._wanted: dict[str, list[str]] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def want(self, whose: str, sound_ids: Sequence[str]) -> None:
        """Begin to make what a learner's page shows, instead of what it showed before; returns at once."""
        with self._lock:
            self._wanted.pop(whose, None)
            if 0 < len(sound_ids) <= MOST:
                self._wanted[whose] = list(sound_ids)
            if self._wanted and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="academy-ahead", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Make nothing more."""
        with self._lock:
            self._wanted.clear()

    def _run(self) -> None:
        try:
            while (sound_id := self._next()) is not None:
                self._make(sound_id)
        except BaseException:
            with self._lock:  # the next page begins a new thread
                self._thread = None
            raise

    def _next(self) -> str | None:
        """Return the next sound of whoever has waited longest, who then waits again; None ends the thread."""
        with self._lock:
            if not self._wanted:
                self._thread = None
                return None
            whose = next(iter(self._wanted))
            first, *others = self._wanted.pop(whose)
            if others:
                self._wanted[whose] = others
            return first
