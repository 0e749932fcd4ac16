"""Which keys go together: a key, its relative, and its neighbours on the circle of fifths."""

import re
from dataclasses import dataclass

from academy.errors import SoundError
from academy.samples.recipes.harmony import NAMES

_FLATS = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#", "Cb": "B", "Fb": "E"}
_KEY = re.compile(r"([A-Ga-g])([#b♯♭]?)[ _-]?(maj|major|min|minor|m|M|)")


@dataclass(frozen=True)
class Key:
    """A key: the tonic with sharps, and "major", "minor", or None for either."""

    tonic: str
    mode: str | None = None

    def __str__(self) -> str:
        return self.tonic + {"minor": "m", "major": " major", None: ""}[self.mode]


def key_named(text: str) -> Key:
    """Read a key such as Cm, F#, Bb major, A minor; SoundError says how one is written."""
    found = read_key(text)
    if found is None:
        raise SoundError(f"'{text}' is no key; expected a note, such as C or F#, and m for minor: Cm, F#m.")
    return found


def read_key(text: str) -> Key | None:
    """Read a key, or None where there is none. A capital alone is a note in either mode."""
    found = _KEY.fullmatch(text.strip())
    if not found:
        return None
    sign = found[2].replace("♯", "#").replace("♭", "b")
    tonic = found[1].upper() + sign
    tonic = _FLATS.get(tonic, {"E#": "F", "B#": "C"}.get(tonic, tonic))
    mode = None if not found[3] else "minor" if found[3] in ("m", "min", "minor") else "major"
    return Key(tonic, mode)


def fit_of_keys(wanted: Key, tonic: str, mode: str | None) -> float:
    """Return how well a sound's key goes with a wanted one: 1 the same, less for a relative, 0 not at all.

    The relative has the same notes (0.8); neighbours are a fifth apart and share six of seven (0.6). A
    sound or a wish without a mode may be either, so that a bass note fits by its tonic.
    """
    return max(
        _fit(NAMES.index(wanted.tonic), first, NAMES.index(tonic), second)
        for first in _modes(wanted.mode)
        for second in _modes(mode)
        if mode is not None or wanted.mode is not None or first == second
    )


def _modes(mode: str | None) -> tuple[str, ...]:
    return (mode,) if mode else ("major", "minor")


def _fit(wanted: int, first: str, tonic: int, second: str) -> float:
    if first == second:
        return {0: 1.0, 5: 0.6, 7: 0.6}.get((tonic - wanted) % 12, 0.0)
    relative = (wanted + (9 if first == "major" else 3)) % 12
    return 0.8 if tonic == relative else 0.0
