"""Name the rhythmic figure of a row of hits: quarters, eighths, sixteenths, triplets, swing, dotted.

Everything is measured in beats, so the same playing has the same name at any tempo; nothing is a fixed
number of milliseconds. A single gap between two hits says little: at 90 bpm a hand that scatters by
20 ms (SD) confuses a sixteenth (167 ms) with a triplet (222 ms) once in five. So all hits of a stretch of
eight beats are laid over one beat, and the grid that explains them best wins: each grid is a set of equally
likely places with a fitted jitter (0.02-0.055 beat; 20 ms at 90 bpm is 0.03) and one hit in ten that
belongs nowhere. A grid with more places says less about each hit, so a finer grid must earn its places. Where
the stretch starts is free: latency, feel and slow drift between stretches do not matter.

The grid alone is no figure: most neighbouring hits must also be neighbours on it, else the playing is mixed.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_HITS = 4
LEAST_FOR_SWING = 8
CHORD_BEATS = 0.08
STRETCH_BEATS = 8.0
JITTERS_BEATS = (0.02, 0.035, 0.055)
STRAY = 0.1
# A swing ratio is fitted, a straight grid is not: what that freedom must earn (nats), and where swing begins.
SWING_COST = 4.0
SWING_PERCENT = (56, 58, 60, 62, 64, 67, 70)
STEADY_SHARE = 0.7
_BINS = 96


@dataclass(frozen=True)
class _Grid:
    """A figure, the places of its notes in one beat, and what it must earn before it may win."""

    figure: str
    places: tuple[float, ...]
    cost: float = 0.0


def _grids() -> tuple[_Grid, ...]:
    straight = [
        _Grid("quarter_notes", (0.0,)),
        _Grid("eighth_notes", (0.0, 0.5)),
        _Grid("triplets", (0.0, 1 / 3, 2 / 3)),
        _Grid("sixteenth_notes", (0.0, 0.25, 0.5, 0.75)),
        _Grid("sixteenth_triplets", tuple(place / 6 for place in range(6))),
        _Grid("dotted_eighths_and_sixteenths", (0.0, 0.75), SWING_COST),
    ]
    eighths = [_Grid("swing_eighths", (0.0, x / 100), SWING_COST) for x in SWING_PERCENT]
    sixteenths = [
        _Grid("swing_sixteenths", (0.0, x / 200, 0.5, 0.5 + x / 200), SWING_COST) for x in SWING_PERCENT
    ]
    return (*straight, *eighths, *sixteenths)


GRIDS = _grids()

# What a steady row of longer steps on a grid is called.
_LONGER = {
    ("quarter_notes", 2): "half_notes",
    ("quarter_notes", 4): "whole_notes",
    ("eighth_notes", 3): "dotted_quarters",
    ("sixteenth_notes", 3): "dotted_eighths",
}

# Two of three triplets, long and short in turn, are the widest swing.
_SWUNG = {"triplets": "swing_eighths", "sixteenth_triplets": "swing_sixteenths"}


def name_figure(times_s: Sequence[float], tempo: float) -> str | None:
    """Return the name of the figure that was played, `mixed` when there is none, None for too few hits.

    `times_s` are hit times in seconds in any order, `tempo` the beats per minute they were played at. Hits
    closer than 0.08 beat are one stroke (a chord, a flam). At least four strokes are needed, eight to
    call anything swung or dotted.
    """
    if tempo <= 0:
        raise ValueError(f"tempo {tempo}; expected beats per minute above 0")
    # rounded to less than anything is measured to, so that ties fall the same way at every tempo
    beats = _strokes([round(time_s * tempo / 60, 9) for time_s in times_s])
    if len(beats) < LEAST_HITS:
        return None
    stretches = _stretches(beats)
    grid, shifts = _best_grid(stretches)
    places = [
        place for part, shift in zip(stretches, shifts, strict=True) for place in _laid(part, grid, shift)
    ]
    steps = [later - earlier for earlier, later in itertools.pairwise(places)]
    swung = _SWUNG.get(grid.figure)
    if swung and len(beats) >= LEAST_FOR_SWING and _alternates(steps):
        return swung
    usual = max(set(steps), key=lambda step: (steps.count(step), -step))
    if steps.count(usual) < STEADY_SHARE * len(steps):
        return "mixed"
    return grid.figure if usual == 1 else _LONGER.get((grid.figure, usual), "mixed")


def _alternates(steps: list[int]) -> bool:
    """Say whether nearly all steps are two and one in turn."""
    pairs = list(itertools.pairwise(steps))
    return sum(pair in ((2, 1), (1, 2)) for pair in pairs) >= STEADY_SHARE * len(pairs)


def _strokes(beats: list[float]) -> list[float]:
    """Return one time for every group of hits that belong together, ascending."""
    strokes: list[float] = []
    for beat in sorted(beats):
        if not strokes or beat - strokes[-1] >= CHORD_BEATS:
            strokes.append(beat)
    return strokes


def _stretches(beats: list[float]) -> list[list[float]]:
    """Return the strokes in stretches of eight beats, counted from the first; empty ones left out."""
    parts: dict[int, list[float]] = {}
    for beat in beats:
        parts.setdefault(int((beat - beats[0]) // STRETCH_BEATS), []).append(beat)
    return list(parts.values())


def _best_grid(stretches: list[list[float]]) -> tuple[_Grid, list[float]]:
    """Return the likeliest grid and, for each stretch, where on the beat it lies."""
    import numpy as np

    counts = np.zeros((len(stretches), _BINS))
    for number, part in enumerate(stretches):
        for beat in part:
            counts[number, round(beat % 1.0 * _BINS) % _BINS] += 1
    table = _table()
    # fit[stretch, grid, jitter, shift]; one jitter for the whole take, a shift for every stretch
    fit = np.einsum("sb,gjtb->sgjt", counts, table)
    total = fit.max(axis=3).sum(axis=0) - np.array([grid.cost for grid in GRIDS])[:, None]
    if counts.sum() < LEAST_FOR_SWING:
        total[[grid.cost > 0 for grid in GRIDS]] = -np.inf
    best, jitter = np.unravel_index(int(total.argmax()), total.shape)
    shifts = fit[:, best, jitter, :].argmax(axis=1) / _BINS
    return GRIDS[int(best)], [float(shift) for shift in shifts]


@lru_cache(maxsize=1)
def _table() -> "NDArray[np.float64]":
    """Return log likelihoods [grid, jitter, shift, bin] of a stroke in each bin of the beat."""
    import numpy as np

    bins = np.arange(_BINS) / _BINS
    rows: list[Any] = []
    for grid in GRIDS:
        for jitter in JITTERS_BEATS:
            far = np.abs(bins[:, None] - np.array(grid.places)[None, :])
            far = np.minimum(far, 1 - far)
            bell = np.exp(-((far / jitter) ** 2) / 2) / (jitter * np.sqrt(2 * np.pi))
            log = np.log((1 - STRAY) * bell.mean(axis=1) + STRAY)
            rows.append([np.roll(log, shift) for shift in range(_BINS)])
    return np.array(rows).reshape(len(GRIDS), len(JITTERS_BEATS), _BINS, _BINS)


def _laid(part: list[float], grid: _Grid, shift: float) -> list[int]:
    """Return the number of the grid place nearest to each stroke, counted from beat 0."""
    laid = []
    for beat in part:
        whole, within = divmod(beat - shift, 1.0)
        distances = [round(abs(within - place), 9) for place in (*grid.places, 1.0)]
        laid.append(int(whole) * len(grid.places) + distances.index(min(distances)))
    return laid
