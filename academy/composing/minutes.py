"""How long a lesson takes: computed from what is played in it, not asserted."""

from collections.abc import Iterable

from academy.patterns.model import Pattern

TAKES = 8
"""Takes of an exercise in one sitting; with them the first lessons of the course last what they say."""
BETWEEN_S = 12.0
"""From the end of a take to the next count-in: reading the score, breathing."""
READING_MIN = 2.0
SITTING = (4, 60)
"""The minutes that a lesson may take."""


def minutes_of(patterns: Iterable[Pattern]) -> int:
    """Return the whole minutes that a lesson with these exercises takes, 1 or more."""
    return max(1, round(READING_MIN + playing_minutes(patterns, TAKES)))


def playing_minutes(patterns: Iterable[Pattern], takes: int) -> float:
    """Return the minutes that so many takes of each of these patterns last, with the breath after each."""
    return takes * sum(take_s(pattern) + BETWEEN_S for pattern in patterns) / 60


def take_s(pattern: Pattern) -> float:
    """Return the seconds of one take, its count-in included."""
    bars = pattern.count_in + pattern.bars * pattern.passes
    return bars * pattern.meter[0] * 60 / pattern.tempo
