"""Moving a cut to where it makes no click: where both channels are nearest to silence on either side."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.floating]

NEAR_MS = 5.0
"""How far a cut may move: less than an ear takes for another place."""
ALIKE = 0.001
"""Jumps that differ by less, -60 dB, sound alike; the nearer one is taken."""


def snapped(samples: "Samples", rate: int, frame: int) -> int:
    """Return the frame within ±5 ms at which a cut jumps least; the frame asked when none is better.

    Samples are (frames,) or (frames, channels). What is cut ends with one sample and begins with the next,
    so a cut jumps by both of them, in every channel. A cut outside the sound comes to its nearest end.
    """
    import numpy as np

    frames = len(samples)
    asked = min(max(frame, 0), frames)
    reach = round(NEAR_MS / 1000 * rate)
    low, high = max(1, asked - reach), min(frames - 1, asked + reach)
    if asked in (0, frames) or low > high:
        return asked
    loud = (
        np.abs(np.asarray(samples[low - 1 : high + 1], dtype=np.float64))
        .reshape(high - low + 2, -1)
        .sum(axis=1)
    )
    jumps = loud[:-1] + loud[1:]
    away = np.abs(np.arange(low, high + 1) - asked)
    best = np.lexsort((away, np.ceil(jumps / ALIKE)))[0]
    return low + int(best)
