"""How far from its onset a hit still counts, by level, and the word for one hit.

Half-widths in milliseconds of real time at any tempo: slowing down makes the music easier, not the
judge. They lie inside the range that trainers and games publish (20-50 for the best word,
80-150 for the outermost). A window never reaches half way to the next note of the same pad,
or two notes would claim one hit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from academy.scoring.constants import CONSTANTS, Constants


@dataclass(frozen=True, slots=True)
class Windows:
    """Half-widths in ms: `inner` is where one wants to be, beyond `outer` a hit is far out."""

    inner: float
    middle: float
    outer: float

    def capped(self, gap_s: float | None, share: float = CONSTANTS.path_gap_share) -> "Windows":
        """Return the windows of a note whose nearest neighbour on its pad is `gap_s` seconds away."""
        if gap_s is None:
            return self
        most = share * gap_s * 1000
        return Windows(min(self.inner, most), min(self.middle, most), min(self.outer, most))

    def ring(self, distance_ms: float) -> int | None:
        """Return 1, 2 or 3 for the smallest window that holds the distance, None when it is beyond all."""
        for number, width in enumerate((self.inner, self.middle, self.outer), start=1):
            if abs(distance_ms) <= width:
                return number
        return None


_LEVELS = (Windows(50.0, 100.0, 150.0), Windows(35.0, 70.0, 110.0), Windows(20.0, 40.0, 80.0))


def windows(level: int) -> Windows:
    """Return the windows of a level: 1 beginner, 2 intermediate, 3 advanced."""
    if not 1 <= level <= len(_LEVELS):
        raise ValueError(f"level {level}; expected 1, 2 or 3")
    return _LEVELS[level - 1]


def neighbour_gaps(times_s: Sequence[float], pads: Sequence[str]) -> list[float | None]:
    """Return for each onset the seconds to its nearest neighbour on the same pad; None when it has none."""
    order = sorted(range(len(times_s)), key=lambda index: times_s[index])
    gaps: list[float | None] = [None] * len(times_s)
    last: dict[str, int] = {}
    for index in order:
        before = last.get(pads[index])
        if before is not None:
            gap = times_s[index] - times_s[before]
            gaps[index] = gap
            earlier = gaps[before]
            gaps[before] = gap if earlier is None else min(gap, earlier)
        last[pads[index]] = index
    return gaps


class TimingWord(StrEnum):
    """What one hit's asynchrony is called."""

    INAUDIBLE = "inaudible"
    ON_TIME = "on time"
    EARLY = "early"
    LATE = "late"
    OFF = "off"


def allowance_ms(offset_ms: float, *, calibrated: bool, table: Constants = CONSTANTS) -> float:
    """Return the part of a player's offset that is not held against single hits, in ms.

    With calibrated latency that is normal feel, up to 30 ms either way; without, the offset may
    be latency alone, so all of it.
    """
    if not calibrated:
        return offset_ms
    return max(-table.feel_ms, min(table.feel_ms, offset_ms))


def verdict_of(asynchrony_ms: float, bias_ms: float = 0.0, table: Constants = CONSTANTS) -> TimingWord:
    """Return the word for one hit: `asynchrony_ms` (early negative) about the allowed `bias_ms`.

    10 ms nobody hears, 20 ms is what listeners to a groove just notice, beyond 40 it is off.
    """
    inaudible, on_time, near = table.hit_bands_ms
    distance = asynchrony_ms - bias_ms
    if abs(distance) <= inaudible:
        return TimingWord.INAUDIBLE
    if abs(distance) <= on_time:
        return TimingWord.ON_TIME
    if abs(distance) > near:
        return TimingWord.OFF
    return TimingWord.EARLY if distance < 0 else TimingWord.LATE
