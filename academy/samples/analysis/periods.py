"""How alike a rhythm is to itself some time later, read at any time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.onsets import FRAME_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LOOSE = 0.012
"""A lag is read within ±1.2 %: hands are not clocks."""


@dataclass(frozen=True)
class Likeness:
    """Self-likeness of a rhythm by lag in frames: 1 at no lag. `circular` wraps round at the end."""

    straight: "Floats"
    circular: "Floats"

    def at(self, lag_s: float) -> float:
        """Read the straight likeness; 0 where the lag leaves too little to compare."""
        return _read(self.straight, lag_s * FRAME_RATE)

    def around(self, lag_s: float) -> float:
        """Read the circular likeness at a lag of any length."""
        return _read(self.circular, (lag_s * FRAME_RATE) % len(self.circular))


def likeness(strength: "Floats") -> Likeness:
    """Measure how alike an onset strength is to itself at every lag."""
    import numpy as np

    centred = strength - strength.mean()
    count = len(centred)
    energy = float(centred @ centred)
    if energy < 1e-12:
        return Likeness(np.zeros(count), np.zeros(count))
    circular = np.fft.irfft(np.abs(np.fft.rfft(centred)) ** 2, count) / energy
    size = 1 << (2 * count - 1).bit_length()
    straight = np.fft.irfft(np.abs(np.fft.rfft(centred, size)) ** 2, size)[:count] / energy
    share = 1 - np.arange(count) / count
    straight = np.where(share > 0.12, straight / np.maximum(share, 0.12), 0.0)
    return Likeness(straight, circular)


def peaks(straight: "Floats", least_s: float, most_s: float, count: int) -> list[float]:
    """Return the lags (seconds) of the strongest peaks, by strength, read between frames by a parabola."""
    import numpy as np

    first, last = max(2, round(least_s * FRAME_RATE)), min(len(straight) - 1, round(most_s * FRAME_RATE))
    if last - first < 3:
        return []
    inner = straight[first:last]
    is_peak = (
        (inner > straight[first - 1 : last - 1]) & (inner >= straight[first + 1 : last + 1]) & (inner > 0.02)
    )
    places = np.flatnonzero(is_peak) + first
    found = []
    for place in places[np.argsort(-straight[places], kind="stable")][:count]:
        left, middle, right = straight[place - 1 : place + 2]
        bend = left - 2 * middle + right
        found.append(float(place + (0.5 * (left - right) / bend if bend < 0 else 0.0)) / FRAME_RATE)
    return found


def _read(values: "Floats", lag: float) -> float:
    import math

    reach = max(1.0, _LOOSE * lag)
    first, last = max(0, math.ceil(lag - reach)), min(len(values) - 1, math.floor(lag + reach))
    return float(values[first : last + 1].max()) if first <= last else 0.0
