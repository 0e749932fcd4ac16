"""All sounds as columns of numbers, so that a query is a few passes over arrays.

How well a sound answers is counted in tenths, 0 not at all and 10 exactly; a filter keeps what is above 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from academy.samples.library.entry import Entry
from academy.samples.library.keys import Key, fit_of_keys, key_named
from academy.samples.library.likeness import Likeness
from academy.samples.library.ordering import Ordering
from academy.samples.library.query import Query, Result, Tempo
from academy.samples.library.tagging import Tagged
from academy.samples.library.text import TextIndex
from academy.samples.library.words import Words
from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import DRUMS, KINDS, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Tenths = NDArray[np.uint8]

NEAR, SAME = 0.04, 0.005
"""A tempo within 4 % answers the tempo asked for; within 0.5 % it is that."""
NEARLY, OTHER_OCTAVE, GOES_ANYWHERE = 9, 7, 5
_UNPITCHED = frozenset({*DRUMS, "drum_loop", "texture"})
_KEYS = tuple(product(NAMES, (None, "major", "minor")))
_ANY_KEY, _NO_KEY = len(_KEYS), len(_KEYS) + 1


class Index:
    """Searches entries; `genres` and `moods` are the words that can be asked for."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        sounds = [entry.sound for entry in entries]
        self._ids = np.array([sound.id for sound in sounds], dtype=object)
        self._number = {sound.id: number for number, sound in enumerate(sounds)}
        self._kinds = Tagged(
            [(sound.kind,) if sound.kind else () for sound in sounds], KINDS, lambda kind: (kind,)
        )
        self._genres = Tagged([sound.genres for sound in sounds], words.genres, words.of_genre, most=2)
        self._moods = Tagged([sound.tags for sound in sounds], words.moods, words.of_mood, most=3)
        self._bpm = np.array([sound.bpm or np.nan for sound in sounds], dtype=np.float64)
        self._timeless = np.array([_is_timeless(sound) for sound in sounds], dtype=bool)
        self._key = np.array([_key_number(entry) for entry in entries], dtype=np.uint8)
        self._loops = np.array([sound.is_loop for sound in sounds], dtype=bool)
        self._built_in = np.array([sound.origin == "built-in" for sound in sounds], dtype=bool)
        self._text = TextIndex(entries)
        self._order = Ordering(sounds)
        self._likeness = Likeness([entry.features for entry in entries])
        self.genres, self.moods = self._genres.words, self._moods.words

    def search(self, query: Query) -> Result:
        """Return what a query asks for; an unknown id in `like` finds nothing."""
        fits = self._fits(query)
        chosen = {name: fit > 0 for name, fit in fits.items()}
        rest = self._all([mask for name, mask in chosen.items() if name not in ("kinds", "genres")])
        kinds, genres = (chosen.get(name, self._everything) for name in ("kinds", "genres"))
        found = rest & kinds & genres
        facets = {
            "kind": self._kinds.counts(rest & genres),
            "genre": self._genres.counts(rest & kinds),
            "mood": self._moods.counts(found),
        }
        order = self._ordered(query, found, fits)
        return Result(len(order), tuple(self._ids[order].tolist()), MappingProxyType(facets))

    def _fits(self, query: Query) -> "Mapping[str, Tenths]":
        """Return how well each sound answers each thing that is asked."""
        fits: dict[str, Tenths] = {}
        if query.kinds:
            fits["kinds"] = self._kinds.any_of(query.kinds)
        if genres := [genre for genre in query.genres if self._genres.asks(genre)]:
            fits["genres"] = self._genres.any_of(genres)
        fits |= {f"mood {mood}": self._moods.of(mood) for mood in query.moods if self._moods.asks(mood)}
        if query.text.strip():
            fits["text"] = self._text.having(query.text) * np.uint8(5) + self._text.whole(
                query.text
            ) * np.uint8(5)
        if query.bpm is not None:
            fits["bpm"] = self._tempo(query.bpm)
        if query.key is not None:
            fits["key"] = _key_fits(key_named(query.key), query.compatible)[self._key]
        if query.loops is not None:
            fits["loops"] = (self._loops == query.loops) * np.uint8(10)
        if query.origin is not None:
            fits["origin"] = (self._built_in == (query.origin == "built-in")) * np.uint8(10)
        if query.like is not None:
            fits["like"] = self._likeness.comparable(self._number.get(query.like)) * np.uint8(10)
        return fits

    def _tempo(self, wanted: Tempo) -> "Tenths":
        low, high = wanted if isinstance(wanted, tuple) else (wanted * (1 - NEAR), wanted * (1 + NEAR))
        fit = np.where(self._timeless, np.uint8(GOES_ANYWHERE), np.uint8(0))
        for times, tenths in ((2.0, OTHER_OCTAVE), (0.5, OTHER_OCTAVE), (1.0, NEARLY)):
            fit[(self._bpm * times >= low) & (self._bpm * times <= high)] = tenths
        # Of one tempo, the loops at exactly that; of a range, all that are in it alike.
        if not isinstance(wanted, tuple):
            fit[np.abs(self._bpm / wanted - 1) < SAME] = 10
        return fit

    def _ordered(self, query: Query, found: "Mask", fits: "Mapping[str, Tenths]") -> "NDArray[np.intp]":
        if query.sort != "fit":
            return self._order.of(query.sort, found, query.down)
        numbers = np.flatnonzero(found)
        if query.like is not None:
            near = self._likeness.distance(self._number.get(query.like), numbers).argsort(kind="stable")
        else:
            total = np.zeros(len(self._ids), dtype=np.int16)
            for fit in fits.values():
                total -= fit
            near = total[numbers].argsort(kind="stable")
        order = numbers[near]
        return order[::-1] if query.down else order

    @cached_property
    def _everything(self) -> "Mask":
        return np.ones(len(self._ids), dtype=bool)

    def _all(self, masks: "Iterable[Mask]") -> "Mask":
        found = self._everything.copy()
        for mask in masks:
            found &= mask
        return found


def _is_timeless(sound: Sound) -> bool:
    """Say whether a sound has no tempo to clash with; a loop whose tempo is unknown may clash with any."""
    return sound.bpm is None and (not sound.is_loop or sound.kind == "texture")


def _key_number(entry: Entry) -> int:
    sound = entry.sound
    unpitched = sound.kind in _UNPITCHED or (sound.kind is None and not sound.is_loop)
    tonic = sound.key if sound.kind in _UNPITCHED else sound.tonic
    if tonic in NAMES:
        return _KEYS.index((tonic, sound.mode if sound.mode in ("major", "minor") else None))
    return _ANY_KEY if unpitched else _NO_KEY


def _key_fits(wanted: Key, compatible: bool) -> "Tenths":
    """Return how well each key, by its number, goes with the one that is wanted."""
    fits = [round(10 * fit_of_keys(wanted, tonic, mode)) for tonic, mode in _KEYS]
    if not compatible:
        fits = [fit if fit == 10 else 0 for fit in fits]
    return np.array([*fits, GOES_ANYWHERE, 0], dtype=np.uint8)
