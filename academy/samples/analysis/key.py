"""The key of a loop: which of 24 keys its pitch classes resemble most.

The profiles are Temperley's of 2005 (how often each degree sounds in a corpus of tonal music; as in
Essentia's Key algorithm, "temperley2005"): of nine that were measured the best on chords with this chroma,
and it needs no licence.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.chroma import Chroma
from academy.samples.recipes.harmony import NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PROFILES = {
    "major": (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
    "minor": (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
}
FIRST_CHORD = 0.2
"""What the chord a loop begins on weighs: loops begin on the tonic more often than not."""
CERTAIN = 0.25
"""A lead over the second key of this much is full confidence; at 0.18 nine in ten are right."""

MOST_CLASSES = 11.1
"""More classes than this sound in drums only: of made chord loops 98 % have fewer than 10.8, of drum loops
98 % more than 11.3."""


@dataclass(frozen=True)
class Key:
    """A key: `tonic` by name with sharps, `mode` major or minor, the second guess, a confidence to 1."""

    tonic: str
    mode: str
    second: str
    confidence: float

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"


def key_of(chroma: Chroma) -> Key | None:
    """Return the key, or None where no pitch sounds, or all do alike as in drums."""
    import numpy as np

    if not 0 < chroma.classes <= MOST_CLASSES:
        return None
    whole = chroma.whole
    likeness = _likenesses(whole) + FIRST_CHORD * _first_chord(chroma)
    order = np.argsort(-likeness, kind="stable")
    first, second = int(order[0]), int(order[1])
    lead = float(likeness[first] - likeness[second])
    name = f"{NAMES[second % 12]} {_mode(second)}"
    return Key(NAMES[first % 12], _mode(first), name, round(min(1.0, lead / CERTAIN), 3))


def _mode(number: int) -> str:
    return "major" if number < 12 else "minor"


def _likenesses(classes: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Correlate classes with the 24 profiles: majors from C, then minors from C."""
    import numpy as np

    profiles = [np.roll(profile, tonic) for profile in PROFILES.values() for tonic in range(12)]
    return np.array([np.corrcoef(classes, profile)[0, 1] for profile in profiles])


def _first_chord(chroma: Chroma) -> "NDArray[np.float64]":
    """Return how well the first tenth of the loop fits the triad of each of the 24 tonics, 0 to 1."""
    import numpy as np

    count = max(2, len(chroma.frames) // 10)
    start = chroma.frames[:count].sum(axis=0)
    start = start / max(float(np.linalg.norm(start)), 1e-12)
    triads = [(0, 4, 7), (0, 3, 7)]
    return np.array(
        [start[[(t + k) % 12 for k in triad]].sum() / 3**0.5 for triad in triads for t in range(12)]
    )
