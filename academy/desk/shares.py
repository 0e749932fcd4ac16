"""Places that learners share: so many in all, and of them only so many each."""

import threading
from collections import Counter


class Shares:
    """Counts who holds a place; may be asked from any thread."""

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, whose: str) -> bool:
        """Take a place, and say whether there was one."""
        with self._lock:
            if self._held.total() >= self._most or self._held[whose] >= self._each:
                return False
            self._held[whose] += 1
            return True

    def give_back(self, whose: str) -> None:
        """Give a place back that was taken."""
        with self._lock:
            self._held[whose] -= 1
            self._held += Counter()  # names of who holds none are not kept
