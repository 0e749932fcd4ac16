"""A model that fails three times in a row is left alone for a minute, so that nobody waits for it in vain."""

import threading
from collections.abc import Callable

FAILURES = 3
OPEN_S = 60.0


class Breaker:
    """Counts failures in a row of each model; `clock` is in seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def lets_through(self, model: str) -> bool:
        """Say whether a model may be asked; after a minute one question is let through to try."""
        with self._lock:
            if self._failures.get(model, 0) < FAILURES:
                return True
            if self._clock() < self._until[model]:
                return False
            self._until[model] = self._clock() + OPEN_S
            return True

    def failed(self, model: str) -> None:
        """Count a failure."""
        with self._lock:
            self._failures[model] = self._failures.get(model, 0) + 1
            if self._failures[model] >= FAILURES:
                self._until[model] = self._clock() + OPEN_S

    def answered(self, model: str) -> None:
        """Forget the failures."""
        with self._lock:
            self._failures.pop(model, None)
