"""Patterns as text: `parse(text)` reads it, `render(pattern)` writes it.

The text is the body of a `%%exercise` cell: header lines `key: value` (among them `offset LANE: ms` and
`move CONTROL: 0 -> 127, bars 1-8`, as often as needed), then one line a lane, a name and its marks (`x` hit,
`X` accent, `o` ghost, `=` held, `.` rest; spaces and `|` for the eye; `#` a comment).
Law: parse(render(pattern)) == pattern. Only this file parses; the page gets numbers.

Lines and steps in errors count from 1.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from academy.errors import NotationError
from academy.patterns.header import KEYS, as_text, render_header, value_of
from academy.patterns.model import Lane, Mark, Note, Pattern
from academy.patterns.moves import Move, check_move, read_move, render_move

_HEADER = re.compile(r"([A-Za-z_]+(?:[ \t]+[A-Za-z0-9-]+)?)\s*:\s*(.*)")
_LANE = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s+(\S.*)")
_MARKS = {mark.value: mark for mark in Mark}


@dataclass
class _Draft:
    """What has been read so far."""

    header: dict[str, Any] = field(default_factory=dict)
    offsets: dict[str, tuple[float, int]] = field(default_factory=dict)
    moves: list[tuple[Move, int]] = field(default_factory=list)
    lanes: dict[str, tuple[tuple[Note, ...], int, int]] = field(default_factory=dict)


def parse(text: str) -> Pattern:
    """Read a pattern; NotationError names line, lane, step and mark, and what was expected."""
    draft = _Draft()
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _without_comment(raw).strip()
        if not line:
            continue
        header = _HEADER.fullmatch(line)
        if header:
            _read_header(draft, header[1], header[2].strip(), number)
        else:
            _read_lane(draft, line, number)
    return _finished(draft)


def render(pattern: Pattern) -> str:
    """Write a pattern so that `parse` gives it back; defaults are left out."""
    width = max((len(lane.name) for lane in pattern.lanes), default=0)
    rows = [f"{lane.name:<{width}} {_in_beats(marks_of(lane, pattern), pattern)}" for lane in pattern.lanes]
    return "\n".join([*lines_above(pattern), "", *rows]) + "\n"


def lines_above(pattern: Pattern) -> list[str]:
    """Return what stands above the lanes, a line each: the header keys, offsets, moves."""
    offsets = [f"offset {lane.name}: {as_text(lane.offset_ms)}" for lane in pattern.lanes if lane.offset_ms]
    return [*render_header(pattern), *offsets, *map(render_move, pattern.moves)]


def marks_of(lane: Lane, pattern: Pattern) -> str:
    """Return the marks of a lane, one for each step of its pattern."""
    marks = ["."] * pattern.steps
    for note in lane.notes:
        marks[note.step] = note.mark.value
        marks[note.step + 1 : note.step + 1 + note.hold] = "=" * note.hold
    return "".join(marks)


def _without_comment(line: str) -> str:
    """Cut a comment off; a `#` inside a word (a title such as C#m) is no comment."""
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0]


def _read_header(draft: _Draft, key: str, value: str, number: int) -> None:
    key = re.sub(r"\s+", " ", key)
    if draft.lanes:
        raise NotationError(
            f"line {number}: '{key}:' stands below a lane; headers come first, then the lanes.", line=number
        )
    if key.startswith("offset "):
        lane = key.removeprefix("offset ")
        draft.offsets[lane] = (_offset(lane, value, number), number)
        return
    if key.startswith("move "):
        draft.moves.append((read_move(key.removeprefix("move "), value, number), number))
        return
    if key in draft.header:
        raise NotationError(f"line {number}: '{key}' is given twice; keep one.", line=number)
    draft.header[key] = value_of(key, value, number)


def _offset(lane: str, value: str, number: int) -> float:
    try:
        offset = float(value)
    except ValueError:
        offset = float("nan")
    if not -250 <= offset <= 250:
        raise NotationError(
            f"line {number}: offset of lane '{lane}' is '{value}'; "
            "expected milliseconds from -250 to 250, late positive.",
            line=number,
            lane=lane,
        )
    return offset


