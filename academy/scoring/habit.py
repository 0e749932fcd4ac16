"""What the live judge knows of a player while they play: where they sit, and how much they scatter.

A scalar Kalman filter for the offset (ms, late positive) that walks slowly, with bounded trust in
a single wild hit, and a jitter from the last 32 residuals. Fed only with settled matches.
"""

from bisect import insort
from collections import deque
from collections.abc import Iterable
from math import exp, floor, sqrt

from academy.scoring.constants import CONSTANTS, Constants

# The search for the offset while playing: how fast votes fade, and how far ahead a rival must be (nats).
VOTE_KEEP = 0.99
VOTE_STEP_MS = 5.0
VOTE_KERNEL_MS = 25.0
VOTE_APART_MS = 35.0
VOTE_NATS = 2.0
VOTE_AHEAD = 3.0


class Habit:
    """The player's offset with its variance, and their jitter."""

    def __init__(self, *, calibrated: bool, sigma_ms: float | None, table: Constants = CONSTANTS) -> None:
        start = table.offset_sd_calibrated_ms if calibrated else table.offset_sd_uncalibrated_ms
        self.offset_ms = 0.0
        self.variance = start**2
        self.sigma_ms = table.sigma_start_ms if sigma_ms is None else sigma_ms
        self._table = table
        self._last_s: float | None = None
        self._residuals: deque[float] = deque(maxlen=table.sigma_live_hits)

    @property
    def unsure(self) -> bool:
        """Whether the offset is still less certain than a single hit is."""
        return self.variance > (self.sigma_ms / 2) ** 2

    def move_to(self, offset_ms: float) -> None:
        """Start again at another offset, as uncertain as a calibrated player is."""
        self.offset_ms = offset_ms
        self.variance = self._table.offset_sd_calibrated_ms**2
        self._residuals.clear()

    def learn(self, onset_s: float, asynchrony_ms: float) -> None:
        """Take in one settled same-pad match; `onset_s` says how long the offset could walk."""
        table = self._table
        if self._last_s is not None:
            self.variance += table.offset_walk_ms**2 * max(0.0, onset_s - self._last_s)
        self._last_s = onset_s
        surprise = asynchrony_ms - self.offset_ms
        noise = self.sigma_ms**2
        nu = table.student_nu
        noise *= (nu + surprise**2 / (noise + self.variance)) / (nu + 1)
        gain = self.variance / (self.variance + noise)
        self.offset_ms += gain * surprise
        self.variance *= 1 - gain
        self._residuals.append(asynchrony_ms - self.offset_ms)
        if len(self._residuals) >= table.least_for_spread:
            spread = 1.4826 * _mad(self._residuals)
            self.sigma_ms = min(table.sigma_max_ms, max(table.sigma_min_ms, spread))


class OffsetVote:
    """Every hit votes for the offsets at which it would fall on an onset of its pad.

    The live form of the offset search of the final score: a row of votes every 5 ms over the whole range,
    fading over about the last hundred hits, against the prior that small offsets are likelier. It
    notices when the judge has settled a whole step away from where the player really is.
    """

    def __init__(self, *, calibrated: bool, table: Constants = CONSTANTS) -> None:
        prior_ms = table.offset_sd_calibrated_ms if calibrated else table.offset_sd_uncalibrated_ms
        count = round(table.offset_range_ms / VOTE_STEP_MS)
        self._offsets = [step * VOTE_STEP_MS for step in range(-count, count + 1)]
        self._prior = [(offset / prior_ms) ** 2 / 2 for offset in self._offsets]
        self._votes = [0.0] * len(self._offsets)
        self._reach = round(3 * VOTE_KERNEL_MS / VOTE_STEP_MS)

    def add(self, lates_ms: Iterable[float]) -> None:
        """Take in one hit: its distances in ms from the onsets of its pad within the range."""
        self._votes = [vote * VOTE_KEEP for vote in self._votes]
        for late_ms in lates_ms:
            centre = floor((late_ms - self._offsets[0]) / VOTE_STEP_MS + 0.5)
            for place in range(max(0, centre - self._reach), min(len(self._votes), centre + self._reach + 1)):
                self._votes[place] += exp(-(((self._offsets[place] - late_ms) / VOTE_KERNEL_MS) ** 2) / 2)

    def better_than(self, offset_ms: float) -> float | None:
        """Return an offset that explains the hits clearly better than `offset_ms`, else None."""
        worth = [VOTE_NATS * vote - prior for vote, prior in zip(self._votes, self._prior, strict=True)]
        best = max(range(len(worth)), key=worth.__getitem__)
        here = floor((offset_ms - self._offsets[0]) / VOTE_STEP_MS + 0.5)
        here = min(len(worth) - 1, max(0, here))
        near = abs(self._offsets[best] - offset_ms) < VOTE_APART_MS
        if near or worth[best] - worth[here] < VOTE_AHEAD:
            return None
        return self._offsets[best]


class Running:
    """The median and the standard deviation of the asynchronies so far, kept up hit by hit (ms)."""

    def __init__(self) -> None:
        self._sorted: list[float] = []
        self._mean = 0.0
        self._squares = 0.0

    def add(self, asynchrony_ms: float) -> None:
        """Take in one asynchrony (Welford's update)."""
        insort(self._sorted, asynchrony_ms)
        step = asynchrony_ms - self._mean
        self._mean += step / len(self._sorted)
        self._squares += step * (asynchrony_ms - self._mean)

    def median(self, least: int) -> float | None:
        """Return the median, None below `least` values."""
        return median(self._sorted) if len(self._sorted) >= least else None

    def spread(self, least: int) -> float | None:
        """Return the standard deviation about the mean, None below `least` values."""
        return sqrt(self._squares / len(self._sorted)) if len(self._sorted) >= least else None


def median(ascending: list[float]) -> float:
    """Return the median of values in ascending order; at least one."""
    middle = len(ascending) // 2
    if len(ascending) % 2:
        return ascending[middle]
    return (ascending[middle - 1] + ascending[middle]) / 2


def _mad(values: deque[float]) -> float:
    centre = median(sorted(values))
    return median(sorted(abs(value - centre) for value in values))
