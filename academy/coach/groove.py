"""How the time bends: swing against what is written, and drift from the start of a take to its end.

The swing is where the second of two steps falls, in percent of the pair: 50 is straight, 67 triplets.
"""

from collections.abc import Iterator
from statistics import median

from academy.coach.fact import Direction, Fact, Json, number
from academy.coach.pulse import FEEL_MS, is_calibrated

NEAR_PERCENT = 3.0
STRAIGHT = 51.0
DRIFT_MS = 25.0
LEAST_HITS = 16
QUARTERS = 4


def groove_facts(score: Json) -> Iterator[Fact]:
    """Yield what is true about swing and drift; nothing where too little was played to say it."""
    if score.get("explanation") == "rate":
        return
    yield from _swing(score)
    if score.get("explanation") == "click":
        yield from _drift(score)


def _swing(score: Json) -> Iterator[Fact]:
    share, asked = number(score, "swing"), number(score, "swing_asked")
    if share is None or asked is None or share < 0.4:
        return
    percent, error = round(100 * share), 196 * (number(score, "swing_error") or 0.0)
    evidence = {"swing_percent": percent, "swing_asked": asked, "off_by": round(percent - asked, 1)}
    away = evidence["off_by"]
    if abs(away) <= NEAR_PERCENT:
        if asked > STRAIGHT:
            text = f"Your swing is {percent} %, and {asked:g} % is written."
            yield Fact("swing_kept", True, 0.5, text, evidence=evidence)
    elif abs(away) <= error or _against_habit(score, away):
        return
    elif away < 0 and asked > STRAIGHT:
        yield Fact(
            "swing_straight",
            False,
            min(1.0, 0.2 - away / 25),
            f"Your swing is {percent} % where {asked:g} % is written: the notes between come too early.",
            "Lean on the first of each pair and let the second come later, as if it belonged to the next.",
            Direction.EARLY,
            evidence,
        )
    elif away > 0 and (asked > STRAIGHT or score.get("is_swung")):
        written = f"{asked:g} % is written" if asked > STRAIGHT else "it is written straight"
        yield Fact(
            "swing_much",
            False,
            min(1.0, 0.2 + away / 25),
            f"Your swing is {percent} % where {written}: the notes between come too late.",
            "Count each pair evenly, aloud, and bring the second of the two sooner.",
            Direction.LATE,
            evidence,
        )


def _drift(score: Json) -> Iterator[Fact]:
    onsets = score.get("onsets") or []
    heard = [row["asynchrony_ms"] for row in onsets if number(row, "asynchrony_ms") is not None]
    if len(heard) < LEAST_HITS:
        return
    quarter = len(heard) // QUARTERS
    first, last = round(median(heard[:quarter])), round(median(heard[-quarter:]))
    drift = last - first
    if abs(drift) < DRIFT_MS or not _away_from_the_beat(score, last, drift):
        return
    late, way = (True, "later") if drift > 0 else (False, "earlier")
    cure = (
        "Keep counting through the last bars, and aim the hand sooner there."
        if late
        else "Breathe out before the last bars, and wait for each click there."
    )
    yield Fact(
        "drift",
        False,
        min(1.0, abs(drift) / 80),
        f"From the first quarter of the take to the last you came {abs(drift)} ms {way}.",
        cure,
        Direction.LATE if late else Direction.EARLY,
        {"drift_ms": drift, "first_ms": first, "last_ms": last},
    )


def _away_from_the_beat(score: Json, last: float, drift: float) -> bool:
    """Say whether the take ended farther from the beat than it began: coming nearer needs no cure."""
    bias = number(score, "bias_ms")
    if not is_calibrated(score) or bias is None:
        return True
    return last * drift > 0 and not _against_habit(score, drift)


def _against_habit(score: Json, away: float) -> bool:
    """Say whether curing this would push the take farther the way it errs already as a whole."""
    bias = number(score, "bias_ms")
    if not is_calibrated(score) or bias is None:
        return False
    return not FEEL_MS[0] <= bias <= FEEL_MS[1] and bias * away < 0
