"""When two beats are the same beat, and how far apart two beats are.

What counts is which pad is struck when, how, and for how long; title, tempo, swing, the names of lanes, how
finely the grid is written and how often a bar is repeated do not.
"""

import hashlib
from collections.abc import Iterator, Mapping
from fractions import Fraction

from academy.patterns.model import Pattern

Struck = tuple[str, Fraction, str, Fraction]
"""A pad, the beat it is struck on, the mark, and how many beats it is held."""


def canonical(pattern: Pattern, pads: Mapping[str, str]) -> str:
    """Return twelve hexadecimal digits that are the same for the same beat."""
    bars = _shortest(pattern, pads)
    said = (pattern.meter, len(bars), [sorted(bar) for bar in bars])
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def distance(one: Pattern, other: Pattern, pads: Mapping[str, str]) -> float:
    """Return how far apart two beats are: 0 for the same notes, 1 when they share none (Jaccard).

    One hit more on a bar of 12 is 1/13 = 0.077, one accent more is 2/13: that note is another one then.
    """
    mine, theirs = set(_struck(one, pads)), set(_struck(other, pads))
    either = mine | theirs
    return 1 - len(mine & theirs) / len(either) if either else 0.0


def _struck(pattern: Pattern, pads: Mapping[str, str]) -> Iterator[Struck]:
    for lane in pattern.lanes:
        pad = pads.get(lane.name, lane.name)
        for note in lane.notes:
            held = Fraction(note.hold, pattern.division)
            yield pad, Fraction(note.step, pattern.division), note.mark.value, held


def _shortest(pattern: Pattern, pads: Mapping[str, str]) -> list[set[Struck]]:
    """Return the notes bar by bar, of as many bars as go by until everything comes again."""
    bars: list[set[Struck]] = [set() for _ in range(pattern.bars)]
    for pad, beat, mark, held in _struck(pattern, pads):
        bar, within = divmod(beat, pattern.meter[0])
        bars[int(bar)].add((pad, within, mark, held))
    for length in range(1, len(bars)):
        if len(bars) % length == 0 and all(bar == bars[place % length] for place, bar in enumerate(bars)):
            return bars[:length]
    return bars
