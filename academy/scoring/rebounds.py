"""Which hits look like a bounce of the stroke before, or a grace note before the stroke.

A flag never removes a hit: it only makes it a worse answer to an onset than the stroke beside it.
"Keep the first" would be wrong for flams, where the first is the grace note.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from academy.scoring.constants import CONSTANTS, Constants


class Flag(StrEnum):
    """Why a hit is not taken at face value."""

    REBOUND = "rebound"
    GRACE = "grace"


def smallest_gaps(times_s: Sequence[float], pads: Sequence[str]) -> dict[str, float]:
    """Return the smallest distance in seconds between two onsets of each pad; pads with one have no entry."""
    last: dict[str, float] = {}
    gaps: dict[str, float] = {}
    for time_s, pad in sorted(zip(times_s, pads, strict=True)):
        gap = time_s - last[pad] if pad in last else 0.0
        if gap > 0:
            gaps[pad] = min(gap, gaps.get(pad, gap))
        last[pad] = time_s
    return gaps


def flag_rebounds(
    times_s: Sequence[float],
    pads: Sequence[str | None],
    velocities: Sequence[int],
    gaps_s: Mapping[str, float],
    table: Constants = CONSTANTS,
) -> list[Flag | None]:
    """Return a flag for each hit (times ascending, seconds), None for an ordinary one.

    `gaps_s` are the target's smallest gaps per pad: where notes are really meant to be close
    together, only closer hits are suspicious. A hit much softer than one just before it on its pad
    is a rebound; much softer than one just after it, a grace note.
    """
    flags: list[Flag | None] = [None] * len(times_s)
    recent: dict[str, list[int]] = {}
    for index, (time_s, pad, velocity) in enumerate(zip(times_s, pads, velocities, strict=True)):
        if pad is None:
            continue
        allowed = table.rebound_gap_ms / 1000
        if pad in gaps_s:
            allowed = min(allowed, table.rebound_gap_share * gaps_s[pad])
        before = [other for other in recent.get(pad, ()) if time_s - times_s[other] <= allowed]
        for other in before:
            if velocity <= table.rebound_softer * velocities[other]:
                flags[index] = Flag.REBOUND
            elif velocities[other] <= table.rebound_softer * velocity:
                near = time_s - times_s[other] <= table.grace_gap_ms / 1000
                if near and flags[other] is None:
                    flags[other] = Flag.GRACE
        recent[pad] = [*before, index]
    return flags