def _read_lane(draft: _Draft, line: str, number: int) -> None:
    match = _LANE.fullmatch(line)
    if match is None:
        raise NotationError(
            f"line {number}: '{line}' is neither a header such as 'tempo: 88' "
            "nor a lane such as 'kick x... x...'.",
            line=number,
        )
    name, marks = match[1], re.sub(r"[\s|]", "", match[2])
    if name in draft.lanes:
        raise NotationError(
            f"line {number}: lane '{name}' stands twice; write it in one line.", line=number, lane=name
        )
    draft.lanes[name] = (_notes(name, marks, number), len(marks), number)


def _notes(lane: str, marks: str, number: int) -> tuple[Note, ...]:
    notes: list[Note] = []
    holding = False
    for step, mark in enumerate(marks):
        if mark in _MARKS:
            notes.append(Note(step, _MARKS[mark]))
            holding = True
        elif mark == "=" and holding:
            last = notes[-1]
            notes[-1] = Note(last.step, last.mark, last.hold + 1)
        elif mark == ".":
            holding = False
        else:
            what = "'=' holds no hit" if mark == "=" else f"'{mark}' is not one of x X o = ."
            cure = "; put it right after the hit it holds." if mark == "=" else ""
            raise NotationError(
                f"line {number}: lane '{lane}', step {step + 1}: {what}{cure}",
                line=number,
                lane=lane,
                step=step + 1,
            )
    return tuple(notes)


def _finished(draft: _Draft) -> Pattern:
    if "tempo" not in draft.header:
        raise NotationError("line 1: no tempo; add a line such as 'tempo: 88' above the lanes.", line=1)
    if not draft.lanes:
        raise NotationError("no lane; add one such as 'kick x... x... x... x...' below the headers.")
    steps = _length(draft)
    for lane, (_, number) in draft.offsets.items():
        if lane not in draft.lanes:
            known = ", ".join(draft.lanes)
            raise NotationError(
                f"line {number}: offset for lane '{lane}', which is not here. Lanes: {known}.",
                line=number,
                lane=lane,
            )
    fields = {KEYS[key].field: value for key, value in draft.header.items()}
    lanes = tuple(
        Lane(name, notes, draft.offsets.get(name, (0.0, 0))[0]) for name, (notes, _, _) in draft.lanes.items()
    )
    moves = tuple(move for move, _ in draft.moves)
    pattern = Pattern(lanes=lanes, steps=steps, moves=moves, **fields)
    _check_grid(pattern, max(number for _, _, number in draft.lanes.values()))
    for move, number in draft.moves:
        check_move(move, pattern.type, pattern.bars, number)
    return pattern


def _length(draft: _Draft) -> int:
    first_name, (_, length, _) = next(iter(draft.lanes.items()))
    for name, (_, other, number) in draft.lanes.items():
        if other != length:
            raise NotationError(
                f"line {number}: lane '{name}' has {other} steps, lane '{first_name}' has {length}; "
                "all lanes need the same number.",
                line=number,
                lane=name,
            )
    return length


def _check_grid(pattern: Pattern, number: int) -> None:
    if pattern.steps % pattern.steps_per_bar:
        raise NotationError(
            f"line {number}: {pattern.steps} steps are not whole bars; "
            f"a bar of {pattern.meter[0]}/{pattern.meter[1]} at {pattern.division} steps to a beat "
            f"has {pattern.steps_per_bar}.",
            line=number,
        )
    if pattern.swing != 50 and pattern.division % 2:
        raise NotationError(
            f"swing: {pattern.swing:g} needs steps in pairs; division {pattern.division} has none. "
            "Use division 2, 4, 6, 8 or 12, or leave swing out."
        )


def _in_beats(marks: str, pattern: Pattern) -> str:
    beats = [marks[at : at + pattern.division] for at in range(0, len(marks), pattern.division)]
    bars = [" ".join(beats[at : at + pattern.meter[0]]) for at in range(0, len(beats), pattern.meter[0])]
    return " | ".join(bars)
