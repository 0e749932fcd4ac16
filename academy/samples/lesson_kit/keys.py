"""Which notes and chords belong to the key of a kit."""

from dataclasses import dataclass

from academy.samples.recipes.harmony import CHORDS, NAMES, SCALES, number_of
from academy.samples.sound import Sound

_CHORDS = {
    "major": {(0, "major"): 1.0, (9, "minor"): 0.7, (5, "major"): 0.7, (7, "major"): 0.6, (2, "minor"): 0.6},
    "minor": {(0, "minor"): 1.0, (8, "major"): 0.7, (3, "major"): 0.7, (5, "minor"): 0.7, (10, "major"): 0.6},
}
"""The chords of a key by their distance from its tonic, and how near to home each is."""
_RELATIVE = {"major": (9, "minor"), "minor": (3, "major")}


@dataclass(frozen=True)
class Key:
    """The key of a kit: a tonic such as F#, and "major" or "minor"."""

    tonic: str
    mode: str

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"

    def steps_to(self, note: str) -> int:
        """Return how many semitones a note stands above the tonic, 0 to 11."""
        return (NAMES.index(note) - NAMES.index(self.tonic)) % 12


def fit_of_key(key: Key, sound: Sound) -> float:
    """Return how a sound goes with a key, 1 when it is at home in it, 0 when it clashes.

    A loop has the key itself or its relative; a chord is one of the key's own, with all of its notes where
    its name says them (C7 is at home in F, not in C); a single note is of its scale. A sound of which no
    key is known clashes with none.
    """
    if sound.tonic is None:
        return 1.0
    steps = key.steps_to(sound.tonic)
    if sound.is_loop:
        if sound.mode in (None, key.mode) and steps == 0:
            return 1.0
        return 0.8 if (steps, sound.mode) == _RELATIVE[key.mode] else 0.0
    if sound.mode is not None:
        tones = CHORDS.get(sound.id.split("-")[-1], ())
        is_at_home = all((steps + tone) % 12 in SCALES[key.mode] for tone in tones)
        return _CHORDS[key.mode].get((steps, sound.mode), 0.0) if is_at_home else 0.0
    return {0: 1.0, 7: 0.9, 5: 0.8}.get(steps, 0.6) if steps in SCALES[key.mode] else 0.0


def height_of(sound: Sound) -> int | None:
    """Return a single note as a MIDI number, None when its root is not known with its octave."""
    return number_of(sound.root) if sound.root and sound.root[-1].isdigit() else None
