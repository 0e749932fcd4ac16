"""Hit windows, the words for single hits, and the live judge that the page mirrors.

The live judge solves the same assignment as the final score, but only over the last moments that
may still change: every hit gets a provisional answer at once, and 350 ms after an onset was due
its verdict is settled and never moves. It is for lights and bars; the stored grade is always the
score of the whole take. widgets/src/parts/judge.js is the same rule; tests/vectors/judgement.json binds them.
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from academy.scoring.assignment import assign
from academy.scoring.constants import CONSTANTS, Constants
from academy.scoring.costs import EdgeCosts, edge_costs
from academy.scoring.habit import Habit, OffsetVote, Running
from academy.scoring.rebounds import flag_rebounds, smallest_gaps
from academy.scoring.windows import (
    TimingWord,
    Windows,
    allowance_ms,
    neighbour_gaps,
    verdict_of,
    windows,
)

__all__ = ["Judged", "LiveJudge", "LiveVerdict", "TimingWord", "Windows", "verdict_of", "windows"]


class LiveVerdict(StrEnum):
    """What became of an onset or a hit."""

    CORRECT = "correct"
    WRONG_PAD = "wrong_pad"
    MISSED = "missed"
    OPTIONAL_MISSED = "optional_missed"
    EXTRA = "extra"
    DOUBLE = "double"


class Expected(Protocol):
    """What the judge reads of an onset; `academy.patterns.model.Onset` is one."""

    @property
    def time_s(self) -> float: ...
    @property
    def pad(self) -> str: ...
    @property
    def optional(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict: `onset` and `hit` are indices in the order given, None where there is none.

    `asynchrony_ms` (early negative, latency taken off), `word` and `ring` (1 inner to 3 outer
    window of the level, None beyond) stand only where a hit answers an onset.
    """

    verdict: LiveVerdict
    onset: int | None = None
    hit: int | None = None
    asynchrony_ms: float | None = None
    word: TimingWord | None = None
    ring: int | None = None


@dataclass(order=True, slots=True)
class _Open:
    """A hit that may still matter: its time without latency, and the onset it answers so far."""

    time_s: float
    index: int
    pad: str | None = field(compare=False)
    velocity: int = field(compare=False)
    final: bool = field(default=False, compare=False)
    onset: int | None = field(default=None, compare=False)
    flagged: bool = field(default=False, compare=False)


