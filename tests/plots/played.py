"""Takes for the pictures' tests: one a day, with numbers that are easy to follow."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from academy.plots.told import Told
from academy.progress.attempt import Attempt

TODAY = date(2026, 11, 25)  # a Wednesday
EXERCISE = "backbeat/first"


def take(days_ago: int, overall: float = 80.0, **said: Any) -> Attempt:
    """A take at six in the evening so many days ago."""
    moment = datetime(2026, 11, 25, 18, tzinfo=UTC) - timedelta(days=days_ago)
    known: dict[str, Any] = {"passed": overall >= 70, "bias_ms": -10.0, "spread_ms": 20.0} | said
    name = known.pop("take_id", f"take-{9999 - days_ago}")
    return Attempt(name, EXERCISE, moment, overall, **known)


def told(*takes: Attempt, **said: Any) -> Told:
    """All that was played, as a picture is drawn from it."""
    known: dict[str, Any] = {"velocities": {}, "pads": {}, "exercise": EXERCISE, "title": "First"} | said
    ordered = sorted(takes, key=lambda one: one.played_at)
    return Told(takes=ordered, today=TODAY, **known)
