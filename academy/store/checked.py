"""One value of what a page sent: a number within its bounds, or words, or nothing; else a sentence."""

from typing import Any

from academy.errors import TakeError

LONGEST = 300
"""Letters: browsers say who they are in up to 250."""


def number(what: str, value: Any, low: float, high: float) -> float | None:
    """Return a number from `low` to `high`, or None where nothing was measured; TakeError for all else."""
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:  # NaN is in no span
        raise TakeError(f"{what} is {shown(value)}; expected a number from {low:g} to {high:g}.")
    return float(value)


def whole(what: str, value: Any, low: int, high: int) -> int | None:
    """Return a whole number from `low` to `high`, or None; TakeError for all else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise TakeError(f"{what} is {shown(value)}; expected a whole number from {low} to {high}.")
    return int(value)


def words(what: str, value: Any) -> str | None:
    """Return a text that is not too long, or None; TakeError for all else."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise TakeError(f"{what} is {shown(value)}; expected at most {LONGEST} letters.")
    return value


def thing(what: str, value: Any) -> dict[str, Any]:
    """Return an object, an empty one for nothing; TakeError for all else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TakeError(f"{what} is {shown(value)}; expected an object with names.")
    return value


def shown(value: Any) -> str:
    """Return the beginning of a value as it was sent."""
    try:
        return repr(value)[:60]
    except ValueError:  # more digits than Python writes
        return "a very long number"
