"""The header keys of the notation: what each means, what it may be, and how it is written."""

import difflib
import math
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

from academy.errors import NotationError
from academy.patterns.model import Pattern

TYPES = ("rhythm", "chop", "effect", "sequence")
CLICKS = ("beats", "eighths", "steps", "off", "backbeat")
DIVISIONS = (2, 3, 4, 6, 8, 12)


@dataclass(frozen=True)
class Key:
    """One header key: the Pattern field it fills, how its value is read, and what is expected."""

    field: str
    read: Callable[[str], Any]
    expected: str


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = float(text)
        if not (math.isfinite(value) and low <= value <= high):
            raise ValueError(text)
        return value

    return read


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return read


def _one_of(choices: tuple[Any, ...]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        for choice in choices:
            if text == str(choice):
                return choice
        raise ValueError(text)

    return read


def _words(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _meter(text: str) -> tuple[int, int]:
    beats, unit = (int(part) for part in text.split("/"))
    if not 1 <= beats <= 16 or unit not in (2, 4, 8, 16):
        raise ValueError(text)
    return beats, unit


KEYS: dict[str, Key] = {
    "title": Key("title", _words, "a few words"),
    "type": Key("type", _one_of(TYPES), f"one of {', '.join(TYPES)}"),
    "tempo": Key("tempo", _number(20, 300), "beats per minute from 20 to 300"),
    "swing": Key("swing", _number(50, 75), "percent from 50 to 75"),
    "division": Key("division", _one_of(DIVISIONS), f"steps to a beat: one of {DIVISIONS}"),
    "meter": Key("meter", _meter, "beats per bar and beat unit, such as 4/4 or 6/8"),
    "passes": Key("passes", _whole(1, 64), "a whole number from 1 to 64"),
    "count_in": Key("count_in", _whole(0, 8), "bars of click, a whole number from 0 to 8"),
    "click": Key("click", _one_of(CLICKS), f"one of {', '.join(CLICKS)}"),
    "pass": Key("pass_mark", _number(0, 100), "a score from 0 to 100"),
    "level": Key("level", _whole(1, 3), "1, 2 or 3"),
    "order": Key("order", _one_of(("any", "strict")), "any or strict"),
    "kit": Key("kit", _words, "a kit's name"),
    "hint": Key("hint", _words, "one line shown before the first take"),
}


def value_of(key: str, text: str, number: int) -> Any:
    """Read one header value; NotationError names line, key, value and what was expected."""
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = (
            f"did you mean '{near[0]}'?"
            if near
            else f"known keys: {', '.join(KEYS)}, offset LANE, move CONTROL."
        )
        raise NotationError(f"line {number}: '{key}' is not a header key; {hint}", line=number)
    try:
        return KEYS[key].read(text)
    except ValueError as error:
        raise NotationError(
            f"line {number}: {key} is '{text}'; expected {KEYS[key].expected}.", line=number
        ) from error


def render_header(pattern: Pattern) -> list[str]:
    """Return the header lines of a pattern, in the order of KEYS; defaults are left out."""
    defaults = {field.name: field.default for field in fields_of(Pattern)}
    lines = []
    for name, key in KEYS.items():
        value = getattr(pattern, key.field)
        if value != defaults[key.field]:
            lines.append(f"{name}: {as_text(value)}")
    return lines


def as_text(value: Any) -> str:
    """Return a value as it is written: every digit that reading it back needs, and no more."""
    if isinstance(value, tuple):
        return "/".join(str(part) for part in value)
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
