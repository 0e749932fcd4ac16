"""Where the notes between fall: the swing that was played."""

import math
from dataclasses import dataclass

import numpy as np

from academy.scoring.alignment import Alignment

LEAST_TRIPLES = 8
AUDIBLE_MS = 25.0


@dataclass(frozen=True, slots=True)
class Swing:
    """The second of two steps falls at `share` of the pair (0.5 straight, 0.667 triplets), with its
    standard error.

    `is_swung` says that it is heard as swung: away from straight by more than 25 ms, or surely not 0.5.
    """

    share: float
    error: float
    is_swung: bool


def swing_of(alignment: Alignment) -> Swing | None:
    """Return the swing over on-off-on triples of neighbouring steps; None with fewer than eight of them.

    Read from sixteenths if the target has them, else from eighths. Triples on one pad are preferred;
    where a pattern hands the steps from pad to pad, simultaneous notes speak for their step together.
    """
    target = alignment.scene.target
    for steps_to_beat in (4, 2):
        unit_s = target.beat_s / steps_to_beat
        for apart in (True, False):
            shares = _shares(alignment, steps_to_beat, by_pad=apart)
            if len(shares) >= LEAST_TRIPLES:
                return _swing(shares, unit_s)
    return None


def _swing(shares: list[float], unit_s: float) -> Swing:
    values = np.array(shares)
    share = float(np.median(values))
    error = 1.2533 * float(values.std()) / math.sqrt(len(values))
    away_ms = abs(share - 0.5) * 2 * unit_s * 1000
    sure = abs(share - 0.5) > 1.96 * error and away_ms > AUDIBLE_MS / 2
    return Swing(share, error, bool(away_ms > AUDIBLE_MS or sure))


def _shares(alignment: Alignment, steps_to_beat: int, *, by_pad: bool) -> list[float]:
    """Return where each off-step fell between its neighbours, as a share of the pair."""
    scene = alignment.scene
    beats = np.array([onset.beat for onset in scene.target.onsets])[alignment.onsets]
    places = beats * steps_to_beat
    whole = np.rint(places).astype(np.int64)
    came: dict[tuple[int, int], list[float]] = {}
    for pad, place, near, played in zip(
        scene.onset_pad[alignment.onsets].tolist(),
        whole.tolist(),
        (np.abs(places - whole) < 0.02).tolist(),
        alignment.played_s.tolist(),
        strict=True,
    ):
        if near:
            came.setdefault((pad if by_pad else -1, place), []).append(played)
    when = {key: sum(times) / len(times) for key, times in came.items()}
    shares = []
    for (pad, place), off in when.items():
        before, after = when.get((pad, place - 1)), when.get((pad, place + 1))
        if place % 2 and before is not None and after is not None and after > before:
            share = (off - before) / (after - before)
            if 0.2 < share < 0.9:
                shares.append(share)
    return shares
