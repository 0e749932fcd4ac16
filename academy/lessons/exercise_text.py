"""The text of an exercise cell: its name, its pattern, and all of its mistakes, not only the first.

Lines count from 1 within the cell; the line of `%%exercise NAME` is the first.
"""

import re
from dataclasses import dataclass

from academy.errors import NotationError
from academy.patterns.model import Pattern
from academy.patterns.notation import parse

MAGIC = "%%exercise"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STAND_IN = "tempo: 100"
_SEE = "The marks and header keys are in course/AUTHORING.md."


@dataclass(frozen=True)
class Fault:
    """One mistake of a cell: its line (None for the whole cell), what it is, and the cure."""

    line: int | None
    says: str
    cure: str


def is_exercise_text(source: str) -> bool:
    """Say whether a cell's text is an exercise."""
    return source.split(maxsplit=1)[:1] == [MAGIC]


def split_exercise(source: str) -> tuple[str, str, int]:
    """Return the name behind `%%exercise`, the text below it, and the number of the line of both."""
    number = len(source) - len(source.lstrip())
    first, _, body = source.lstrip().partition("\n")
    return first.removeprefix(MAGIC).strip(), body, source[:number].count("\n") + 1


def faults_of_name(name: str, line: int = 1) -> list[Fault]:
    """Return what is wrong with an exercise's name."""
    if _NAME.fullmatch(name):
        return []
    says = f"'{MAGIC} {name}'" if name else f"'{MAGIC}' without a name"
    return [Fault(line, f"{says}; expected one name in kebab-case", f"Write it such as {MAGIC} first-bar.")]


def faults_of_pattern(body: str, above: int = 1) -> tuple[Pattern | None, list[Fault]]:
    """Return what can be read of the pattern below `above` lines, and every mistake in it.

    The parser stops at its first mistake. So the line at fault is taken out and the rest is read
    again; what is only missing because of that is not said. None when nothing can be read.
    """
    lines = body.splitlines() or [""]
    found: list[Fault] = []
    out: set[str] = set()
    for _ in range(len(lines) + 2):
        try:
            return parse("\n".join(lines)), found
        except NotationError as error:
            fault = _fault(error, lines, above)
            if not _follows(error, out) and all(fault.says != other.says for other in found):
                found.append(fault)
            if not _take_out(lines, error, out):
                break
    return None, found


def line_of(source: str, word: str) -> int | None:
    """Return the first line of a text that begins with a word."""
    starts = (number for number, line in enumerate(source.splitlines(), 1) if line.split()[:1] == [word])
    return next(starts, None)


def _follows(error: NotationError, out: set[str]) -> bool:
    """Say whether a mistake is only there because a line was taken out."""
    said = str(error)
    missing = "no tempo" in said or "no lane" in said
    grid = "whole bars" in said and bool(out & {"meter:", "division:"})
    return grid or (bool(out) and (missing or ("offset for" in said and error.lane in out)))


def _take_out(lines: list[str], error: NotationError, out: set[str]) -> bool:
    """Take the line at fault out, or put a tempo where none is; False when neither is of any use."""
    if error.line is None:
        return False
    place = error.line - 1
    line = lines[place]
    out.update(line.split()[:1])
    wants_tempo = "no tempo" in str(error)
    lines[place] = _STAND_IN if wants_tempo else ""
    return wants_tempo or bool(line.strip())


def _fault(error: NotationError, lines: list[str], above: int) -> Fault:
    says = re.sub(r"(?<=\S)\.$", "", str(error).removeprefix(f"line {error.line}: "))  # ` .` is a mark
    line = error.line
    if line is None and says.startswith("swing"):
        line = line_of("\n".join(lines), "swing:")
    return Fault(line + above if line else None, says, _SEE)
