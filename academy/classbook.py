"""Many learners' files as one report for an instructor; the files stay as they are.

    files and folders → attempts of each (store, backup, export) → learners → academy.progress.report

Nothing of a learner but takes and scores is read, and nobody is named but by the file that was handed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from academy.errors import StoreError
from academy.keepsakes import TABLE, read_table
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
    ratings: Mapping[str, Sequence[Json]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[str | Path]) -> "Classbook":
        """Read files and folders of files; StoreError when a place is not there or no file can be read."""
        attempts: dict[str, Sequence[Attempt]] = {}
        ratings: dict[str, Sequence[Json]] = {}
        skipped = []
        for name, file in _named(_files(Path(place) for place in places)).items():
            try:
                attempts[name], ratings[name] = _learner_in(file)
            except StoreError as error:
                skipped.append(str(error))
            except OSError as error:
                skipped.append(f"{file.name} cannot be opened: {error.strerror}.")
        if not attempts:
            raise StoreError(f"No file could be read. {' '.join(skipped)}")
        return cls(attempts, tuple(skipped), ratings)

    @classmethod
    def of_own(cls, rows: Iterable[Json], ratings: Sequence[Json] = ()) -> "Classbook":
        """Take the rows of the one store that is one's own."""
        return cls({OWN: [Attempt.of(row) for row in rows]}, ratings={OWN: ratings})

    def report(self, course: Course, now: datetime, days: int = STOPPED_AFTER_DAYS) -> Report:
        """Return the report at a moment; who has not played for `days` days by then has stopped."""
        return report(course, learners_of(course, self.attempts), now, days)

    def as_json(self, course: Course, now: datetime, days: int = STOPPED_AFTER_DAYS) -> Json:
        """Return the report as JSON, with what was left out, and how each lesson was liked."""
        said = self.report(course, now, days).as_json() | {"skipped": list(self.skipped)}
        liked = self._liked([one["files"] for one in said["files"]])
        for lesson in said["lessons"]:
            stars = liked.get(lesson["id"], [])
            lesson["rating"] = {"stars": round(fmean(stars), 1), "count": len(stars)} if stars else None
        return said

    def _liked(self, learners: Iterable[Sequence[str]]) -> dict[str, list[int]]:
        """Return the stars of each lesson, one learner's last word each; files may be the same learner's."""
        stars: dict[str, list[int]] = {}
        for files in learners:
            rows = [row for file in files for row in self.ratings.get(file, ())]
            last = {row["lesson"]: row["stars"] for row in sorted(rows, key=lambda row: row["rated_at"])}
            for lesson, count in last.items():
                stars.setdefault(lesson, []).append(count)
        return stars


def _learner_in(file: Path) -> tuple[list[Attempt], Sequence[Json]]:
    """Return attempts and ratings of a store, of a backup, or of the table that `academy export` writes."""
    from academy.store.reading import read_learner

    rows, ratings = (read_table(file), []) if file.name == TABLE else read_learner(file)
    return [Attempt.of(row) for row in rows], ratings


def _files(places: Iterable[Path]) -> list[Path]:
    """Return all files that are meant, each once; of a folder those that end as stores do."""
    files: dict[Path, Path] = {}
    for place in places:
        if place.is_dir():
            inside = [file for file in sorted(place.rglob("*")) if _is_meant(file) and file.is_file()]
            found = [file for file in inside if not any(mark in file.name for mark in ASIDE)]
            if not found:
                raise StoreError(
                    f"There is no learner's file in {place}; they end in {' or '.join(ENDINGS)}, or are "
                    f"called {TABLE}."
                )
        elif place.is_file():
            found = [place]
        else:
            raise StoreError(f"There is no {place}. Name files that `academy backup` wrote, or their folder.")
        files |= {file.resolve(): file for file in found}
    return list(files.values())


def _is_meant(file: Path) -> bool:
    return file.suffix in ENDINGS or file.name == TABLE


def _named(files: Sequence[Path]) -> dict[str, Path]:
    """Return a name for each file: its own, with its folders where that is not enough; see `_name`."""
    names = [_name(file) for file in files]
    return {
        name if names.count(name) == 1 else str(file.with_suffix("")): file
        for name, file in zip(names, files, strict=True)
    }


def _name(file: Path) -> str:
    """Return the name of a file without its ending; a table of an export is called as its folder is."""
    return file.resolve().parent.name if file.name == TABLE else file.stem
