"""Where a take lies against its target: the best offsets, and tempos, before any pairing.

A hypothesis is a line: onset time s is expected at `offset + stretch * s`. A stretch above 1 is slower.
"""

import math
from dataclasses import dataclass

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.field import STEP_S, Field
from academy.scoring.scene import Floats, Scene

STRIDE = 2
WINDOW_S = 24.0


@dataclass(frozen=True)
class Line:
    """One hypothesis and its summed gain in nats, priors already taken off."""

    offset_s: float
    stretch: float
    gain: float

    def at(self, times_s: Floats) -> Floats:
        """Return when onsets at `times_s` are expected."""
        return self.offset_s + self.stretch * times_s


@dataclass(frozen=True)
class Prior:
    """What is believed before listening: offset N(centre, sd) within a range, log-stretch N(stretch, sd)."""

    offset_sd_s: float
    offset_range_s: float
    stretch_sd: float
    centre_s: float = 0.0
    stretch: float = 1.0

    def cost(self, offset_s: float, stretch: float) -> float:
        """Return the nats that this offset and stretch cost."""
        away = (offset_s - self.centre_s) / self.offset_sd_s
        return 0.5 * away**2 + 0.5 * (math.log(stretch / self.stretch) / self.stretch_sd) ** 2


def best_lines(
    scene: Scene, field: Field, stretches: Floats, prior: Prior, *, window_s: float = WINDOW_S
) -> list[Line]:
    """Return the best few lines, best first, their offsets at least 35 ms apart.

    Only the first `window_s` seconds of onsets are asked when several stretches compete: a longer take
    is followed from there (`follow.py`), so that the search grows with its length and not its square.
    """
    use = slice(None)
    if len(stretches) > 1:
        use = slice(0, int(np.searchsorted(scene.onset_s, scene.onset_s[0] + window_s, side="right")))
    times, pads = scene.onset_s[use], scene.onset_pad[use]
    reach = int(prior.offset_range_s / STEP_S)
    offsets = np.arange(-reach, reach + 1, STRIDE)
    away = 0.5 * (offsets * STEP_S / prior.offset_sd_s) ** 2
    rows = np.empty((len(stretches), len(offsets)))
    for row, stretch in enumerate(stretches):
        summed = field.along(prior.centre_s + times * stretch, pads, offsets).sum(axis=0)
        rows[row] = summed - away - prior.cost(prior.centre_s, stretch)
    centres = prior.centre_s + offsets.astype(np.float64) * STEP_S
    return _peaks(rows, centres, stretches)


def _peaks(rows: Floats, offsets_s: Floats, stretches: Floats) -> list[Line]:
    best_row = rows.argmax(axis=0)
    best = rows.max(axis=0)
    lines: list[Line] = []
    open_ = np.ones(len(best), dtype=bool)
    while len(lines) < CONSTANTS.hypotheses and open_.any():
        at = int(np.where(open_, best, -np.inf).argmax())
        lines.append(Line(float(offsets_s[at]), float(stretches[best_row[at]]), float(best[at])))
        open_ &= np.abs(offsets_s - offsets_s[at]) >= CONSTANTS.hypotheses_apart_ms / 1000
    return lines
