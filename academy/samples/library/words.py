"""Which words go together: what answers "hip-hop" or "live" stands in `data/sounds/words.toml`."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from academy.errors import SoundError
from academy.samples.library.spelling import normal

ANY = ("any", "")
"""No genre: it asks for nothing."""

Table = Mapping[str, tuple[str, ...]]
_NONE: Table = MappingProxyType({})


@dataclass(frozen=True)
class Words:
    """What else answers a word, the nearest first: of genres, and of moods."""

    genres: Table = field(default_factory=lambda: _NONE)
    moods: Table = field(default_factory=lambda: _NONE)

    def of_genre(self, word: str) -> tuple[str, ...]:
        """Return the genres that answer one, itself first; nothing for "any"."""
        return _answers(self.genres, word)

    def of_mood(self, word: str) -> tuple[str, ...]:
        """Return the tags that answer a mood, itself first."""
        return _answers(self.moods, word)

    def fit_of_genre(self, asked: str, genres: Collection[str]) -> float:
        """Return how well a sound's genres answer one: 1 itself, less for what is further, 0 not at all."""
        return _fit(self.of_genre(asked), genres)

    def fit_of_mood(self, asked: str, tags: Collection[str]) -> float:
        """Return how well a sound's tags answer a mood: 1 itself, less for what is further, 0 not at all."""
        return _fit(self.of_mood(asked), tags)


def read_words(file: Path) -> Words:
    """Read the table; without a file every word answers only itself."""
    if not file.is_file():
        return Words()
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SoundError(f"{file.name} cannot be read as TOML: {error}.") from error
    strange = sorted(set(said) - {"genres", "moods"})
    if strange:
        raise SoundError(f"{file.name} has a part [{strange[0]}]; expected [genres] and [moods].")
    return Words(
        *(MappingProxyType(dict(_lines(file.name, part, said.get(part, {})))) for part in ("genres", "moods"))
    )


def _lines(file: str, part: str, said: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for word, others in said.items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            raise SoundError(f'{file}, [{part}] {word}: expected words, such as {word} = ["warm", "soft"].')
        yield normal(word), tuple(normal(other) for other in others)


def _answers(table: Table, word: str) -> tuple[str, ...]:
    word = normal(word)
    return () if word in ANY else tuple(dict.fromkeys((word, *table.get(word, ()))))


def _fit(answers: tuple[str, ...], there: Collection[str]) -> float:
    places = [place for place, word in enumerate(answers) if word in there]
    return max(0.3, 1 - 0.2 * places[0]) if places else 0.0
