"""A line carried on through a long take, window by window, as a player's tempo wanders.

A free tempo found in the first seconds is not exact enough for minutes. Each next window starts where
the last one ended and may be a little faster, slower or off; the work grows with the length only.
"""

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.field import STEP_S, Field
from academy.scoring.hough import WINDOW_S, Line
from academy.scoring.scene import Floats, Scene

NEXT_S = 12.0
CHANGES = (0.0, -0.004, 0.004, -0.008, 0.008, -0.012, 0.012)
REACH_CELLS = 20


def follow(scene: Scene, field: Field, line: Line) -> Floats:
    """Return when each onset is expected: by `line` at first, then by lines that continue it."""
    times = scene.onset_s
    expected = line.at(times)
    offsets = np.arange(-REACH_CELLS, REACH_CELLS + 1, 2)
    away = 0.5 * (offsets * STEP_S * 1000 / CONSTANTS.offset_sd_calibrated_ms) ** 2
    stretch, start = line.stretch, float(times[0]) + WINDOW_S
    while start <= times[-1]:
        first, last = np.searchsorted(times, (start, start + NEXT_S))
        if last == first:
            start += NEXT_S
            continue
        pivot = float(expected[first - 1] + stretch * (times[first] - times[first - 1]))
        since = times[first:] - times[first]
        here = slice(0, last - first)
        best = (-np.inf, 0.0, stretch)
        for change in CHANGES:
            faster = stretch * (1 + change)
            gains = field.along(pivot + since[here] * faster, scene.onset_pad[first:last], offsets).sum(
                axis=0
            )
            gains -= away + 0.5 * (change / CONSTANTS.click_stretch_sd) ** 2
            at = int(gains.argmax())
            if gains[at] > best[0]:
                best = (float(gains[at]), float(offsets[at] * STEP_S), faster)
        _, moved, stretch = best
        expected[first:last] = pivot + moved + since[here] * stretch
        start += NEXT_S
    return expected
