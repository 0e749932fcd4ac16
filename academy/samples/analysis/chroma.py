"""Which of the twelve pitch classes sound, from the partials of the spectrum.

Only peaks are counted, so that the broad noise of drums weighs little. Counting a peak also for the note
whose third partial it may be, and taking off what third and fifth partials add, both found fewer keys.
How far the instruments are from A = 440 Hz is found first.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_RATE, _WINDOW, _HOP = RATE / 2, 4096, 1024
_LOWEST_HZ, _HIGHEST_HZ = 90.0, 3000.0
_SPREAD = 5
"""Frames of the median in time: what lasts longer than half of it is a note, what does not is a hit."""
_FLOOR = 10 ** (-35 / 20)
_CENTS = 22.0


@dataclass(frozen=True)
class Chroma:
    """Strength of each class from C by frame; tuning in cents above A = 440 Hz."""

    frames: "Floats"
    tuning_cents: float

    @property
    def whole(self) -> "Floats":
        """The strength of each class over the whole sound."""
        import numpy as np

        return np.asarray(self.frames.sum(axis=0))

    @property
    def classes(self) -> float:
        """How many classes sound evenly: 7 or so in a key, nearly 12 in drums; 0 in silence."""
        import numpy as np

        share = self.whole / max(float(self.whole.sum()), 1e-12)
        share = share[share > 0]
        return float(np.exp(-(share * np.log(share)).sum())) if len(share) else 0.0


def chroma_of(mono: "Floats") -> Chroma:
    """Return the classes of a mono sound at RATE."""
    import numpy as np

    spectrum = _spectrum(mono)
    frame, place, height = _peaks(spectrum)
    if not len(frame):
        return Chroma(np.zeros((len(spectrum), 12)), 0.0)
    cents = 1200 * np.log2(place * _RATE / _WINDOW / 440.0) + 900
    weight = height**0.6
    phase = np.exp(2j * np.pi * cents / 100) @ weight
    tuning = float(np.angle(phase)) / (2 * np.pi) * 100
    chroma = np.zeros((len(spectrum), 12))
    semitone = (cents - tuning) / 100
    near = np.round(semitone)
    fits = np.exp(-(((semitone - near) * 100 / _CENTS) ** 2))
    np.add.at(chroma, (frame, near.astype(int) % 12), weight * fits)
    return Chroma(chroma, tuning)


def _spectrum(mono: "Floats") -> "Floats":
    """Return magnitudes (frames x bins) with short hits taken out."""
    import numpy as np
    import soxr

    half = np.asarray(soxr.resample(mono.astype(np.float32), RATE, _RATE, quality="MQ"), dtype=np.float32)
    half = np.pad(half, (_WINDOW // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(half, _WINDOW)[::_HOP]
    highest = int(_HIGHEST_HZ * _WINDOW / _RATE)
    size = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW).astype(np.float32), axis=1))
    size = size[:, :highest]
    reach = _SPREAD // 2
    wide = np.pad(size, ((reach, reach), (0, 0)), mode="edge")
    still = np.median(np.stack([wide[k : k + len(size)] for k in range(_SPREAD)]), axis=0)
    return np.asarray(np.minimum(size, still), dtype=np.float64)


def _peaks(size: "Floats") -> "tuple[NDArray[np.int64], Floats, Floats]":
    """Return frame, place (bins, between them by a parabola) and height of every partial."""
    import numpy as np

    lowest = int(_LOWEST_HZ * _WINDOW / _RATE)
    inner = size[:, lowest:-1]
    least = _FLOOR * np.maximum(size.max(axis=1, keepdims=True), 0.1 * size.max(initial=0.0))
    is_peak = (inner > size[:, lowest - 1 : -2]) & (inner >= size[:, lowest + 1 :]) & (inner > least)
    frame, column = np.nonzero(is_peak)
    column = column + lowest
    left, middle, right = (np.log(size[frame, column + k] + 1e-12) for k in (-1, 0, 1))
    bend = np.minimum(left - 2 * middle + right, -1e-9)
    return frame, column + 0.5 * (left - right) / bend, size[frame, column]
