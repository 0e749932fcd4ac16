"""The course as the desk reads it: lessons and kits, read again when a file has changed."""

import threading
from collections.abc import Mapping
from pathlib import Path

from academy.lessons.catalogue import Catalogue, what_can_be_read
from academy.lessons.kits import DEFAULT_KIT, Kits, kits_in
from academy.lessons.notebook import Exercise, Lesson
from academy.settings import Settings

Stamp = tuple[tuple[str, int], ...]


class Shelf:
    """The lessons and kits of a home; may be asked from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._read: tuple[Stamp, Catalogue, Kits] | None = None

    def catalogue(self) -> Catalogue:
        """Return all lessons that can be read."""
        return self._all()[1]

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return a lesson of the course, else a draft of this id, None when there is neither."""
        published = self.catalogue().lesson(lesson_id)
        return published or what_can_be_read(self._settings.drafts).lesson(lesson_id)

    def kits(self) -> Kits:
        """Return the pad of each lane of each kit."""
        return self._all()[2]

    def lanes(self, exercise: Exercise) -> Mapping[str, str]:
        """Return the sound on each pad that an exercise uses."""
        pads = self.kits().get(exercise.pattern.kit or DEFAULT_KIT, {})
        return {pads.get(lane.name, lane.name): lane.name for lane in exercise.pattern.lanes}

    def _all(self) -> tuple[Stamp, Catalogue, Kits]:
        kits = self._settings.home / "data" / "kits"
        files = [*sorted(self._settings.course.glob("*.ipynb")), *sorted(kits.glob("*/kit.toml"))]
        stamp = tuple((str(file), _changed_at(file)) for file in files)
        with self._lock:
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, what_can_be_read(self._settings.course), kits_in(kits)
            return self._read


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