class LiveJudge:
    """Judges one take while it is played. Feed hits and the time in any rhythm; both only go forward.

    `onsets` are all passes of the take in ascending time. `latency_ms` is taken off every hit; None
    means it was never measured, and a constant offset is then not held against the player.
    `sigma_ms` is the player's jitter if it is known from earlier takes.
    """

    def __init__(
        self,
        onsets: Iterable[Expected],
        *,
        level: int = 1,
        latency_ms: float | None = None,
        sigma_ms: float | None = None,
        table: Constants = CONSTANTS,
    ) -> None:
        self._onsets = tuple(onsets)
        self._times = [onset.time_s for onset in self._onsets]
        if self._times != sorted(self._times):
            raise ValueError("the onsets of a judge must ascend by time")
        pads = [onset.pad for onset in self._onsets]
        self._gaps = smallest_gaps(self._times, pads)
        self._windows = [windows(level).capped(gap) for gap in neighbour_gaps(self._times, pads)]
        self._pads = len(set(pads))
        self._latency_s = (latency_ms or 0.0) / 1000
        self._calibrated = latency_ms is not None
        self._table = table
        self._habit = Habit(calibrated=self._calibrated, sigma_ms=sigma_ms, table=table)
        self._vote = OffsetVote(calibrated=self._calibrated, table=table)
        self._running = Running()
        self._first = 0
        self._offset_ms = 0.0
        self._recent: list[_Open] = []
        self._answers: dict[int, _Open] = {}
        self._settled: list[Judged] = []
        self._hits = 0
        self._counts = dict.fromkeys(LiveVerdict, 0)

    def hit(self, time_s: float, pad: str | None, velocity: int) -> Judged:
        """Take in one hit (seconds since the first downbeat, as measured); return its provisional verdict."""
        heard_s = time_s - self._latency_s
        self._settle(heard_s)
        played = _Open(heard_s, self._hits, pad, velocity)
        self._hits += 1
        insort(self._recent, played)
        self._ask_where(played)
        self._solve()
        return self._verdict_of_hit(played)

    def advance(self, now_s: float) -> list[Judged]:
        """Return every verdict that has become final by `now_s` (as measured) since the last call.

        Infinity settles all that is left.
        """
        self._settle(now_s - self._latency_s)
        settled, self._settled = self._settled, []
        return settled

    def provisional(self) -> list[Judged]:
        """Return the verdicts of all hits that may still change."""
        return [self._verdict_of_hit(played) for played in self._recent if not played.final]

    def bias(self) -> float | None:
        """Return the median asynchrony of the settled matches in ms; None below three."""
        return self._running.median(self._table.least_for_bias)

    def spread(self) -> float | None:
        """Return the standard deviation of the settled matches in ms; None below eight."""
        return self._running.spread(self._table.least_for_spread)

    def counts(self) -> dict[str, int]:
        """Return how many verdicts of each kind are final, and the number of `targets`."""
        said = {verdict.value: count for verdict, count in self._counts.items()}
        return {"targets": len(self._onsets), **said}

    def _settle(self, now_s: float) -> None:
        """Make everything final that was due long enough ago."""
        due_s = now_s - self._table.commit_after_ms / 1000
        while self._first < len(self._onsets):
            if self._times[self._first] + self._offset_ms / 1000 > due_s:
                break
            self._settle_onset(self._first)
            self._first += 1
        keep_s = now_s - self._table.live_window_s
        for played in self._recent:
            if not played.final and played.onset is None and played.time_s <= due_s:
                played.final = True
                self._say(self._verdict_of_hit(played))
        self._recent = [played for played in self._recent if not played.final or played.time_s > keep_s]

    def _settle_onset(self, index: int) -> None:
        played = self._answers.pop(index, None)
        if played is None:
            optional = self._onsets[index].optional
            verdict = LiveVerdict.OPTIONAL_MISSED if optional else LiveVerdict.MISSED
            self._say(Judged(verdict, onset=index))
            return
        played.final = True
        judged = self._verdict_of_hit(played)
        self._say(judged)
        if judged.verdict is LiveVerdict.CORRECT and judged.asynchrony_ms is not None:
            self._running.add(judged.asynchrony_ms)
            self._habit.learn(self._times[index], judged.asynchrony_ms)
            if not self._answers:
                self._offset_ms = self._habit.offset_ms

    def _say(self, judged: Judged) -> None:
        self._counts[judged.verdict] += 1
        self._settled.append(judged)

    def _ask_where(self, played: _Open) -> None:
        """Let a hit vote for offsets; move when the judge sits clearly in the wrong place."""
        range_s = self._table.offset_range_ms / 1000
        first = bisect_left(self._times, played.time_s - range_s)
        last = bisect_right(self._times, played.time_s + range_s)
        self._vote.add(
            (played.time_s - self._times[index]) * 1000
            for index in range(first, last)
            if self._onsets[index].pad == played.pad
        )
        better_ms = self._vote.better_than(self._habit.offset_ms)
        if better_ms is not None:
            self._habit.move_to(better_ms)

    def _solve(self) -> None:
        """Answer the open onsets with the open hits again, at the offset that explains them best."""
        flags = flag_rebounds(
            [played.time_s for played in self._recent],
            [played.pad for played in self._recent],
            [played.velocity for played in self._recent],
            self._gaps,
            self._table,
        )
        for played, flag in zip(self._recent, flags, strict=True):
            played.flagged = flag is not None
        free = [played for played in self._recent if not played.final]
        costs = edge_costs(self._habit.sigma_ms, self._pads, self._table)
        offsets = [self._habit.offset_ms]
        if self._habit.unsure:
            offsets += self._offsets_worth_trying(free, costs)
        best: list[tuple[int, int]] = []
        least = math.inf
        for offset_ms in offsets:
            pairs, cost = self._pairs(free, offset_ms, costs)
            cost += (offset_ms - self._habit.offset_ms) ** 2 / (2 * self._habit.variance)
            if cost < least - 1e-9:
                best, least, self._offset_ms = pairs, cost, offset_ms
        for played in free:
            played.onset = None
        self._answers = {}
        for left, right in best:
            free[right].onset = self._first + left
            self._answers[self._first + left] = free[right]

    def _offsets_worth_trying(self, free: list[_Open], costs: EdgeCosts) -> list[float]:
        """Return the offsets at which some open hit would fall exactly on an open onset of its pad."""
        reach_ms = min(self._table.offset_range_ms, 3 * math.sqrt(self._habit.variance))
        last = bisect_right(self._times, free[-1].time_s + reach_ms / 1000, self._first)
        tried = []
        for played in free:
            for index in range(self._first, last):
                late_ms = (played.time_s - self._times[index]) * 1000
                near = abs(late_ms - self._habit.offset_ms) <= reach_ms
                if near and played.pad == self._onsets[index].pad:
                    tried.append(late_ms)
        return tried

    def _pairs(
        self, free: list[_Open], offset_ms: float, costs: EdgeCosts
    ) -> tuple[list[tuple[int, int]], float]:
        """Return the cheapest pairs (open onset counted from the first, open hit) and their cost in nats."""
        shift_s, reach_s = offset_ms / 1000, costs.reach_ms / 1000
        last = bisect_right(self._times, free[-1].time_s - shift_s + reach_s, self._first)
        edges = []
        for left in range(last - self._first):
            onset = self._onsets[self._first + left]
            for right, played in enumerate(free):
                late_ms = (played.time_s - onset.time_s - shift_s) * 1000
                cost = costs.of(late_ms, same_pad=played.pad == onset.pad, flagged=played.flagged)
                if cost < 0:
                    edges.append((left, right, cost))
        price = {(left, right): cost for left, right, cost in edges}
        pairs = assign(edges, last - self._first, len(free))
        return pairs, sum(price[pair] for pair in pairs)

    def _verdict_of_hit(self, played: _Open) -> Judged:
        if played.onset is None:
            verdict = LiveVerdict.DOUBLE if self._is_double(played) else LiveVerdict.EXTRA
            return Judged(verdict, hit=played.index)
        onset = self._onsets[played.onset]
        late_ms = (played.time_s - onset.time_s) * 1000
        allowed = allowance_ms(self._offset_ms, calibrated=self._calibrated, table=self._table)
        return Judged(
            LiveVerdict.CORRECT if played.pad == onset.pad else LiveVerdict.WRONG_PAD,
            onset=played.onset,
            hit=played.index,
            asynchrony_ms=late_ms,
            word=verdict_of(late_ms, allowed, self._table),
            ring=self._windows[played.onset].ring(late_ms - allowed),
        )

    def _is_double(self, played: _Open) -> bool:
        """Say whether a flagged hit is close to an answered hit of its pad."""
        near_s = self._table.rebound_gap_ms / 1000
        near = [other for other in self._recent if abs(other.time_s - played.time_s) <= near_s]
        return played.flagged and any(other.onset is not None and other.pad == played.pad for other in near)
