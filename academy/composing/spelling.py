"""A beat from rows of steps, as a model writes them: the notation is put together, its parser judges."""

from collections.abc import Mapping
from dataclasses import replace

from academy.patterns.header import as_text, render_header
from academy.patterns.model import Pattern
from academy.patterns.moves import render_move

MOST_ROW = 200
"""Letters of a row that are looked at; four bars of sixteenths are 64."""


def rows_of(pattern: Pattern) -> dict[str, str]:
    """Return the marks of each lane without spaces, as a model reads and writes them."""
    rows = {}
    for lane in pattern.lanes:
        marks = ["."] * pattern.steps
        for note in lane.notes:
            marks[note.step] = note.mark.value
            marks[note.step + 1 : note.step + 1 + note.hold] = "=" * note.hold
        rows[lane.name] = "".join(marks)
    return rows


def spelled(frame: Pattern, rows: Mapping[str, str], *, title: str, tempo: float, hint: str | None) -> str:
    """Return the text of a beat: `rows` of steps by lane, everything else as in `frame`.

    Nothing is mended on the way but spaces and line breaks, so that what is wrong is said by the parser.
    """
    head = replace(frame, title=_line(title), tempo=tempo, hint=_line(hint or "") or None, lanes=())
    lines = render_header(head)
    offsets = {lane.name: lane.offset_ms for lane in frame.lanes if lane.offset_ms and lane.name in rows}
    lines += [f"offset {name}: {as_text(ms)}" for name, ms in offsets.items()]
    lines += [render_move(move) for move in frame.moves]
    lanes = [
        f"{_line(name)} {_line(steps[:MOST_ROW])}" for name, steps in rows.items() if set(steps) != {"."}
    ]
    return "\n".join([*lines, "", *lanes]) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
