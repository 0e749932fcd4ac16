"""The last takes of an exercise together: what is stable, what changed, and the one thing to work on.

Offered every few takes: with feedback after every fifth trial instead of after each, timing is learnt less
quickly and kept better (Schmidt et al. 1989, 1990). A take's own number and facts stay where they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from academy.coach.fact import Direction, Fact, Json, direction_of, number
from academy.coach.notes import SAY_IT
from academy.coach.pulse import (
    FEEL_MS,
    FOLLOW_THE_CLICK,
    LOOSE_MS,
    ON_THE_BEAT_MS,
    SLOW_DOWN,
    SOONER,
    STEADY_MS,
    WAIT,
)
from academy.coach.touch import ACCENTS_ALONE

EVERY = 5
LEAST = 3
NEAR_POINTS, MOVED_POINTS = 6.0, 4.0
NEAR_MS, MOVED_MS = 10.0, 4.0
MOVED_PART = 8.0
GOOD_PART = 85.0
SAME_TEMPO = 1.0
_PARTS = {
    "pattern": ("Right notes", SAY_IT),
    "timing": ("Timing", SLOW_DOWN),
    "dynamics": ("Dynamics", ACCENTS_ALONE),
    "tempo_score": ("Tempo", FOLLOW_THE_CLICK),
}
_CHANGES = (
    ("overall", "points_moved", MOVED_POINTS),
    ("spread_ms", "spread_moved", MOVED_MS),
    *((key, f"{key}_moved", MOVED_PART) for key in _PARTS if key != "timing"),
)
_WHEN = (
    ("in the first of these takes", "in the last"),
    ("on average in the first two of these takes", "in the last two"),
)
"""How the two ends of three takes are called, and those of more."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What several takes show that one does not; `work_on` is None when nothing stands out."""

    takes: int
    stable: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    work_on: Fact | None

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON."""
        return {
            "takes": self.takes,
            "stable": [fact.as_json() for fact in self.stable],
            "changed": [fact.as_json() for fact in self.changed],
            "work_on": self.work_on.as_json() if self.work_on else None,
        }


def summary(attempts: Sequence[Json], *, is_calibrated: bool = True, most: int = EVERY) -> Summary | None:
    """Return what the last attempts (newest first) show together; None for fewer than three scored ones.

    Early and late are spoken of only when the latency is known.
    """
    scored = [one for one in attempts if one.get("status", "scored") == "scored"]
    rows = [one for one in scored if number(one, "overall") is not None][:most][::-1]
    if len(rows) < LEAST:
        return None
    return Summary(
        takes=len(rows),
        stable=tuple(_stable(rows, is_calibrated)),
        changed=tuple(_changed(rows)),
        work_on=_work_on(rows, is_calibrated),
    )


def _stable(rows: Sequence[Json], is_calibrated: bool) -> Iterator[Fact]:
    takes = len(rows)
    points = [round(each) for each in _all(rows, "overall")]
    if max(points) - min(points) <= NEAR_POINTS and _is_one_tempo(rows):
        text = f"Your score holds: {_span(points)} points in all {takes} takes."
        yield Fact("points_hold", True, 0.4, text, evidence={"points": points, "takes": takes})
    spreads = [round(each) for each in _all(rows, "spread_ms")]
    if len(spreads) == takes and max(spreads) <= STEADY_MS:
        text = f"Steady hands in all {takes} takes: a spread of {_span(spreads)} ms."
        yield Fact("steady", True, 0.6, text, evidence={"spread_ms": spreads, "takes": takes})
    biases = [round(each) for each in _all(rows, "bias_ms")]
    if len(biases) < takes or not is_calibrated:
        return
    evidence = {"bias_ms": biases, "takes": takes}
    if max(abs(bias) for bias in biases) <= ON_THE_BEAT_MS:
        yield Fact("on_the_beat", True, 0.6, f"On the beat in all {takes} takes.", evidence=evidence)
    elif max(biases) - min(biases) <= NEAR_MS and min(biases) * max(biases) > 0:
        side = direction_of(biases[0])
        text = (
            f"Your place is the same in all {takes} takes: {_span([abs(b) for b in biases])} ms {side.value}."
        )
        yield Fact("same_place", True, 0.3, text, direction=side, evidence=evidence)


def _changed(rows: Sequence[Json]) -> Iterator[Fact]:
    tempos = [round(each, 1) for each in _all(rows, "tempo")]
    if not _is_one_tempo(rows):
        text = f"The tempo went from {tempos[0]:g} to {tempos[-1]:g} BPM."
        if abs(tempos[0] - tempos[-1]) > SAME_TEMPO:
            yield Fact("tempo_moved", True, 0.3, text, evidence={"from": tempos[0], "to": tempos[-1]})
        return
    for key, fact_id, least in _CHANGES:
        ends = _ends(_all(rows, key))
        if ends and abs(ends[1] - ends[0]) >= least:
            before, now = ends
            is_good = (now > before) == (key != "spread_ms")
            text = _told(key, before, now, *_WHEN[len(rows) > LEAST])
            evidence = {"from": before, "to": now, "most": 100}
            yield Fact(fact_id, is_good, min(1.0, 0.2 + abs(now - before) / 40), text, evidence=evidence)


def _told(key: str, before: int, now: int, first: str, last: str) -> str:
    if key == "overall":
        return f"{before} points {first}, {now} {last}."
    if key == "spread_ms":
        way = "closer together" if now < before else "farther apart"
        return f"Your hits lie {way}: a spread of {before} ms {first}, {now} ms {last}."
    return f"{_PARTS[key][0]}: {before} of 100 {first}, {now} {last}."


def _work_on(rows: Sequence[Json], is_calibrated: bool) -> Fact | None:
    """Return the weakest part of these takes with its cure; None when every part is good."""
    parts = {key: median(values) for key in _PARTS if (values := _all(rows, key))}
    if not parts:
        return None
    weakest = min(parts, key=lambda key: (parts[key], list(_PARTS).index(key)))
    if parts[weakest] >= GOOD_PART:
        return None
    if weakest == "timing" and (where := _habit(rows, is_calibrated)):
        return where
    (name, tip), middle = _PARTS[weakest], round(parts[weakest])
    text = f"{name}: typically {middle} of 100 in these takes, the weakest of all parts."
    return Fact(f"work_on_{weakest}", False, 1.0, text, tip, evidence={"middle": middle, "most": 100})


def _habit(rows: Sequence[Json], is_calibrated: bool) -> Fact | None:
    """Return where the hits sit as the thing to work on, when it outweighs how they scatter."""
    biases, spreads = _all(rows, "bias_ms"), _all(rows, "spread_ms")
    bias = median(biases) if biases and is_calibrated else 0.0
    if FEEL_MS[0] <= bias <= FEEL_MS[1] or (spreads and median(spreads) > max(LOOSE_MS, abs(bias))):
        return None
    side, shown = direction_of(bias), round(bias)
    cure = WAIT if side is Direction.EARLY else SOONER
    text = f"In these takes you typically play {abs(shown)} ms {side.value}."
    return Fact(f"work_on_{side.value}", False, 1.0, text, cure, side, {"bias_ms": shown})


def _all(rows: Sequence[Json], key: str) -> list[float]:
    return [value for row in rows if (value := number(row, key)) is not None]


def _ends(values: Sequence[float]) -> tuple[int, int] | None:
    """Return the middle of the two oldest and of the two newest (of one each, when there are three)."""
    if len(values) < LEAST:
        return None
    each = 2 if len(values) > LEAST else 1
    return round(median(values[:each])), round(median(values[-each:]))


def _is_one_tempo(rows: Sequence[Json]) -> bool:
    tempos = _all(rows, "tempo")
    return not tempos or max(tempos) - min(tempos) <= SAME_TEMPO


def _span(values: Sequence[int]) -> str:
    low, high = min(values), max(values)
    return f"{low}" if low == high else f"{low} to {high}"
