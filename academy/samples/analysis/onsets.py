"""Where sounds begin: how much louder each band gets from frame to frame.

The sound is heard as a circle, its end running into its beginning, as a loop is played: so the first hit of
a loop counts as one.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HOP = 220
FRAME_RATE = RATE / HOP
"""Frames in a second, 100.2."""
_WINDOW, _BANDS = 1024, 32
_LOW_HZ, _HIGH_HZ = 180.0, 2500.0


@dataclass(frozen=True)
class Onsets:
    """Strength of beginnings by frame, of all bands, the low ones and the high ones; `level` is RMS."""

    all: "Floats"
    low: "Floats"
    high: "Floats"
    level: "Floats"

    def times(self) -> list[float]:
        """Return where distinct sounds begin, in seconds: peaks that stand out of their surroundings."""
        import numpy as np

        strength, wide = self.all, 5
        if not strength.any():
            return []
        near = np.lib.stride_tricks.sliding_window_view(np.pad(strength, wide, mode="wrap"), 2 * wide + 1)
        floor = 0.12 * float(np.percentile(strength, 99.5))
        peaks = (strength >= near.max(axis=1)) & (strength > near.mean(axis=1) + floor)
        return [float(frame) / FRAME_RATE for frame in np.flatnonzero(peaks)]


def onsets(mono: "Floats") -> Onsets:
    """Return the onset strengths of a mono sound at RATE; it must not be empty."""
    import numpy as np

    count = max(1, round(len(mono) / HOP))
    after = (count - 1) * HOP + _WINDOW - len(mono)
    before = _WINDOW // 2
    circle = np.take(mono, np.arange(-before, len(mono) + max(0, after)), mode="wrap").astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(circle, _WINDOW)[::HOP][:count]
    window = np.hanning(_WINDOW).astype(np.float32)
    power = np.abs(np.fft.rfft(frames * window, axis=1))
    centres, bands = _bands()
    loud = np.log1p(200.0 * (power @ bands) / _WINDOW * 4)
    rise = np.maximum(loud - np.roll(loud, 1, axis=0), 0.0)
    level = np.sqrt(np.mean(frames**2, axis=1))
    low, high = centres < _LOW_HZ, centres > _HIGH_HZ
    parts = (rise.sum(axis=1), rise[:, low].sum(axis=1), rise[:, high].sum(axis=1), level)
    return Onsets(*(np.asarray(part, dtype=np.float64) for part in parts))


@lru_cache(maxsize=1)
def _bands() -> "tuple[Floats, Floats]":
    """Return centres (Hz) and triangles (bins x bands) evenly spaced on the mel scale up to 10 kHz."""
    import numpy as np

    edges = 700 * (np.exp(np.linspace(np.log1p(30 / 700), np.log1p(10_000 / 700), _BANDS + 2)) - 1)
    bins = np.fft.rfftfreq(_WINDOW, 1 / RATE)[:, None]
    rising = (bins - edges[:-2]) / np.maximum(edges[1:-1] - edges[:-2], RATE / _WINDOW)
    falling = (edges[2:] - bins) / np.maximum(edges[2:] - edges[1:-1], RATE / _WINDOW)
    return edges[1:-1], np.maximum(0.0, np.minimum(rising, falling))
