"""What is known of a learner's folder, kept beside the store: `sounds.parquet`, and batches not yet in it.

Nothing here is ever written into the learner's folder. A batch is a file of its own, so that an indexing
that is broken off loses no more than the batch it was at.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from academy.samples.library.catalogue import read_catalogue, write_catalogue
from academy.samples.library.entry import Entry


@dataclass(frozen=True)
class Skipped:
    """A file that could not be indexed: relative to the folder, with the reason; `stamp` as it was then."""

    file: str
    reason: str
    stamp: str

    def as_json(self) -> dict[str, str]:
        """Return what a page is told."""
        return {"file": self.file, "reason": self.reason}


@dataclass(frozen=True)
class Kept:
    """Entries and skipped files of one folder by their relative path; `place` is where they are kept."""

    place: Path
    folder: Path | None = None
    sounds: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    skipped: Mapping[str, Skipped] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in the order of their paths."""
        return tuple(self.sounds[file] for file in sorted(self.sounds))

    @classmethod
    def read(cls, place: Path) -> "Kept":
        """Read what is known, batches of an unfinished indexing included; SoundError when it is damaged."""
        kept = cls(place)
        for file in (place / "sounds.parquet", *sorted(place.glob("batch-*.parquet"))):
            if file.is_file():
                entries, about = read_catalogue(file)
                folder = Path(about["folder"])
                if folder != kept.folder:
                    kept = cls(place, folder)
                kept = kept.with_batch(entries, [Skipped(**said) for said in json.loads(about["skipped"])])
        return kept

    def with_batch(self, entries: Sequence[Entry], skipped: Sequence[Skipped]) -> "Kept":
        """Return what is known with some files looked at anew."""
        sounds, others = dict(self.sounds), dict(self.skipped)
        for entry in entries:
            file = _path_of(entry)
            sounds[file] = entry
            others.pop(file, None)
        for each in skipped:
            others[each.file] = each
            sounds.pop(each.file, None)
        return Kept(self.place, self.folder, sounds, others)

    def only(self, files: "set[str]") -> "Kept":
        """Return what is known of these files alone: the others are gone from the folder."""
        return Kept(
            self.place,
            self.folder,
            {file: entry for file, entry in self.sounds.items() if file in files},
            {file: each for file, each in self.skipped.items() if file in files},
        )

    def write(self) -> None:
        """Write everything as one file, and let the batches go."""
        self._write("sounds", self.entries, list(self.skipped.values()))
        for file in self.place.glob("batch-*.parquet"):
            file.unlink(missing_ok=True)

    def write_batch(self, number: int, entries: Sequence[Entry], skipped: Sequence[Skipped]) -> None:
        """Write what a batch found, to be read until the whole is written."""
        self._write(f"batch-{number:06}", entries, skipped)

    def _write(self, name: str, entries: Sequence[Entry], skipped: Sequence[Skipped]) -> None:
        said = [{"file": each.file, "reason": each.reason, "stamp": each.stamp} for each in skipped]
        about = {"folder": str(self.folder), "skipped": json.dumps(said)}
        write_catalogue(self.place / f"{name}.parquet", entries, about)


def forget(place: Path) -> None:
    """Forget the learner's folder; its files are left as they are."""
    for pattern in ("sounds.parquet", "batch-*.parquet"):
        for file in place.glob(pattern):
            file.unlink(missing_ok=True)


def _path_of(entry: Entry) -> str:
    assert entry.sound.path is not None
    return entry.sound.path.as_posix()
