"""How hard a pattern is to play, measured from its notes: syncopation, density, polyphony, travel.

The result is in logits: 0 is a pattern that a learner of middling ability passes as often as not, +1 is
about e = 2.7 times the odds against. The weights are set by hand (coach.md, "Difficulty measures") and only
a prior: the learner model corrects them by what the learner plays. With them a quarter kick at 80 bpm is
-2.6, a rock beat at 120 bpm -0.3, sixteenth hats at 140 bpm +0.8.

Syncopation is that of Longuet-Higgins & Lee (1984): for each note, how much weightier the weightiest rest
up to the next note is than the note's own place. It is counted for each voice apart (steady hats would hide
a syncopated kick) and only for notes off the pulse (a backbeat is no syncopation). Patterns are read as
loops.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from academy.patterns.model import Lane, Pattern
from academy.patterns.pads import is_pad, split_pad

VERSION = "2026-11"
PADS_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure adds, in logits. A gap on one pad counts below `short_gap_ms`."""

    base: float = -3.0
    hits_per_s: float = 0.30
    syncopation: float = 0.20
    polyphony: float = 0.80
    states: float = 0.18
    transitions: float = 0.06
    travel: float = 0.15
    short_gap: float = 1.50
    short_gap_ms: float = 160.0
    short_gap_span_ms: float = 80.0


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured of a pattern.

    `hits_per_s` density; `syncopation` Longuet-Higgins & Lee points a bar, all voices; `polyphony` mean
    pads at a stroke (1 or more); `states` different strokes; `transitions` different successions of two
    strokes; `travel` mean distance from a stroke to the next, in pads; `least_gap_ms` shortest time between
    two hits of one pad, None when no pad is hit twice.
    """

    hits_per_s: float = 0.0
    syncopation: float = 0.0
    polyphony: float = 1.0
    states: int = 1
    transitions: int = 1
    travel: float = 0.0
    least_gap_ms: float | None = None

    def as_json(self) -> dict[str, float | int | None]:
        """Return the measures as JSON."""
        return asdict(self)


def difficulty(pattern: Pattern, pads: Mapping[str, str], tempo: float | None = None) -> float:
    """Return the difficulty of a pattern in logits; `pads` names the pad of each lane, as for a target."""
    return logits(features(pattern, pads, tempo))


def logits(measured: Features, weights: Weights = WEIGHTS) -> float:
    """Return the difficulty that belongs to measures; it never falls when one of them becomes harder."""
    gap = math.inf if measured.least_gap_ms is None else measured.least_gap_ms
    return (
        weights.base
        + weights.hits_per_s * measured.hits_per_s
        + weights.syncopation * measured.syncopation
        + weights.polyphony * (measured.polyphony - 1)
        + weights.states * (measured.states - 1)
        + weights.transitions * (measured.transitions - 1)
        + weights.travel * measured.travel
        + weights.short_gap * max(0.0, (weights.short_gap_ms - gap) / weights.short_gap_span_ms)
    )


def features(pattern: Pattern, pads: Mapping[str, str], tempo: float | None = None) -> Features:
    """Measure a pattern at its own or another tempo; one without notes is as easy as can be."""
    beat_s = 60.0 / (tempo or pattern.tempo)
    strokes: dict[int, set[str]] = {}
    for lane in pattern.lanes:
        for note in lane.notes:
            strokes.setdefault(note.step, set()).add(pads.get(lane.name, lane.name))
    if not strokes:
        return Features()
    steps = sorted(strokes)
    row = [frozenset(strokes[step]) for step in steps]
    moves = list(zip(row, [*row[1:], row[0]], strict=True))
    hits = sum(len(stroke) for stroke in row)
    return Features(
        hits_per_s=hits / (pattern.steps / pattern.division * beat_s),
        syncopation=sum(_syncopation(pattern, lane) for lane in pattern.lanes) / pattern.bars,
        polyphony=hits / len(row),
        states=len(set(row)),
        transitions=len(set(moves)),
        travel=sum(_nearest(*move) for move in moves) / len(moves),
        least_gap_ms=_least_gap_ms(pattern, strokes, beat_s),
    )


def metric_weights(pattern: Pattern) -> tuple[int, ...]:
    """Return the weight of each step of a bar: 0 on the first, lower the finer the level it belongs to.

    In 4/4 with four steps to a beat: 0 -4 -3 -4 -2 -4 -3 -4 -1 -4 -3 -4 -2 -4 -3 -4.
    """
    weights = [0] + [-1] * (pattern.steps_per_bar - 1)
    spacing = pattern.steps_per_bar
    for parts in (*_factors(pattern.meter[0]), *_factors(pattern.division)):
        spacing //= parts
        for step in range(len(weights)):
            if step % spacing:
                weights[step] -= 1
    return tuple(weights)


def _factors(number: int) -> Iterator[int]:
    """Yield the prime factors of a number, ascending: a bar of six is two halves of three."""
    factor = 2
    while number > 1:
        while number % factor == 0:
            yield factor
            number //= factor
        factor += 1


def _pulse(pattern: Pattern) -> int:
    """Return the steps from one felt beat to the next: three eighths in 6/8, 9/8 and 12/8."""
    beats, unit = pattern.meter
    return pattern.division * (3 if unit >= 8 and beats % 3 == 0 else 1)


def _syncopation(pattern: Pattern, lane: Lane) -> int:
    """Return the points of one voice over the whole loop."""
    bar = metric_weights(pattern)
    places = [note.step for note in lane.notes]
    points = 0
    for place, following in itertools.pairwise([*places, *(place + pattern.steps for place in places[:1])]):
        if place % _pulse(pattern):
            rests = [bar[step % len(bar)] for step in range(place + 1, following)]
            points += max(0, max(rests, default=bar[place % len(bar)]) - bar[place % len(bar)])
    return points


def _nearest(stroke: frozenset[str], following: frozenset[str]) -> float:
    """Return the distance from a stroke to the next, by the hand that has the shortest way."""
    return min(_distance(one, other) for one in stroke for other in following)


def _distance(one: str, other: str) -> float:
    """Return how far apart two pads are, in pads; a change of bank counts as a way across the grid."""
    if not (is_pad(one) and is_pad(other)):
        return 0.0 if one == other else 1.0
    (bank, number), (other_bank, other_number) = split_pad(one), split_pad(other)
    row, column = divmod(number - 1, PADS_IN_A_ROW)
    other_row, other_column = divmod(other_number - 1, PADS_IN_A_ROW)
    return math.hypot(row - other_row, column - other_column) + PADS_IN_A_ROW * (bank != other_bank)


def _least_gap_ms(pattern: Pattern, strokes: Mapping[int, set[str]], beat_s: float) -> float | None:
    """Return the shortest time from a hit of a pad to its next, swing included, around the loop."""
    gaps = []
    loop_s = pattern.steps / pattern.division * beat_s
    for pad in set().union(*strokes.values()):
        times = sorted(pattern.beat_of(step) * beat_s for step in strokes if pad in strokes[step])
        if len(times) > 1:
            gaps += [later - earlier for earlier, later in itertools.pairwise([*times, times[0] + loop_s])]
    return 1000 * min(gaps) if gaps else None
