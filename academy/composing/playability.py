"""Whether two hands can play a beat: pads at once, how soon a pad comes again, how close strokes are.

Swing counts; lane offsets do not: they are a feel, and a snare 20 ms early is no second stroke to prepare.
What a unit plays by itself (type `sequence`) asks nothing of hands. The course keeps to these limits but for
one roll, trap-hats/pairs; a variation may always ask what the exercise it varies asks already.
"""

import itertools
from collections.abc import Iterator, Mapping

from academy.composing.naming import step_name
from academy.patterns.model import Pattern

MOST_PADS = 4
SAME_PAD_MS = 100.0
ANY_PAD_MS = 60.0

Gap = tuple[float, str, int, int]
"""Milliseconds, a lane (empty for the whole beat), the step before and the step after."""


def unplayable(pattern: Pattern, pads: Mapping[str, str], base: Pattern | None = None) -> Iterator[str]:
    """Yield what hands cannot do, in words; `base` is what they are known to do."""
    if pattern.type == "sequence":
        return
    crowd, step = _fullest(pattern)
    most = max(MOST_PADS, _fullest(base)[0] if base else 0)
    if crowd > most:
        yield f"{crowd} pads at once on {step_name(pattern, step)}; at most {most}"
    for limit, gaps, known in (
        (SAME_PAD_MS, _same_pad(pattern), _same_pad(base) if base else ()),
        (ANY_PAD_MS, _any_pad(pattern), _any_pad(base) if base else ()),
    ):
        least = min([limit, *(gap[0] for gap in known)])
        gap = min(gaps, default=None)
        if gap is not None and gap[0] < least - 0.05:
            yield _too_close(pattern, pads, gap, least)


def _too_close(pattern: Pattern, pads: Mapping[str, str], gap: Gap, least: float) -> str:
    ms, lane, before, after = gap
    what = f"lane '{lane}' (pad {pads.get(lane, lane)})" if lane else "two pads"
    where = f"from {step_name(pattern, before)} to {step_name(pattern, after)}"
    return f"{what}: {ms:.1f} ms {where}; at least {least:.1f} ms. Leave one out, or slow down"


def _fullest(pattern: Pattern) -> tuple[int, int]:
    """Return how many pads the fullest stroke has, and its step."""
    strokes: dict[int, int] = {}
    for lane in pattern.lanes:
        for note in lane.notes:
            strokes[note.step] = strokes.get(note.step, 0) + 1
    step = min(strokes, key=lambda one: (-strokes[one], one), default=0)
    return strokes.get(step, 0), step


def _same_pad(pattern: Pattern) -> list[Gap]:
    return [gap for lane in pattern.lanes for gap in _gaps(pattern, lane.name, {n.step for n in lane.notes})]


def _any_pad(pattern: Pattern) -> list[Gap]:
    return list(_gaps(pattern, "", {note.step for lane in pattern.lanes for note in lane.notes}))


def _gaps(pattern: Pattern, lane: str, steps: set[int]) -> Iterator[Gap]:
    """Yield the time from each stroke to the next, around the loop."""
    beat_ms = 60_000 / pattern.tempo
    ordered = sorted(steps)
    for before, after in itertools.pairwise([*ordered, *(step + pattern.steps for step in ordered[:1])]):
        if after - before < pattern.steps:
            gap = (pattern.beat_of(after) - pattern.beat_of(before)) * beat_ms
            yield round(gap, 3), lane, before, after % pattern.steps
