"""The tempo of a loop: tempos at which it would be a whole number of beats long, ranked by how they fit.

A loop was cut by somebody on the beat, so `60 * beats / length` for a whole number of beats is nearly always
the tempo; which number is what 22 observations (`fit.py`) decide, weighed as on loops whose tempo is known
(`weights.py`). Files with an uncut tail or silence at the end are why tempos from the rhythm alone compete.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.fit import Rhythm, observed, rhythm_of
from academy.samples.analysis.periods import peaks
from academy.samples.analysis.weights import WEIGHTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLOWEST, FASTEST = 45.0, 300.0
BEATS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96, 128)
SAME = 0.007
"""Tempos within 0.7 % are one candidate, the one from the length of the file."""


@dataclass(frozen=True)
class Tempo:
    """A tempo in BPM, the other octave of it that fits better (half or double), and a confidence to 1."""

    bpm: float
    alt: float
    confidence: float
    beats: float


def tempo_of(mono: "NDArray[np.float64]", length_s: float) -> Tempo | None:
    """Return the tempo of a loop, or None where it is too short for one beat.

    The confidence is the share that the ranker gives to it among all candidates.
    """
    import numpy as np

    rhythm = rhythm_of(mono, length_s)
    tempos = candidates(rhythm)
    if not tempos:
        return None
    scores = np.array([score(rhythm, bpm) for bpm in tempos])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(np.argmax(shares))
    bpm = tempos[best]
    octaves = [other for other in (bpm / 2, bpm * 2) if SLOWEST / 1.2 <= other <= FASTEST * 1.1]
    alt = max(octaves, key=lambda other: score(rhythm, other))
    return Tempo(round(bpm, 2), round(alt, 2), round(float(shares[best]), 3), round(bpm * length_s / 60, 2))


def score(rhythm: Rhythm, bpm: float) -> float:
    """Return how well a tempo fits a rhythm; only differences mean anything."""
    weighed = zip(WEIGHTS.values(), observed(rhythm, bpm), strict=True)
    return float(sum(weight * value for weight, value in weighed))


def candidates(rhythm: Rhythm) -> list[float]:
    """Return every tempo worth weighing, in BPM, those from the length first."""
    tempos: list[float] = []
    for length_s in rhythm.lengths_s:
        for beats in BEATS:
            _add(tempos, 60 * beats / length_s)
    for lag_s in peaks(rhythm.all.straight, 0.2, 8.0, 6):
        for part in (0.5, 1.0, 2.0, 3.0, 4.0, 8.0, 16.0):
            _add(tempos, 60 * part / lag_s)
    return tempos


def _add(tempos: list[float], bpm: float) -> None:
    if SLOWEST <= bpm <= FASTEST and all(abs(bpm / other - 1) > SAME for other in tempos):
        tempos.append(bpm)
