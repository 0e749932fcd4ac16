"""Loud and soft: accents in the right places, independent of how sensitive the pads are.

Levels are dB by the square law of synthesizers (`scene.decibels`); only differences count, so a pad that
sends half the velocity costs nothing.
"""

import math
from dataclasses import dataclass

import numpy as np

from academy.scoring.alignment import Alignment
from academy.scoring.constants import CONSTANTS
from academy.scoring.fit import robust_sd
from academy.scoring.scene import Floats, Ints


@dataclass(frozen=True, slots=True)
class Dynamics:
    """Gain and error against the target, evenness of equal notes (all dB), and contour (-1 to 1)."""

    gain_db: float | None
    error_db: float | None
    contour: float | None
    evenness_db: float | None


NOTHING = Dynamics(None, None, None, None)


def dynamics_of(alignment: Alignment) -> Dynamics:
    """Return the dynamics of the pairs; all None with fewer than eight."""
    if len(alignment.onsets) < CONSTANTS.least_for_spread:
        return NOTHING
    scene = alignment.scene
    place = {hit: index for index, hit in enumerate(scene.order)}
    played = scene.hit_level[[place[int(hit)] for hit in alignment.hits]]
    wanted = scene.onset_level[alignment.onsets]
    louder = played - wanted
    evenness = _evenness(played, wanted, scene.onset_pad[alignment.onsets])
    flat = float(np.ptp(scene.onset_level)) < 0.5
    return Dynamics(
        gain_db=float(np.median(louder)),
        error_db=evenness if flat else robust_sd(louder),
        contour=None if flat else _correlation(played, wanted),
        evenness_db=evenness,
    )


def dynamics_component(error_db: float) -> float:
    """Return 0-100 for an error in dB; drummers repeat a note within 4.4 dB."""
    return 100 * math.exp(-0.5 * (error_db / CONSTANTS.dynamics_db) ** 2)


def _evenness(played: Floats, wanted: Floats, pads: Ints) -> float | None:
    """Return the pooled SD of the level among notes of one pad that should be equally loud."""
    squares, freedom = 0.0, 0
    for pad in np.unique(pads):
        for level in np.unique(np.round(wanted[pads == pad], 1)):
            group = played[(pads == pad) & (np.round(wanted, 1) == level)]
            if len(group) >= 2:
                squares += float(((group - group.mean()) ** 2).sum())
                freedom += len(group) - 1
    return math.sqrt(squares / freedom) if freedom else None


def _correlation(played: Floats, wanted: Floats) -> float | None:
    if played.std() < 1e-9 or wanted.std() < 1e-9:
        return None
    together = float(((played - played.mean()) * (wanted - wanted.mean())).mean())
    return together / float(played.std() * wanted.std())
