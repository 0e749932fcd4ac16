"""Platt calibration: what a predicted chance is worth, judged by how earlier predictions came out.

A straight line in logits, p' = sigmoid(shift + slope * logit p) (Platt 1999), fitted by Newton's method
with a normal prior about the shipped line, so that 30 takes with one result bend it only a little.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from academy.progress.constants import CONSTANTS

_STEPS = 20
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Platt:
    """The line."""

    shift: float = CONSTANTS.platt_shift
    slope: float = CONSTANTS.platt_slope

    def of(self, chance: float) -> float:
        """Return the calibrated chance."""
        return sigmoid(self.shift + self.slope * logit(chance))


SHIPPED = Platt()


def fit(chances: Sequence[float], passed: Sequence[bool]) -> Platt:
    """Return the line for a learner's predictions and what came of them; the shipped one below 30."""
    if len(chances) < CONSTANTS.platt_least:
        return SHIPPED
    import numpy as np

    x = np.array([logit(chance) for chance in chances[-CONSTANTS.platt_last :]])
    y = np.array(passed[-CONSTANTS.platt_last :], dtype=float)
    shipped = np.array([CONSTANTS.platt_shift, CONSTANTS.platt_slope])
    prior = np.array([CONSTANTS.platt_sd_shift, CONSTANTS.platt_sd_slope]) ** -2.0
    design = np.stack([np.ones_like(x), x], axis=1)
    line = shipped.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        gradient = design.T @ (p - y) + prior * (line - shipped)
        step = np.linalg.solve((design.T * (p * (1 - p))) @ design + np.diag(prior), gradient)
        line -= step
        if float(np.abs(step).max()) < _TINY:
            break
    return Platt(float(line[0]), max(float(line[1]), 0.0))


def logit(chance: float) -> float:
    """Return the logit of a chance, which is kept a hair off 0 and 1."""
    kept = min(max(chance, _TINY), 1 - _TINY)
    return math.log(kept / (1 - kept))


def sigmoid(value: float) -> float:
    """Return the chance of a logit."""
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))
