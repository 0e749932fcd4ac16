"""Takes of the course's first exercises in a store, as of one evening."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from academy.store.store import open_store

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
"""A Wednesday."""
FIRST = tuple(f"first-hits/{name}" for name in ("name-the-pad", "pulse", "eighths", "soft-and-loud"))


def play(store: Path, *exercises: str, overall: float = 90.0, days_ago: int = 0) -> None:
    """Keep a whole take of each exercise, half a minute long, a minute apart."""
    with open_store(store) as kept:
        for number, exercise in enumerate(exercises):
            moment = NOW - timedelta(days=days_ago, minutes=60 - number)
            take = {
                "id": f"{store.stem} {exercise} {overall} {days_ago} {number}",
                "exercise": exercise,
                "played_at": moment.isoformat(),
                "whole": True,
                "hits": [{"time_s": 30.0, "pad": "A13", "velocity": 90}],
            }
            score = {"status": "scored", "overall": overall, "constants": "1"}
            kept.record(take, score, passed=overall >= 70)
