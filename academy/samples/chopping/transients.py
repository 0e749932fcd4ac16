"""Cutting at the hits: where each sound begins, a moment before its attack.

`onsets` says to a hundredth of a second that something begins; the attack itself is then looked for in the
samples, and the cut goes back from it to where the wave last crossed zero.
"""

from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import heard
from academy.samples.analysis.onsets import FRAME_RATE, onsets
from academy.samples.chopping.slices import LEAST_MS, Slice, check_count, with_strengths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NEIGHBOURS = 3
_FAINT = 0.05
"""What rises by less than this share of the strongest beginning is none."""
_BEFORE_S, _AFTER_S = 0.026, 0.016
"""Where the attack is looked for, around the place that `onsets` says."""
_GRAIN_S = 0.001
_BACK_S = 0.004
"""How far a cut goes back to the last zero crossing."""


def transients(samples: "NDArray[np.floating]", rate: int, count: int) -> tuple[Slice, ...]:
    """Return at most `count` slices that begin with a hit, the strongest hits first; the first begins at 0.

    Samples are (frames,) or (frames, channels). Slices are at least 30 ms long where hits are closer.
    """
    check_count(count)
    sound = heard(samples, rate)
    if not len(sound.full) or sound.is_silent or count == 1:
        return with_strengths(len(sound.full), {})
    mixed = sound.full.astype("float64").mean(axis=1)
    least = round(LEAST_MS / 1000 * rate)
    cuts: dict[int, float] = {}
    for at_s, strength in _beginnings(sound.mono):
        cut = _before_attack(mixed, rate, at_s)
        near = (*cuts, 0, len(mixed))
        if all(abs(cut - other) >= least for other in near):
            cuts[cut] = strength
        if len(cuts) == count - 1:
            break
    return with_strengths(len(mixed), cuts)


def _beginnings(mono: "Floats") -> list[tuple[float, float]]:
    """Return (seconds, strength) of each beginning, the strongest first; the strongest is 1."""
    import numpy as np

    strength = onsets(mono).all
    wide = np.pad(strength, _NEIGHBOURS, mode="wrap")
    near = np.lib.stride_tricks.sliding_window_view(wide, 2 * _NEIGHBOURS + 1)
    stands_out = strength - np.median(near, axis=1)
    peaks = np.flatnonzero((strength >= near.max(axis=1)) & (stands_out > 0))
    most = float(stands_out[peaks].max(initial=0.0))
    found = [(float(peak) / FRAME_RATE, float(stands_out[peak]) / most) for peak in peaks]
    return sorted((each for each in found if each[1] >= _FAINT), key=lambda each: -each[1])


def _before_attack(mixed: "Floats", rate: int, at_s: float) -> int:
    """Return the frame to cut at for a beginning near `at_s`."""
    import numpy as np

    grain = max(1, round(_GRAIN_S * rate))
    first = max(0, round((at_s - _BEFORE_S) * rate))
    part = mixed[first : round((at_s + _AFTER_S) * rate)]
    grains = len(part) // grain
    if grains < 4:
        return min(first, len(mixed))
    # The difference of samples weighs high notes more: an attack is brighter than what rings below it.
    bright = np.abs(np.diff(part[: grains * grain], prepend=part[:1]))
    level = np.log(bright.reshape(grains, grain).mean(axis=1) + 1e-5)
    rise = level[2:] - np.minimum(level[1:-1], level[:-2])
    attack = first + (int(np.argmax(rise)) + 1) * grain
    return _zero_before(mixed, attack, round(_BACK_S * rate))


def _zero_before(mixed: "Floats", at: int, reach: int) -> int:
    """Return the last frame up to `at` where the wave has crossed zero, `at` when there is none in reach."""
    import numpy as np

    first = max(1, at - reach)
    if first > at or at >= len(mixed):
        return min(at, len(mixed))
    below = mixed[first - 1 : at + 1] < 0
    crossings = np.flatnonzero(below[1:] != below[:-1])
    return first + int(crossings[-1]) if len(crossings) else at
