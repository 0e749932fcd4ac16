"""Which version of a lesson a take was played on, and where its text is."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from academy.errors import LessonError
from academy.lessons.versions import Version, history, text_of


class HasTakes(Protocol):
    """What is asked of a desk or a store."""

    def takes(self) -> list[dict[str, Any]]:
        """Return all takes, with the hash of the exercise as it was played."""
        ...

    def attempts(self) -> list[dict[str, Any]]:
        """Return all scored takes."""
        ...


def find(course: Path, exercise_id: str, exercise_hash: str, played: str | None = None) -> Version | None:
    """Return the version that a take was played on, None when no published version has that beat.

    `exercise_id` is `lesson/exercise` and `exercise_hash` that of the take. Several versions may have
    the same beat: then it is the last that was out when the take was `played` (ISO 8601 with its zone),
    else the oldest; without a time it is the newest.
    """
    lesson_id, _, name = exercise_id.partition("/")
    return _among(history(course, lesson_id), name, exercise_hash, played)


class WithVersions:
    """A learner's scored takes, each with the version of the lesson that it was played on.

    `version` and `text`, the notebook below the course, are None for a take of a draft or of a made-up
    beat, and where the versions of a lesson cannot be read: the take is the learner's all the same.
    """

    def __init__(self, desk: HasTakes, course: Path) -> None:
        self._desk, self._course = desk, course
        self._histories: dict[str, list[Version]] = {}
        self._texts: dict[str, str | None] = {}

    def attempts(self) -> list[dict[str, Any]]:
        """Return all scored takes without hits, newest first."""
        hashes = {take["take_id"]: str(take["exercise_hash"]) for take in self._desk.takes()}
        rows = self._desk.attempts()
        return [row | self._played_on(row, hashes.get(row["take_id"], "")) for row in rows]

    def _played_on(self, row: dict[str, Any], exercise_hash: str) -> dict[str, str | None]:
        lesson_id, _, name = row["exercise"].partition("/")
        if lesson_id not in self._histories:
            self._histories[lesson_id] = _history_or_none(self._course, lesson_id)
        found = _among(self._histories[lesson_id], name, exercise_hash, row["played_at"])
        if found is None:
            return {"version": None, "text": None}
        if found.hash not in self._texts:
            self._texts[found.hash] = _text_or_none(self._course, lesson_id, found)
        return {"version": found.version, "text": self._texts[found.hash]}


def _history_or_none(course: Path, lesson_id: str) -> list[Version]:
    try:
        return history(course, lesson_id)
    except LessonError:  # `academy check` names the file that is broken
        return []


def _text_or_none(course: Path, lesson_id: str, version: Version) -> str | None:
    try:
        place = text_of(course, lesson_id, version)
    except LessonError:  # the lesson is broken just now
        return None
    return None if place is None else place.relative_to(course).as_posix()


def _among(versions: Sequence[Version], name: str, exercise_hash: str, played: str | None) -> Version | None:
    having = [each for each in versions if each.exercises.get(name) == exercise_hash]
    if not having or played is None:
        return having[-1] if having else None
    moment = datetime.fromisoformat(played)
    out = [each for each in having if datetime.fromisoformat(each.published) <= moment]
    return out[-1] if out else having[0]
