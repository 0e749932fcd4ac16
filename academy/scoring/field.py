"""How well the take would answer an onset of a given pad at a given moment, sampled in time.

The field of a pad is the gain in nats of the best pair an onset could make there: high where that
pad was hit, a little higher than nothing where any other was. Sums of it along a hypothesis about
offset and tempo say quickly which hypotheses deserve an exact assignment.
"""

from dataclasses import dataclass

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.costs import edge_costs
from academy.scoring.scene import Flags, Floats, Ints, Scene

WRONG_SHARE = 0.3
STEP_S = CONSTANTS.path_step_ms / 1000


@dataclass(frozen=True)
class Field:
    """Gains in nats, one row a target pad, one cell every `STEP_S` seconds from `origin_s`."""

    gains: Floats
    origin_s: float

    def cells(self, times_s: Floats) -> Ints:
        """Return the cell of each time; outside the take is the silent cell at either end."""
        return np.rint((times_s - self.origin_s) / STEP_S).astype(np.int64)

    def along(self, times_s: Floats, pads: Ints, offsets: Ints) -> Floats:
        """Return the gain of each onset (row) at each offset in cells (column)."""
        width = self.gains.shape[1]
        cells = self.cells(times_s)[:, None] + offsets
        np.clip(cells, 0, width - 1, out=cells)
        cells += (pads * width)[:, None]
        gains: Floats = self.gains.ravel()[cells]
        return gains


def field_of(scene: Scene, *, is_free: bool = False) -> Field:
    """Return the field of a take's hits, at the jitter every alignment starts with.

    One hit may be asked by several onsets at once, so that a wrong bar would look half right wherever another
    note of a chord was struck: wrong pads count `WRONG_SHARE` of their gain here. Hits so far away that no
    explanation could use them are left out: the field must stay small.
    """
    costs = edge_costs(CONSTANTS.sigma_start_ms, scene.pads)
    reach = int(costs.reach_ms / CONSTANTS.path_step_ms)
    around = np.arange(-reach, reach + 1)
    penalty = (
        (costs.nu + 1) / 2 * np.log1p((around * CONSTANTS.path_step_ms / costs.sigma_ms) ** 2 / costs.nu)
    )
    same = np.maximum(-costs.same - penalty, 0.0)
    other = WRONG_SHARE * np.maximum(-costs.wrong - penalty, 0.0)
    use = ~scene.flagged & _within_reach(scene, is_free)
    if not use.any():
        return Field(np.zeros((scene.pads, 1)), 0.0)
    times, pads = scene.hit_s[use], scene.hit_pad[use]
    origin = float(times[0]) - (reach + 1) * STEP_S
    width = int((times[-1] - origin) / STEP_S) + reach + 3
    cells = np.rint((times - origin) / STEP_S).astype(np.int64)[:, None] + around
    anything = np.zeros(width)
    np.maximum.at(anything, cells, np.broadcast_to(other, cells.shape))
    gains = np.repeat(anything[None, :], scene.pads, axis=0)
    known = pads < scene.pads
    flat = cells[known] + (pads[known] * width)[:, None]
    np.maximum.at(gains.reshape(-1), flat, np.broadcast_to(same, flat.shape))
    return Field(gains, origin)


def _within_reach(scene: Scene, is_free: bool) -> Flags:
    """Return which hits an explanation could reach: half time at the slowest, sixteen beats off."""
    margin_s = (CONSTANTS.jump_reach_beats + 4) * scene.target.beat_s
    start_s = scene.begins_s if is_free else float(scene.onset_s[0])
    end_s = start_s + scene.span_s * 2 * CONSTANTS.free_stretch_most + margin_s
    reached: Flags = (scene.hit_s >= start_s - margin_s) & (scene.hit_s <= end_s)
    return reached
