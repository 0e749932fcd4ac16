"""One take beside its target, as arrays: what every step of the alignment looks at.

Times are seconds. Hit times have the calibrated latency taken off. Pads are small whole numbers,
so that no step can depend on their names; a hit on a pad outside the target gets a number of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from academy.midi.take import Hit
from academy.patterns.model import Target
from academy.scoring.constants import CONSTANTS
from academy.scoring.rebounds import Flag, flag_rebounds, smallest_gaps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_NODES_APART_S = 0.5
LONE_HITS = 3


@dataclass(frozen=True)
class Scene:
    """Onsets (n) and hits (m) in order of time, and what the target says about both.

    `level` arrays are dB (40 log10 of velocity / 127). `order` maps a hit here to its place in the
    take. `pads` counts the target's pads, `gap_s` is its smallest gap on one pad (None if no pad has
    two onsets). `node_of` numbers stretches of about half a beat that share one offset.
    """

    target: Target
    onset_s: Floats
    onset_pad: Ints
    onset_level: Floats
    hit_s: Floats
    hit_pad: Ints
    hit_level: Floats
    flags: tuple[Flag | None, ...]
    flagged: Flags
    order: tuple[int, ...]
    pads: int
    gap_s: float | None
    is_calibrated: bool
    ignores_pads: bool
    node_of: Ints

    @property
    def span_s(self) -> float:
        """Seconds from the first onset to the last, at least one beat."""
        return max(float(self.onset_s[-1] - self.onset_s[0]), self.target.beat_s)

    @property
    def begins_s(self) -> float:
        """When the playing begins: the first hit, but for lone hits long before the others."""
        longest_s = max(float(np.diff(self.onset_s).max(initial=0.0)), 2 * self.target.beat_s)
        begins = 0
        while begins < min(LONE_HITS, len(self.hit_s) - 1):
            if self.hit_s[begins + 1] - self.hit_s[begins] <= 2 * longest_s:
                break
            begins += 1
        return float(self.hit_s[begins])

    @property
    def offset_sd_s(self) -> float:
        """How far off the click a player may be expected: calibrated latency leaves only habit."""
        calibrated, raw = CONSTANTS.offset_sd_calibrated_ms, CONSTANTS.offset_sd_uncalibrated_ms
        return (calibrated if self.is_calibrated else raw) / 1000


def scene_of(
    target: Target, hits: tuple[Hit, ...], *, latency_ms: float | None, ignore_pads: bool = False
) -> Scene:
    """Return the arrays for a target with at least one onset; hits without a pad are left out.

    With `ignore_pads` everything is one pad: only the rhythm counts.
    """
    onset_pads = ["any" if ignore_pads else onset.pad for onset in target.onsets]
    onset_s = [onset.time_s for onset in target.onsets]
    numbers = {pad: number for number, pad in enumerate(dict.fromkeys(onset_pads))}
    pads = len(numbers)
    order = sorted(
        (index for index, hit in enumerate(hits) if hit.velocity and (ignore_pads or hit.pad is not None)),
        key=lambda index: (hits[index].time_s, -hits[index].velocity, hits[index].pad or ""),
    )
    hit_pads = ["any" if ignore_pads else str(hits[index].pad) for index in order]
    for pad in hit_pads:
        numbers.setdefault(pad, len(numbers))
    hit_s = [hits[index].time_s - (latency_ms or 0.0) / 1000 for index in order]
    velocities = [hits[index].velocity for index in order]
    gaps = smallest_gaps(onset_s, onset_pads)
    known = [pad if numbers[pad] < pads else None for pad in hit_pads]
    flags = flag_rebounds(hit_s, known, velocities, gaps)
    node_s = min(target.beat_s / 2, MOST_NODES_APART_S)
    return Scene(
        target=target,
        onset_s=np.array(onset_s, dtype=np.float64),
        onset_pad=np.array([numbers[pad] for pad in onset_pads], dtype=np.int64),
        onset_level=decibels([onset.velocity for onset in target.onsets]),
        hit_s=np.array(hit_s, dtype=np.float64),
        hit_pad=np.array([numbers[pad] for pad in hit_pads], dtype=np.int64),
        hit_level=decibels(velocities),
        flags=tuple(flags),
        flagged=np.array([flag is not None for flag in flags], dtype=np.bool_),
        order=tuple(order),
        pads=pads,
        gap_s=min(gaps.values(), default=None),
        is_calibrated=latency_ms is not None,
        ignores_pads=ignore_pads,
        node_of=np.floor(np.array(onset_s) / node_s + 1e-6).astype(np.int64),
    )


def decibels(velocities: list[int]) -> Floats:
    """Return loudness in dB of MIDI velocities, by the square law of synthesizers (Dannenberg 2006)."""
    return 40 * np.log10(np.maximum(np.array(velocities, dtype=np.float64), 1) / 127)
