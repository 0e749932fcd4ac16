"""Stripe's own way to write a nested object as a form."""

from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]


def nested(query: str) -> Json:
    """Read Stripe's form: a[b][0]=c is {'a': {'b': {'0': 'c'}}}."""
    found: Json = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        *path, last = name.replace("]", "").split("[")
        place = found
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return found
