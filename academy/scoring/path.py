"""The offset path: how early or late the player was from moment to moment, before any pairing.

Max-plus dynamic programming (Viterbi) over a narrow band of offsets around a line. The offset is
a random walk; the band keeps it from slipping a whole step.
"""

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.field import STEP_S, Field
from academy.scoring.scene import Floats, Ints, Scene

WIDEST_CELLS = 30


def offset_path(scene: Scene, field: Field, expected_s: Floats) -> Floats:
    """Return, for each onset, the offset in seconds from where a line expects it."""
    width = band_cells(scene)
    offsets = np.arange(-width, width + 1)
    firsts = node_starts(scene.node_of)
    gains = np.add.reduceat(field.along(expected_s, scene.onset_pad, offsets), firsts, axis=0)
    counts = np.diff(np.append(firsts, len(expected_s)))
    node_s = np.add.reduceat(scene.onset_s, firsts) / counts
    states = _viterbi(gains, np.diff(node_s))
    path: Floats = np.interp(scene.onset_s, node_s, offsets[states] * STEP_S)
    return path


def band_cells(scene: Scene) -> int:
    """Return half the width of the band: 0.45 of the smallest gap on one pad, 120 ms at most."""
    if scene.gap_s is None:
        return WIDEST_CELLS
    return max(4, min(WIDEST_CELLS, int(CONSTANTS.path_gap_share * scene.gap_s / STEP_S)))


def node_starts(node_of: Ints) -> Ints:
    """Return the index of the first onset of each node."""
    return np.flatnonzero(np.diff(node_of, prepend=node_of[0] - 1))


def _viterbi(gains: Floats, apart_s: Floats) -> Ints:
    """Return the best state of each node (rows of `gains`); `apart_s` are the distances between nodes."""
    nodes, states = gains.shape
    step_ms = np.arange(states) * CONSTANTS.path_step_ms
    jumps = (step_ms[:, None] - step_ms) ** 2 / (2 * CONSTANTS.offset_walk_ms**2)
    slowness = 1 / np.maximum(apart_s, 1e-3)
    back = np.empty((nodes, states), dtype=np.int16)
    rows = np.arange(states)
    best = gains[0]
    for node in range(1, nodes):
        ways = best - jumps * slowness[node - 1]
        back[node] = chosen = ways.argmax(axis=1)
        best = ways[rows, chosen] + gains[node]
    path = np.empty(nodes, dtype=np.int64)
    path[-1] = best.argmax()
    for node in range(nodes - 1, 0, -1):
        path[node - 1] = back[node, path[node]]
    return path
