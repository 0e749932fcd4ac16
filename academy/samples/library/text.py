"""Which sounds have a word that begins so: all words of the library in order, with the sounds of each."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from academy.samples.library.entry import Entry
from academy.samples.library.spelling import words_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


class TextIndex:
    """Words of names, folders, kinds, tags, genres, keys and tempos, found by how they begin."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for word in set(_words_of(entry)):
                places[word].append(number)
        self._count = len(entries)
        self._words = sorted(places)
        lengths = [len(places[word]) for word in self._words]
        self._starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        self._numbers = np.fromiter(chain.from_iterable(places[word] for word in self._words), np.int32)

    def having(self, text: str) -> "Mask":
        """Return which entries have all words of a text, each as the beginning of one of theirs."""
        found = np.ones(self._count, dtype=bool)
        for word in words_in(text):
            there = self._beginning(word)
            if len(word) > 3 and word.endswith("s"):  # "congas" finds a conga
                there |= self._beginning(word[:-1])
            found &= there
        return found

    def whole(self, text: str) -> "Mask":
        """Return which entries have all words of a text exactly so."""
        found = np.ones(self._count, dtype=bool)
        for word in words_in(text):
            found &= self._between(bisect_left(self._words, word), bisect_left(self._words, word + "\0"))
        return found

    def _beginning(self, word: str) -> "Mask":
        return self._between(bisect_left(self._words, word), bisect_left(self._words, word + "\U0010ffff"))

    def _between(self, first: int, end: int) -> "Mask":
        found = np.zeros(self._count, dtype=bool)
        found[self._numbers[self._starts[first] : self._starts[end]]] = True
        return found


def _words_of(entry: Entry) -> Iterator[str]:
    sound = entry.sound
    yield from words_in(sound.name)
    for words in (sound.tags, sound.genres, sound.path.parts[:-1] if sound.path else ()):
        for each in words:
            yield from words_in(each)
    if sound.kind:
        yield from sound.kind.split("_")
    if sound.is_loop:
        yield "loop"
    if sound.bpm:
        yield f"{sound.bpm:g}"
    if sound.key:
        yield sound.key.lower() + ("m" if sound.mode == "minor" else "")
