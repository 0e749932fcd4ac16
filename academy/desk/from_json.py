"""What a request says, in JSON: an object of numbers that can be kept, not nested without end."""

import json
import math
from typing import Any

from academy.errors import TakeError

DEEPEST = 50
"""What pages send is nested ten deep at most."""


def from_json(body: bytes) -> dict[str, Any]:
    """Return a request's object; TakeError says what is wrong with any other."""
    try:
        said = json.loads(body, parse_constant=_finite, parse_float=_finite)
    except ValueError as error:
        raise TakeError(f"The request is not JSON: {error}.") from error
    except RecursionError:
        raise TakeError("The request is nested too deep. Send a flat JSON object.") from None
    if not isinstance(said, dict):
        raise TakeError("The request is not a JSON object.")
    _check_depth(said)
    return said


def _finite(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(f"{said} is no number that can be kept")
    return number


def _check_depth(said: Any) -> None:
    level = [said]
    for _ in range(DEEPEST):
        inside = (one.values() if isinstance(one, dict) else one for one in level)
        level = [child for one in inside for child in one if isinstance(child, dict | list)]
        if not level:
            return
    raise TakeError(f"The request is nested more than {DEEPEST} deep. Send a flat JSON object.")
