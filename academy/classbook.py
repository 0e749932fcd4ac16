"""Many learners' files as one report for an instructor; the files stay as they are.

    files and folders → attempts of each (academy.store.reading) → learners → report (academy.progress.report)

Nothing of a learner but takes and scores is read, and nobody is named but by the file that was handed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from academy.errors import StoreError
from academy.progress.attempt import Attempt
from academy.progress.course import Course
from academy.progress.learners import learners_of
from academy.progress.report import STOPPED_AFTER_DAYS, Report, report

Json = dict[str, Any]

ENDINGS = (".duckdb", ".db")
ASIDE = (".damaged-", ".before-restore-")
OWN = "your own"


@dataclass(frozen=True)
class Classbook:
    """What was read: the attempts of each file, and a sentence for each file that was left out."""

    attempts: Mapping[str, Sequence[Attempt]]
    skipped: tuple[str, ...] = ()

    @classmethod
    def of(cls, places: Iterable[str | Path]) -> "Classbook":
        """Read files and folders of files; StoreError when a place is not there or no file can be read."""
        attempts: dict[str, Sequence[Attempt]] = {}
        skipped = []
        for name, file in _named(_files(Path(place) for place in places)).items():
            from academy.store.reading import read_attempts

            try:
                attempts[name] = [Attempt.of(row) for row in read_attempts(file)]
            except StoreError as error:
                skipped.append(str(error))
            except OSError as error:
                skipped.append(f"{file.name} cannot be opened: {error.strerror}.")
        if not attempts:
            raise StoreError(f"No file could be read. {' '.join(skipped)}")
        return cls(attempts, tuple(skipped))

    @classmethod
    def of_own(cls, rows: Iterable[Json]) -> "Classbook":
        """Take the rows of the one store that is one's own."""
        return cls({OWN: [Attempt.of(row) for row in rows]})

    def report(self, course: Course, now: datetime, days: int = STOPPED_AFTER_DAYS) -> Report:
        """Return the report at a moment; who has not played for `days` days by then has stopped."""
        return report(course, learners_of(course, self.attempts), now, days)

    def as_json(self, course: Course, now: datetime, days: int = STOPPED_AFTER_DAYS) -> Json:
        """Return the report as JSON, with what was left out."""
        return self.report(course, now, days).as_json() | {"skipped": list(self.skipped)}


def _files(places: Iterable[Path]) -> list[Path]:
    """Return all files that are meant, each once; of a folder those that end as stores do."""
    files: dict[Path, Path] = {}
    for place in places:
        if place.is_dir():
            inside = [file for file in sorted(place.rglob("*")) if file.suffix in ENDINGS and file.is_file()]
            found = [file for file in inside if not any(mark in file.name for mark in ASIDE)]
            if not found:
                raise StoreError(
                    f"There is no learner's file in {place}; they end in {' or '.join(ENDINGS)}."
                )
        elif place.is_file():
            found = [place]
        else:
            raise StoreError(f"There is no {place}. Name files that `academy backup` wrote, or their folder.")
        files |= {file.resolve(): file for file in found}
    return list(files.values())


def _named(files: Sequence[Path]) -> dict[str, Path]:
    """Return a name for each file: its own without the ending, with its folders where that is not enough."""
    stems = [file.stem for file in files]
    return {file.stem if stems.count(file.stem) == 1 else str(file.with_suffix("")): file for file in files}
