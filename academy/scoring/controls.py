"""Whether controls of an effect were moved as an exercise asks: how far, which way, and in which bars.

The unit sends a control only when it changes, so where a knob stood before it was touched is not known. A
move is made when its control comes from near its start to near its end, in that order, on one bus, in one
pass. `NEAR` is an eighth of the range: a knob turned to its stop in one movement may skip the last values. A
beat before and after the bars belongs to them: an effect is turned into a bar, not on a click.

Knobs were seen to be sent [CUT]; of the switch only Roland's chart 5 says it. So a switch of which nothing
was heard is unheard, not still.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from academy.patterns.model import Target
from academy.patterns.moves import SWITCH, Move

NEAR = 16
EDGE_BEATS = 1.0
SWITCH_ON_FROM = 64
"""CC19: 0-63 is off, 64-127 on [RM550 p. 169]."""


class MoveVerdict(StrEnum):
    """What became of a move, from best to worst."""

    MADE = "made"
    SHORT = "short"
    BACKWARDS = "backwards"
    ELSEWHERE = "elsewhere"
    STILL = "still"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class Turn:
    """One control change: seconds of the take, bus (MIDI channel), control of the notation, value 0-127."""

    time_s: float
    bus: int
    control: str
    value: int


@dataclass(frozen=True, slots=True)
class JudgedMove:
    """A move with its verdict; `first` and `last` are the values it came from and got to, None when still."""

    move: Move
    verdict: MoveVerdict
    first: int | None = None
    last: int | None = None


def judge_moves(moves: Sequence[Move], turns: Sequence[Turn], target: Target) -> tuple[JudgedMove, ...]:
    """Return each move of an exercise with the best verdict that any bus in any pass of the take earns it."""
    return tuple(
        _judged(move, [turn for turn in turns if turn.control == move.control], target) for move in moves
    )


def _judged(move: Move, turns: Sequence[Turn], target: Target) -> JudgedMove:
    if not turns:
        return JudgedMove(move, MoveVerdict.UNHEARD if move.control == SWITCH else MoveVerdict.STILL)
    tried = [
        _tried(move, path, target, pass_)
        for path in _by_bus(turns)
        for pass_ in range(max(1, round(target.length_s / target.loop_s)))
    ]
    order = list(MoveVerdict)
    return min(tried, key=lambda one: order.index(one.verdict))


def _by_bus(turns: Iterable[Turn]) -> Iterator[list[Turn]]:
    """Yield the path of the control on each bus, in order of time."""
    paths: dict[int, list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: turn.time_s):
        paths.setdefault(turn.bus, []).append(turn)
    yield from paths.values()


def _tried(move: Move, path: Sequence[Turn], target: Target, pass_: int) -> JudgedMove:
    first, last = move.bars or (1, round(target.loop_s / target.bar_s))
    edge_s = EDGE_BEATS * target.beat_s
    begins = pass_ * target.loop_s + (first - 1) * target.bar_s - edge_s
    ends = pass_ * target.loop_s + last * target.bar_s + edge_s
    values = [_value(turn) for turn in path if begins <= turn.time_s <= ends]
    before = [_value(turn) for turn in path if turn.time_s < begins]
    if not values:
        return JudgedMove(move, MoveVerdict.ELSEWHERE, _value(path[0]), _value(path[-1]))
    if before:
        values = [before[-1], *values]
    elif move.control == SWITCH:
        values = [127 - values[0], *values]  # it is sent when it changes: before, it was the other way
    return _verdict(move, values)


def _verdict(move: Move, values: Sequence[int]) -> JudgedMove:
    """Return the verdict on the values that a control took, in order."""
    sign = 1 if move.end > move.start else -1
    begun = [at for at, value in enumerate(values) if sign * (value - move.start) <= NEAR]
    if begun:
        after = values[begun[0] :]
        reached = max(after, key=lambda value: sign * value)
        if sign * (reached - move.end) >= -NEAR:
            return JudgedMove(move, MoveVerdict.MADE, after[0], reached)
        if sign * (reached - after[0]) > 0:
            return JudgedMove(move, MoveVerdict.SHORT, after[0], reached)
    went = sign * (values[-1] - values[0])
    verdict = MoveVerdict.SHORT if went > 0 else MoveVerdict.BACKWARDS
    return JudgedMove(move, verdict, values[0], values[-1])


def _value(turn: Turn) -> int:
    if turn.control == SWITCH:
        return 127 if turn.value >= SWITCH_ON_FROM else 0
    return turn.value
