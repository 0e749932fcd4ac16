"""Change the rate of a sound to the unit's, with the best that soxr has."""

import math
from typing import TYPE_CHECKING

from academy.samples.export.audio import UNIT_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EDGE = 4_096  # frames around a loop: longer than half of soxr's filter at any rate of the unit's


def at_unit_rate(samples: "NDArray[np.float32]", rate: int, *, is_loop: bool) -> "NDArray[np.float32]":
    """Return samples at UNIT_RATE: exactly `round(frames * 48000 / rate)` frames, and at least one.

    A loop is resampled as if it went round, so that its end still joins its start.
    """
    import numpy as np
    import soxr

    if rate == UNIT_RATE:
        return samples
    length = max(1, round(len(samples) * UNIT_RATE / rate))
    before = 0
    if is_loop:
        # A whole number of frames at both rates, so that the loop starts on a frame of its own.
        step = rate // math.gcd(rate, UNIT_RATE)
        edge = step * math.ceil(_EDGE / step)
        samples = np.pad(samples, ((edge, edge), (0, 0)), mode="wrap")
        before = edge * UNIT_RATE // rate
    changed = soxr.resample(samples, rate, UNIT_RATE, quality="VHQ")[before : before + length]
    lacking = length - len(changed)  # soxr may round the other way, by one frame
    kept: NDArray[np.float32] = np.pad(changed, ((0, lacking), (0, 0)), mode="edge") if lacking else changed
    return kept
