"""The library that a desk owns: the academy's sounds and the learner's own, found and fetched."""

import difflib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from academy.errors import SoundError
from academy.samples.library.building import CATALOGUE
from academy.samples.library.catalogue import read_catalogue
from academy.samples.library.corrections import corrected
from academy.samples.library.described import described
from academy.samples.library.entry import Entry
from academy.samples.library.index import Index
from academy.samples.library.kept import Kept
from academy.samples.library.moods import Mood, with_mood
from academy.samples.library.peaks import SILENCE
from academy.samples.library.query import Query, Result
from academy.samples.library.words import Words, read_words
from academy.samples.recipes.book import Book, read_book
from academy.samples.rendering import Rendered

if TYPE_CHECKING:
    from academy.samples.band.band import Band
    from academy.samples.depot import Depot


NO_MOODS: Mapping[str, Mood] = MappingProxyType({})
REBUILD = "`academy samples --rebuild` measures them"


class Library:
    """All sounds there are, by id. `notes` are sentences about what could not be read or is out of date."""

    def __init__(
        self, rendered: Rendered, words: Words, built_in: tuple[Entry, ...], own: tuple[Entry, ...] = ()
    ) -> None:
        self.words = words
        self.notes: tuple[str, ...] = ()
        self.own_folder: Path | None = None
        self._rendered = rendered
        self._band: Band | None = None
        self.built_in = built_in
        self._uncorrected = built_in + own
        self._set(self._uncorrected)

    @classmethod
    def open(
        cls, data: Path, cache: Path, own: Path, band: "Band | None" = None, depot: "Depot | None" = None
    ) -> "Library":
        """Open the library; with the sounds of a `band` where its soundfont is installed.

        `data` holds the recipes and their catalogue, `cache` the sounds rendered from them (and `depot` those
        that other desks rendered), `own` what is known of the learner's own files.
        A file of `own` that cannot be read is said in `notes`.
        """
        book = read_book(data)
        built_in, notes = _built_in(book, data / CATALOGUE)
        try:
            kept = Kept.read(own)
        except SoundError as error:
            kept = Kept(own)
            notes.append(f"{error} Index your folder again.")
        built_in += band.entries if band else ()
        words = read_words(data / "words.toml")
        library = cls(Rendered(book, cache, depot), words, built_in, described(kept.entries, built_in, words))
        library.own_folder = kept.folder
        library._band = band
        library.notes = tuple(notes)
        return library

    def _set(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self.__dict__.pop("index", None)

    @cached_property
    def index(self) -> Index:
        """The index over all entries, made when it is first needed."""
        return Index(self.entries, self.words)

    def entry(self, sound_id: str) -> Entry:
        """Return what is known of a sound; SoundError names sounds of nearly that name."""
        if sound_id not in self._by_id:
            near = ", ".join(difflib.get_close_matches(sound_id, self._by_id, n=3, cutoff=0.5)) or "none"
            raise SoundError(f"No sound '{sound_id}' among {len(self.entries)}. Near it: {near}.")
        return self._by_id[sound_id]

    def file(self, sound_id: str) -> Path:
        """Return a sound's file: rendered now if it has to be, or the learner's own where it lies."""
        sound = self.entry(sound_id).sound
        if self._band and self._band.has(sound_id):
            return self._band.path(sound_id)
        if sound.origin == "built-in":
            return self._rendered.path(sound_id)
        assert self.own_folder is not None and sound.path is not None
        place = self.own_folder / sound.path
        if not place.is_file():
            raise SoundError(f"{place} is no longer there. Put it back, or index your folder again.")
        return place

    def search(self, query: Query) -> Result:
        """Return the sounds that a query asks for, in the order it asks for; 10,000 take under 10 ms."""
        if query.like is not None:
            self.entry(query.like)
        return self.index.search(query)

    def asked(self, words: str) -> Query:
        """Return the query that words such as "kick lo-fi 90 bpm Cm mellow" are."""
        return Query.of(words, self.words, self.index.genres, self.index.moods)

    def corrected(
        self, corrections: Mapping[str, Mapping[str, Any]], moods: Mapping[str, Mood] = NO_MOODS
    ) -> None:
        """Take what the learner says, and moods, by sound id, instead of everything that was said before.

        SoundError says which value cannot be, and then nothing is changed; an id that is not here waits.
        """
        self._set(
            tuple(
                corrected(entry, corrections[entry.id]) if corrections.get(entry.id) else entry
                for entry in (with_mood(each, moods.get(each.id)) for each in self._uncorrected)
            )
        )


def _built_in(book: Book, file: Path) -> tuple[tuple[Entry, ...], list[str]]:
    """Return an entry for each recipe; one that is not measured says what its recipe says."""
    known = {entry.id: entry for entry in read_catalogue(file)[0]} if file.is_file() else {}
    entries, old = [], 0
    for name, recipe in book.recipes.items():
        entry = known.get(name)
        if entry is None or entry.stamp != recipe.digest:
            old += 1
            entry = Entry(recipe.sound, {}, SILENCE, recipe.digest)
        entries.append(entry)
    notes = [f"{old} of {len(entries)} sounds changed since they were measured; {REBUILD}."] if old else []
    return tuple(entries), notes
