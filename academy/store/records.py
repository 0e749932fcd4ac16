"""Rows of a take and its score, made from what a page sent and the scorer said.

Times are kept in UTC; numbers that were not measured stay NULL.
"""

import json
from datetime import UTC, datetime
from typing import Any

from academy.errors import TakeError
from academy.store.checked import number, shown, thing, whole, words

Json = dict[str, Any]

MOST_HITS = 20_000
LETTERS, LETTERS_A_HIT = 1_000_000, 1_000
"""Of JSON: a minute of four turned knobs are 400,000, and a hit is judged in 300."""
HARDEST = 127
LONGEST_S = 86_400
"""Seconds: no take lasts longer than a day."""
MOST_MS, MOST_LATENCY_MS = 3_600_000, 60_000
MOST_BPM, MOST_BARS = 10_000, 100_000
"""Far more than anybody plays; sums of them are numbers still."""
YEARS = range(2000, 2200)
READ = "read"
"""The `practice` of a take that a machine played: a pattern read from the unit or a file, nobody's hits."""
_WORDS = ("exercise_hash", "mode", "practice", "output", "browser")
_COMPONENTS = ("pattern", "timing", "dynamics", "tempo")
_COLUMNS = {"id", "exercise", "exercise_hash", "played_at", "tempo", "bars", "passes", "mode", "practice"}
_COLUMNS |= {"interrupted", "latency_ms", "input", "output", "browser", "hits", "whole", "schema"}


def take_row(take: Json, now: datetime) -> Json:
    """Return the row of a take; TakeError names the field that cannot be kept."""
    for key in ("id", "exercise"):
        if not isinstance(take.get(key), str) or not 0 < len(take[key]) <= 200:
            raise TakeError(f"the take's '{key}' is {take.get(key)!r}; expected a name of 1 to 200 letters.")
    heard = thing("the take's 'input'", take.get("input"))
    source = [words(f"the {name} of its input", heard.get(name)) for name in ("kind", "name")]
    first, last = _bars(take)
    said = {name: words(f"the take's '{name}'", take.get(name)) for name in _WORDS}
    return {
        "take_id": take["id"],
        "lesson": take["exercise"].split("/")[0],
        "exercise": take["exercise"],
        "played_at": _moment(take.get("played_at"), now),
        "kept_at": now,
        "tempo": number("the take's 'tempo'", take.get("tempo"), 0, MOST_BPM),
        "first_bar": first,
        "last_bar": last,
        "passes": whole("the take's 'passes'", take.get("passes"), 0, MOST_BARS),
        "whole": bool(take.get("whole")),
        "interrupted": bool(take.get("interrupted")),
        "latency_ms": number(
            "the take's 'latency_ms'", take.get("latency_ms"), -MOST_LATENCY_MS, MOST_LATENCY_MS
        ),
        "input": " ".join(filter(None, source)) or None,
        **said,
        "hit_count": 0 if take.get("practice") == READ else len(take.get("hits") or ()),
        "duration_s": _duration_s(take),
        "about": {key: value for key, value in take.items() if key not in _COLUMNS},
    }


def hit_rows(take: Json) -> list[Json]:
    """Return one row for each raw hit; TakeError names the hit that cannot be kept."""
    hits = take.get("hits")
    if not isinstance(hits, list) or len(hits) > MOST_HITS:
        raise TakeError(f"the take's hits are no list of at most {MOST_HITS}.")
    return [_hit_row(take.get("id"), place, hit) for place, hit in enumerate(hits, start=1)]


def _hit_row(take_id: Any, place: int, said: Any) -> Json:
    hit = thing(f"hit {place}", said)
    time_s = number(f"hit {place}: time_s", hit.get("time_s"), -LONGEST_S, LONGEST_S)
    velocity = whole(f"hit {place}: velocity", hit.get("velocity"), 0, HARDEST)
    if time_s is None or velocity is None:
        raise TakeError(
            f"hit {place}: time {time_s}, velocity {velocity}; expected seconds, and 0 to {HARDEST}."
        )
    return {
        "take_id": take_id,
        "number": place,
        "time_s": time_s,
        "pad": words(f"hit {place}: pad", hit.get("pad")),
        "velocity": velocity,
        "release_s": number(f"hit {place}: release_s", hit.get("release_s"), -LONGEST_S, LONGEST_S),
        "note": whole(f"hit {place}: note", hit.get("note"), 0, HARDEST),
        "channel": whole(f"hit {place}: channel", hit.get("channel"), 0, 16),
    }


def score_row(take_id: str, score: Json, *, passed: bool) -> Json:
    """Return the row of a score; the whole of it is kept as JSON beside its main numbers.

    TakeError names the number that no playing can give: instructors' figures are sums of them.
    """
    components = thing("the score's 'components'", score.get("components"))
    measured = {"bias_ms": (-MOST_MS, MOST_MS), "spread_ms": (0, MOST_MS), "tempo_bpm": (0, MOST_BPM)}
    return {
        "take_id": take_id,
        "constants": str(score.get("constants")),
        "status": str(score.get("status")),
        "passed": passed,
        "overall": number("the score's 'overall'", score.get("overall"), 0, 100),
        **{name: number(f"the score's '{name}'", components.get(name), 0, 100) for name in _COMPONENTS},
        **{name: number(f"the score's '{name}'", score.get(name), *span) for name, span in measured.items()},
        "score": score,
    }


def check_size(about: Json, score: Json, hits: int) -> None:
    """Say whether what is kept as JSON can be; TakeError when it has no such form, or is too long."""
    try:
        length = len(json.dumps(about, allow_nan=False)) + len(json.dumps(score, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise TakeError(f"the take cannot be kept: {error}.") from error
    most = LETTERS + hits * LETTERS_A_HIT
    if length > most:
        raise TakeError(f"the take and its score have {length} letters; {most} are kept with {hits} hits.")


def _duration_s(take: Json) -> float:
    """Return the seconds from the downbeat to the last hit, 0 when there is none after it."""
    return max((float(hit["time_s"]) for hit in take["hits"] if hit["time_s"] > 0), default=0.0)


def _bars(take: Json) -> tuple[int | None, int | None]:
    bars = take.get("bars") or (None, None)
    if not isinstance(bars, list | tuple) or len(bars) != 2:
        raise TakeError(f"the take's 'bars' are {shown(bars)}; expected the first and the last.")
    first, last = (whole("a bar of the take", bar, 0, MOST_BARS) for bar in bars)
    return first, last


def _moment(text: Any, now: datetime) -> datetime:
    if text is None:
        return now
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise TakeError(
            f"the take's 'played_at' is {text!r}; expected a time such as 2026-11-24T10:00:00Z."
        ) from error
    if moment.year not in YEARS:
        raise TakeError(f"the take's 'played_at' is {text!r}; expected a year from 2000 to 2199.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
