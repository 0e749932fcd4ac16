"""The root of a single note, by YIN (de Cheveigné and Kawahara 2002): the delay at which it equals itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE
from academy.samples.recipes.harmony import NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOWEST_HZ, HIGHEST_HZ = 30.0, 1500.0
_WINDOW = 2048
UNLIKE = 0.15
"""A frame whose best delay leaves more than this share unlike has no pitch."""
LEAST_SHARE, MOST_CENTS = 0.6, 35.0


@dataclass(frozen=True)
class Root:
    """A pitch: its class by name with sharps, Hz, and the share of frames that agree."""

    name: str
    hertz: float
    confidence: float


def root_of(mono: "Floats") -> Root | None:
    """Return the pitch of a single held note, or None: too short, no pitch, several, or one that glides."""
    import numpy as np

    sounding = np.flatnonzero(np.abs(mono) > 10 ** (-30 / 20))
    if not len(sounding):
        return None
    held = mono[sounding[0] + round(0.03 * RATE) : sounding[-1]]
    if len(held) < 2 * _WINDOW:
        return None
    starts = np.linspace(0, len(held) - 2 * _WINDOW, min(12, 1 + len(held) // _WINDOW)).astype(int)
    pitches = np.array([_pitch(held[start : start + 2 * _WINDOW]) for start in starts])
    pitched = pitches[pitches > 0]
    if len(pitched) < LEAST_SHARE * len(pitches):
        return None
    middle = float(np.median(pitched))
    cents = np.abs(1200 * np.log2(pitched / middle))
    agreed = float(np.count_nonzero(cents < MOST_CENTS)) / len(pitches)
    if agreed < LEAST_SHARE:
        return None
    note = round(69 + 12 * float(np.log2(middle / 440)))
    return Root(NAMES[note % 12], round(middle, 2), round(agreed, 3))


def _pitch(frame: "Floats") -> float:
    """Return the pitch of a frame in Hz, 0 where there is none."""
    import numpy as np

    longest, shortest = int(RATE / LOWEST_HZ), int(RATE / HIGHEST_HZ)
    size = 4 * _WINDOW
    first = frame[:_WINDOW]
    cross = np.fft.irfft(np.conj(np.fft.rfft(first, size)) * np.fft.rfft(frame, size), size)[: longest + 2]
    energy = np.concatenate([[0.0], np.cumsum(frame**2)])
    shifted = energy[_WINDOW : _WINDOW + longest + 2] - energy[: longest + 2]
    unlike = np.maximum(energy[_WINDOW] + shifted - 2 * cross, 0.0)
    unlike[0] = 1.0
    lags = np.arange(len(unlike))
    share = unlike * lags / np.maximum(np.cumsum(unlike) - 1.0, 1e-12)
    share[:shortest] = 1.0
    below = np.flatnonzero(share[: longest + 1] < UNLIKE)
    if not len(below):
        return 0.0
    place = int(below[0])
    while place < longest and share[place + 1] < share[place]:
        place += 1
    left, middle, right = share[place - 1 : place + 2]
    bend = left - 2 * middle + right
    return RATE / (place + (0.5 * (left - right) / bend if bend > 0 else 0.0))
