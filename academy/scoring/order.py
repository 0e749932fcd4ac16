"""Whether notes that stand together were struck from the top lane down, where `order: strict` asks for it.

Two hits in one stroke are never at one moment: the order of a roll or a flam is what the hands did. Only
notes on the same step that were both answered on their pads are asked; the points stay as they are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from academy.midi.take import Hit
from academy.patterns.model import Onset, Target
from academy.scoring.verdicts import JudgedOnset, OnsetVerdict

TOGETHER_MS = 2.0
"""Hits closer than this came at once: a MIDI cable alone needs 1 ms for each message."""
ENOUGH = 2 / 3
"""The share of pairs that must come in order for an exercise with `order: strict`."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two lanes that came the other way round, and how often."""

    first: str
    second: str
    times: int


@dataclass(frozen=True, slots=True)
class Order:
    """How many pairs of simultaneous notes were answered, how many of them in order, and which were not."""

    asked: int
    in_order: int
    kept: bool
    swaps: tuple[Swap, ...] = ()


def order_of(target: Target, onsets: Sequence[JudgedOnset], hits: Sequence[Hit]) -> Order | None:
    """Return the order of simultaneous notes; None when it does not matter or no two were answered."""
    if not target.strict_order:
        return None
    asked, swapped = 0, Counter[tuple[str, str]]()
    for first, second in _pairs(target):
        answers = [onsets[onset.index] for onset in (first, second)]
        if any(answer.verdict != OnsetVerdict.CORRECT for answer in answers):
            continue
        above, below = (hits[answer.hit].time_s for answer in answers if answer.hit is not None)
        asked += 1
        if above - below > TOGETHER_MS / 1000:
            swapped[first.lane, second.lane] += 1
    if not asked:
        return None
    right = asked - swapped.total()
    swaps = tuple(Swap(*lanes, times) for lanes, times in swapped.most_common())
    return Order(asked, right, right >= ENOUGH * asked, swaps)


def _pairs(target: Target) -> Iterator[tuple[Onset, Onset]]:
    """Yield neighbours, from the top lane down, of the notes that stand on one beat."""
    places = {lane: place for place, lane in enumerate(target.lanes)}
    strokes: dict[float, list[Onset]] = {}
    for onset in target.onsets:
        strokes.setdefault(round(onset.beat, 6), []).append(onset)
    for stroke in strokes.values():
        yield from pairwise(sorted(stroke, key=lambda onset: places.get(onset.lane, len(places))))
