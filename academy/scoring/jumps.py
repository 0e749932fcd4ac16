"""Offset paths that jump: a late start, a pause, a skipped bar, a second attempt.

The same dynamic programming as in `path.py`, over offsets up to sixteen beats either way (eight in very
long takes), except that the player may at any time leave off and go on somewhere else, later in the
target and later in the take, at a fixed price. Onsets in between were skipped; hits in between belong
to nothing.
"""

from dataclasses import dataclass

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.field import STEP_S, Field
from academy.scoring.path import node_starts
from academy.scoring.scene import Flags, Floats, Ints, Scene

STRIDE = int(CONSTANTS.jump_step_ms / CONSTANTS.path_step_ms)
CELL_S = STRIDE * STEP_S
NOWHERE = -1e9
MOST_NODES = 1024


@dataclass(frozen=True)
class JumpPath:
    """For each onset: offset in seconds from the line, number of its segment, and whether it was skipped."""

    offset_s: Floats
    segment: Ints
    dead: Flags


def jump_path(scene: Scene, field: Field, expected_s: Floats, start_sd_s: float) -> JumpPath:
    """Return the best path with jumps around a line."""
    firsts = node_starts(scene.node_of)
    beats = CONSTANTS.jump_reach_beats if len(firsts) <= MOST_NODES else CONSTANTS.jump_reach_beats / 2
    reach = int(beats * scene.target.beat_s / CELL_S)
    offsets = np.arange(-reach, reach + 1)
    ends = np.append(firsts[1:], len(expected_s))
    clock = np.rint(expected_s[firsts] / CELL_S).astype(np.int64)
    start = -np.minimum(CONSTANTS.start_cost, 0.5 * (offsets * CELL_S / start_sd_s) ** 2)
    search = _Search(start, len(firsts))
    for node, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        here = slice(first, end)
        gains = field.along(expected_s[here], scene.onset_pad[here], offsets * STRIDE).sum(axis=0)
        on_bar = (scene.target.onsets[first].beat + 1e-6) % scene.target.beats_per_bar < 1e-3
        price = CONSTANTS.jump_cost - (CONSTANTS.jump_bar_bonus if on_bar else 0.0)
        search.step(node, gains, int(clock[node] - clock[node - 1]) if node else 0, price)
    return _unfold(search.back_from_best(), offsets, firsts, ends, len(expected_s))


class _Search:
    """The forward pass. A place is node * states + state; -1 is the start."""

    def __init__(self, start: Floats, nodes: int) -> None:
        self.start = start
        self.states = len(start)
        self.best = np.full(self.states, NOWHERE)
        self.left = np.full(self.states, NOWHERE)
        self.left_at = np.full(self.states, -1, dtype=np.int64)
        self.before = np.empty((nodes, self.states), dtype=np.int32)
        self.end = (NOWHERE, -1)

    def step(self, node: int, gains: Floats, moved: int, price: float) -> None:
        """Go on to a node that lies `moved` cells later and is worth `gains`; a jump there costs `price`."""
        states, every = self.states, np.arange(self.states)
        value = self.start.copy()
        source = np.full(states, -1, dtype=np.int64)
        if node:
            self._leave(node - 1, moved)
            reached = np.maximum.accumulate(self.left)
            at = np.maximum.accumulate(np.where(self.left >= reached, every, 0))
            landed = reached - price
            better = landed > value
            value[better] = landed[better]
            source[better] = self.left_at[at[better]]
            self._walk(node, moved, value, source)
        self.before[node] = source
        self.best = value + gains
        top = int(self.best.argmax())
        if self.best[top] > self.end[0]:
            self.end = (float(self.best[top]), node * states + top)

    def _leave(self, node: int, moved: int) -> None:
        """Let `moved` cells pass since a node, and add it to the places that may be left behind.

        Earlier places slide towards the past, the oldest pile up at its edge. A node is left when it
        has been played through: its hits cannot be used again.
        """
        moved = min(max(moved, 0), self.states - 1)
        if moved:
            oldest = int(self.left[: moved + 1].argmax())
            kept, kept_at = self.left[oldest], self.left_at[oldest]
            self.left[:-moved] = self.left[moved:].copy()
            self.left_at[:-moved] = self.left_at[moved:].copy()
            self.left[-moved:] = NOWHERE
            self.left[0], self.left_at[0] = kept, kept_at
        better = self.best > self.left
        self.left[better] = self.best[better]
        self.left_at[better] = node * self.states + np.flatnonzero(better)

    def _walk(self, node: int, moved: int, value: Floats, source: Ints) -> None:
        """Let the offset drift by up to two cells since the node before."""
        apart_s = max(moved, 1) * CELL_S
        unit = CONSTANTS.jump_step_ms**2 / (2 * CONSTANTS.offset_walk_ms**2 * apart_s)
        places = (node - 1) * self.states + np.arange(self.states)
        for drift in (0, -1, 1, -2, 2):
            to = slice(max(0, drift), self.states + min(0, drift))
            come = slice(max(0, -drift), self.states + min(0, -drift))
            walked = self.best[come] - unit * drift * drift
            better = walked > value[to]
            value[to][better] = walked[better]
            source[to][better] = places[come][better]

    def back_from_best(self) -> list[tuple[int, int]]:
        """Return (node, state) along the best path, from its first node on."""
        place, path = self.end[1], []
        while place >= 0:
            node, state = divmod(place, self.states)
            path.append((node, state))
            place = int(self.before[node, state])
        return path[::-1]


def _unfold(path: list[tuple[int, int]], offsets: Ints, firsts: Ints, ends: Ints, n: int) -> JumpPath:
    """Spread the path over the onsets; a change of over two cells, or a gap of nodes, begins a segment."""
    offset, segment, dead = np.zeros(n), np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.bool_)
    number = 0
    for step, (node, state) in enumerate(path):
        if step:
            node_before, state_before = path[step - 1]
            number += node != node_before + 1 or abs(state - state_before) > 2
            offset[ends[node_before] : firsts[node]] = offset[ends[node_before] - 1]
            segment[ends[node_before] : firsts[node]] = segment[ends[node_before] - 1]
        here = slice(firsts[node], ends[node])
        offset[here], segment[here], dead[here] = offsets[state] * CELL_S, number, False
    first, last = path[0][0], path[-1][0]
    offset[: firsts[first]] = offset[firsts[first]]
    offset[ends[last] :] = offset[ends[last] - 1]
    segment[ends[last] :] = number
    dead[: firsts[first]] = dead[ends[last] :] = False
    return JumpPath(offset, segment, dead)
