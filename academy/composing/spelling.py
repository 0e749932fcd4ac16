"""A beat from rows of steps, as a model writes them: the notation is put together, its parser judges."""

from collections.abc import Mapping
from dataclasses import replace

from academy.patterns.model import Pattern
from academy.patterns.notation import lines_above, marks_of

MOST_ROW = 200
"""Letters of a row that are looked at; four bars of sixteenths are 64."""


def rows_of(pattern: Pattern) -> dict[str, str]:
    """Return the marks of each lane without spaces, as a model reads and writes them."""
    return {lane.name: marks_of(lane, pattern) for lane in pattern.lanes}


def spelled(frame: Pattern, rows: Mapping[str, str], *, title: str, tempo: float, hint: str | None) -> str:
    """Return the text of a beat: `rows` of steps by lane, everything else as in `frame`.

    Nothing is mended on the way but spaces and line breaks, so that what is wrong is said by the parser.
    """
    kept = tuple(lane for lane in frame.lanes if lane.name in rows)
    head = replace(frame, title=_line(title), tempo=tempo, hint=_line(hint or "") or None, lanes=kept)
    lanes = [
        f"{_line(name)} {_line(steps[:MOST_ROW])}" for name, steps in rows.items() if set(steps) != {"."}
    ]
    return "\n".join([*lines_above(head), "", *lanes]) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
