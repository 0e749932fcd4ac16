"""Which drum a one-shot sounds like: a hint with a confidence, for files whose name says nothing.

A softmax over 20 measurements, fitted by `python -m bench.fit_drums` on sounds that are free of rights;
`drum_weights.py` says which. Other collections sound different: the hint is never more than a hint.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from academy.samples.analysis.drum_weights import CENTRE, KINDS, SCALE, WEIGHTS
from academy.samples.analysis.hearing import RATE, Heard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_S, LEAST = 6.0, 0.45
"""A longer sound is no drum; a hint that is less sure than this is not given."""
_EDGES_HZ = (0, 90, 180, 400, 900, 1800, 3500, 6500, 11_026)


@dataclass(frozen=True)
class Drum:
    """A kind of drum and the share that it has among all kinds."""

    kind: str
    confidence: float


def drum_of(sound: Heard) -> Drum | None:
    """Return what drum a one-shot sounds like, or None where that is not clear."""
    import numpy as np

    if sound.duration_s > LONGEST_S or sound.is_silent:
        return None
    values = (measured(sound) - np.array(CENTRE)) / np.array(SCALE)
    scores = np.array(WEIGHTS) @ np.append(values, 1.0)
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    best = int(np.argmax(shares))
    return Drum(KINDS[best], round(float(shares[best]), 3)) if shares[best] >= LEAST else None


def measured(sound: Heard) -> "NDArray[np.float64]":
    """Return the 20 numbers that the hint weighs: eight bands early and late, how it decays, bursts."""
    import numpy as np

    mono = sound.mono
    start = int(np.argmax(np.abs(mono) > 0.1))
    early, late = _bands(mono[start : start + 1024]), _bands(mono[start + 1024 : start + 5120])
    step = RATE // 200
    padded = np.pad(mono[start:], (0, step))
    count = len(padded) // step
    loud = np.abs(padded[: count * step]).reshape(count, step).max(axis=1)
    loud = loud / max(float(loud.max()), 1e-9)
    decays = [np.log(1 + float(np.flatnonzero(loud > 10 ** (-db / 20))[-1])) for db in (10, 20, 40)]
    rises = float(np.count_nonzero(np.diff(loud[:12]) > 0.15))
    return np.concatenate([early, late, decays, [rises]])


def _bands(part: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the level of eight bands in tens of dB below the loudest, no lower than -6."""
    import numpy as np

    size = max(1024, len(part))
    part = np.pad(part, (0, size - len(part)))
    power = np.abs(np.fft.rfft(part * np.hanning(size) if size > 1024 else part)) ** 2
    places = (np.array(_EDGES_HZ) * size / RATE).astype(int)
    sums = np.array([power[low:high].sum() for low, high in pairwise(places)])
    level = np.log10(sums / max(float(sums.max()), 1e-9) + 1e-6)
    return np.asarray(level, dtype=np.float64)
