"""Words that sounds have, and how well each sound answers a word: itself, or one that goes with it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Tenths = NDArray[np.uint8]


class Tagged:
    """One column of words.

    `answers` names what answers a word, itself first and then what is near; only the first `most` count:
    what is further goes with half the library.
    """

    def __init__(
        self,
        words: Sequence[Iterable[str]],
        others: Iterable[str],
        answers: Callable[[str], tuple[str, ...]],
        most: int = 1,
    ) -> None:
        self._count, self._answers, self._most = len(words), answers, most
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, several in enumerate(words):
            for word in several:
                places[word].append(number)
        self._places = {word: np.array(numbers, dtype=np.int32) for word, numbers in places.items()}
        fits = {word: self._fit(word) for word in dict.fromkeys((*others, *places))}
        self._fits = {word: fit for word, fit in fits.items() if fit.any()}
        self._bits = np.array([np.packbits(fit > 0) for fit in self._fits.values()], dtype=np.uint8)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that some sound answers."""
        return tuple(self._fits)

    def asks(self, word: str) -> bool:
        """Say whether a word asks for anything; "any" does not."""
        return bool(self._answers(word))

    def of(self, word: str) -> "Tenths":
        """Return how well each sound answers a word."""
        known = self._fits.get(next(iter(self._answers(word)), word))
        return self._fit(word) if known is None else known

    def any_of(self, words: Iterable[str]) -> "Tenths":
        """Return how well each sound answers the word that it answers best."""
        best = np.zeros(self._count, dtype=np.uint8)
        for word in words:
            best = np.maximum(best, self.of(word))
        return best

    def counts(self, found: "Mask") -> Mapping[str, int]:
        """Return how many of those found answer each word, the most first; without those that none does."""
        if not self._fits:
            return MappingProxyType({})
        numbers = np.bitwise_count(self._bits & np.packbits(found)).sum(axis=1, dtype=np.int64).tolist()
        there = [(word, count) for word, count in zip(self._fits, numbers, strict=True) if count]
        return MappingProxyType(dict(sorted(there, key=lambda each: (-each[1], each[0]))))

    def _fit(self, word: str) -> "Tenths":
        fit = np.zeros(self._count, dtype=np.uint8)
        for place, answer in reversed(list(enumerate(self._answers(word)[: self._most]))):
            if answer in self._places:
                fit[self._places[answer]] = 10 - 2 * place
        return fit
