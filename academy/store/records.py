"""Rows of a take and its score, made from what a page sent and the scorer said.

Times are kept in UTC; numbers that were not measured stay NULL.
"""

import json
import math
from datetime import UTC, datetime
from typing import Any

from academy.errors import TakeError

Json = dict[str, Any]

MOST_HITS = 20_000
HARDEST = 127
READ = "read"
"""The `practice` of a take that a machine played: a pattern read from the unit or a file, nobody's hits."""
_COLUMNS = {"id", "exercise", "exercise_hash", "played_at", "tempo", "bars", "passes", "mode", "practice"}
_COLUMNS |= {"interrupted", "latency_ms", "input", "output", "browser", "hits", "whole", "schema"}


def take_row(take: Json, now: datetime) -> Json:
    """Return the row of a take; TakeError names the field that cannot be kept."""
    for key in ("id", "exercise"):
        if not isinstance(take.get(key), str) or not 0 < len(take[key]) <= 200:
            raise TakeError(f"the take's '{key}' is {take.get(key)!r}; expected a name of 1 to 200 letters.")
    heard = take.get("input") or {}
    first, last = take.get("bars") or (None, None)
    return {
        "take_id": take["id"],
        "lesson": take["exercise"].split("/")[0],
        "exercise": take["exercise"],
        "exercise_hash": take.get("exercise_hash"),
        "played_at": _moment(take.get("played_at"), now),
        "kept_at": now,
        "tempo": _number(take, "tempo"),
        "first_bar": first,
        "last_bar": last,
        "passes": take.get("passes"),
        "mode": take.get("mode"),
        "practice": take.get("practice"),
        "whole": bool(take.get("whole")),
        "interrupted": bool(take.get("interrupted")),
        "latency_ms": _number(take, "latency_ms"),
        "input": " ".join(filter(None, (heard.get("kind"), heard.get("name")))) or None,
        "output": take.get("output"),
        "browser": take.get("browser"),
        "hit_count": 0 if take.get("practice") == READ else len(take.get("hits") or ()),
        "duration_s": _duration_s(take),
        "about": {key: value for key, value in take.items() if key not in _COLUMNS},
    }


def hit_rows(take: Json) -> list[Json]:
    """Return one row for each raw hit; TakeError names the hit that cannot be kept."""
    hits = take.get("hits")
    if not isinstance(hits, list) or len(hits) > MOST_HITS:
        raise TakeError(f"the take's hits are no list of at most {MOST_HITS}.")
    rows = []
    for number, hit in enumerate(hits, start=1):
        time_s, velocity = hit.get("time_s"), hit.get("velocity")
        if not _is_number(time_s) or not _is_number(velocity) or not 0 <= velocity <= HARDEST:
            raise TakeError(
                f"hit {number}: time {time_s!r}, velocity {velocity!r}; expected seconds, and 0 to {HARDEST}."
            )
        rows.append(
            {
                "take_id": take["id"],
                "number": number,
                "time_s": float(time_s),
                "pad": hit.get("pad"),
                "velocity": int(velocity),
                "release_s": hit.get("release_s"),
                "note": hit.get("note"),
                "channel": hit.get("channel"),
            }
        )
    return rows


def score_row(take_id: str, score: Json, *, passed: bool) -> Json:
    """Return the row of a score; the whole of it is kept as JSON beside its main numbers."""
    components = score.get("components") or {}
    return {
        "take_id": take_id,
        "constants": str(score.get("constants")),
        "status": str(score.get("status")),
        "passed": passed,
        "overall": score.get("overall"),
        **{name: components.get(name) for name in ("pattern", "timing", "dynamics", "tempo")},
        **{name: score.get(name) for name in ("bias_ms", "spread_ms", "tempo_bpm")},
        "score": score,
    }


def size_of(value: Any) -> int:
    """Return how many characters a value takes as JSON; TakeError when it has no JSON form."""
    try:
        return len(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise TakeError(f"the take cannot be kept: {error}.") from error


def _duration_s(take: Json) -> float:
    """Return the seconds from the downbeat to the last hit, 0 when there is none after it."""
    return max((float(hit["time_s"]) for hit in take["hits"] if hit["time_s"] > 0), default=0.0)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(take: Json, key: str) -> float | None:
    value = take.get(key)
    if value is not None and not _is_number(value):
        raise TakeError(f"the take's '{key}' is {value!r}; expected a number.")
    return value


def _moment(text: Any, now: datetime) -> datetime:
    if text is None:
        return now
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise TakeError(
            f"the take's 'played_at' is {text!r}; expected a time such as 2026-11-24T10:00:00Z."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
