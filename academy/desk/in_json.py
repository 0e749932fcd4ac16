"""Long answers as JSON, piece by piece: whoever else has something to do meanwhile gets a turn."""

import json
from typing import Any


def in_json(value: Any) -> str:
    """Return JSON of a value; each row of a list, and each value of an object, is written by itself."""
    if isinstance(value, list):
        return f"[{', '.join(map(_row, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(str(key))}: {in_json(one)}' for key, one in value.items())}}}"
    return _row(value)


def _row(value: Any) -> str:
    return json.dumps(value, allow_nan=False)
