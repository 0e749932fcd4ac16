"""Loop or one-shot: a loop is long, is struck again and again, sounds to its end, and repeats itself."""

from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE
from academy.samples.analysis.onsets import onsets
from academy.samples.analysis.periods import likeness, peaks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_S = 0.8
LEAST_HITS = 3
"""Beginnings after the first tenth of a second."""
LEAST_END_DB = -24.0
"""How loud the last quarter is beside the whole."""
LEAST_REPEAT = 0.2
LEAST_SHARP = 3.0
"""How far the strongest beginnings stand above the mean: the wash of a sea or a choir does not."""
STRUCK, LOUDER = 0.2, 1.5
"""A hit adds this share of the whole's level and makes it so many times louder; beating strings do not."""
_SILENCE_DB = -60.0


def is_loop(mono: "NDArray[np.float64]", length_s: float) -> bool:
    """Say whether a mono sound at RATE is a loop."""
    import numpy as np

    heard = np.flatnonzero(np.abs(mono) > 10 ** (_SILENCE_DB / 20))
    if length_s < SHORTEST_S or not len(heard):
        return False
    mono = mono[: int(heard[-1]) + 1]
    quarter = mono[-len(mono) // 4 :]
    end_db = 10 * np.log10(max(float(np.mean(quarter**2)), 1e-12) / float(np.mean(mono**2)))
    if end_db < LEAST_END_DB:
        return False
    found = onsets(mono)
    if _sharpness(found.all) < LEAST_SHARP or _struck(mono, found.times()) < LEAST_HITS:
        return False
    alike = likeness(found.all)
    repeats = peaks(alike.circular, 0.1, 0.75 * len(mono) / RATE, 1)
    return bool(repeats) and alike.around(repeats[0]) >= LEAST_REPEAT


def _sharpness(strength: "NDArray[np.float64]") -> float:
    """Return the mean of the strongest fiftieth of an onset strength beside the mean of all."""
    import numpy as np

    strongest = np.sort(strength)[-max(1, len(strength) // 50) :]
    return float(strongest.mean() / max(float(strength.mean()), 1e-9))


def _struck(mono: "NDArray[np.float64]", times: list[float]) -> int:
    """Count the beginnings after 0.1 s at which the sound really gets louder."""
    import numpy as np

    reach, loudest = round(0.03 * RATE), float(np.sqrt(np.mean(mono**2)))
    count = 0
    for time in times:
        at = round(time * RATE)
        before, after = mono[max(0, at - reach) : at - reach // 4], mono[at : at + reach]
        if time > 0.1 and len(before) and len(after):
            was, is_now = (float(np.sqrt(np.mean(part**2))) for part in (before, after))
            count += is_now - was > STRUCK * loudest and is_now > LOUDER * was
    return count
