"""What an effect exercise asks the other hand to do: `move ctrl1: 0 -> 127, bars 1-8`.

A control is a knob `ctrl1` to `ctrl6` (4 to 6 are 1 to 3 with VALUE held) from and to a value of 0-127, or
the effect's `switch`, `off` or `on`. Bars count from 1; without them the move may stand anywhere in a pass.
Which MIDI message each of them is, the device's file says (data/sp404mk2.toml, [effects]).
"""

import re
from dataclasses import dataclass

from academy.errors import NotationError

CONTROLS = ("ctrl1", "ctrl2", "ctrl3", "ctrl4", "ctrl5", "ctrl6", "switch")
SWITCH = "switch"
OFF, ON = 0, 127
_MOVE = re.compile(r"(\w+)\s*->\s*(\w+)(?:\s*,\s*bars?\s+(\d+)(?:\s*-\s*(\d+))?)?")


@dataclass(frozen=True, slots=True)
class Move:
    """One control from one value to another (0-127), over bars (first and last) or anywhere."""

    control: str
    start: int
    end: int
    bars: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The control as it is printed on the unit."""
        return "the effect" if self.control == SWITCH else f"CTRL {self.control[-1]}"

    @property
    def words(self) -> str:
        """The move in a sentence: `CTRL 1 from 0 to 127, bars 1-8`."""
        when = "" if self.bars is None else f", {_bars(self.bars)}"
        if self.control == SWITCH:
            return f"The effect {'on' if self.end else 'off'}{when}"
        return f"{self.name} from {self.start} to {self.end}{when}"


def read_move(control: str, value: str, number: int) -> Move:
    """Read the value of a `move CONTROL:` line; NotationError names line, value and what was expected."""
    where = f"line {number}: move {control}"
    if control not in CONTROLS:
        raise NotationError(f"{where}: expected one of {', '.join(CONTROLS)}.", line=number)
    match = _MOVE.fullmatch(value)
    example = "off -> on, bar 4" if control == SWITCH else "0 -> 127, bars 1-8"
    if match is None:
        raise NotationError(f"{where} is '{value}'; expected such as '{example}'.", line=number)
    start, end = (_value(control, text) for text in match.group(1, 2))
    if start is None or end is None or start == end:
        kind = "off and on" if control == SWITCH else "two different values from 0 to 127"
        raise NotationError(f"{where} is '{value}'; expected {kind}, such as '{example}'.", line=number)
    if match[3] is None:
        return Move(control, start, end)
    bars = int(match[3]), int(match[4] or match[3])
    if not 1 <= bars[0] <= bars[1]:
        raise NotationError(f"{where}: bars {bars[0]}-{bars[1]} run backwards, or before 1.", line=number)
    return Move(control, start, end, bars)


def render_move(move: Move) -> str:
    """Write a move as a header line."""
    start, end = (_text(move.control, value) for value in (move.start, move.end))
    when = "" if move.bars is None else f", {_bars(move.bars)}"
    return f"move {move.control}: {start} -> {end}{when}"


def check_move(move: Move, kind: str, bars: int, number: int) -> None:
    """Raise NotationError when a move stands in no effect exercise, or in bars that are not there."""
    if kind != "effect":
        raise NotationError(
            f"line {number}: move {move.control} needs 'type: effect'; this exercise is '{kind}'.",
            line=number,
        )
    if move.bars is not None and move.bars[1] > bars:
        raise NotationError(
            f"line {number}: move {move.control} is for {_bars(move.bars)}; the pattern has {bars}.",
            line=number,
        )


def _bars(bars: tuple[int, int]) -> str:
    return f"bar {bars[0]}" if bars[0] == bars[1] else f"bars {bars[0]}-{bars[1]}"


def _value(control: str, text: str) -> int | None:
    if control == SWITCH:
        return {"off": OFF, "on": ON}.get(text)
    return int(text) if text.isascii() and text.isdigit() and int(text) <= ON else None


def _text(control: str, value: int) -> str:
    if control == SWITCH:
        return "on" if value else "off"
    return str(value)
