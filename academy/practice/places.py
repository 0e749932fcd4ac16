"""Where in the pattern notes were left out and hits were added, over all passes of a take."""

from collections import Counter
from typing import TYPE_CHECKING

from academy.practice.needs import Json

if TYPE_CHECKING:
    from academy.patterns.model import Target

NAMED = 8
"""How many places a score keeps, the worst first."""


def places(target: "Target", score: Json, first_bar: int = 1) -> Json:
    """Return `missed_steps` and `extra_steps` of a score: bar and step (from 1), pad, and how often.

    A missing note has `of` as well: how often it was asked for. A hit that was too much has the step that
    it was nearest to, latency taken off; a second stroke near a note of its own pad is not listed.
    `first_bar` is the first bar of a loop.
    """
    asked: Counter[tuple[int, str]] = Counter()
    missed: Counter[tuple[int, str]] = Counter()
    for onset, judged in zip(target.onsets, score["onsets"], strict=True):
        if onset.step is not None and not onset.optional:
            asked[onset.step, onset.pad] += 1
            missed[onset.step, onset.pad] += judged["verdict"] == "missed"
    written = {(onset.step, onset.pad) for onset in target.onsets}
    steps, per_bar = round(target.loop_s / target.step_s), round(target.bar_s / target.step_s)
    origin, late_s = (first_bar - 1) * per_bar, (score["latency_ms"] or 0.0) / 1000
    struck = (
        (origin + round((hit["time_s"] - late_s) / target.step_s) % steps, hit["pad"])
        for hit in score["hits"]
        if hit["verdict"] == "extra" and hit["pad"]
    )
    extra = Counter(place for place in struck if place not in written)

    def rows(found: Counter[tuple[int, str]]) -> list[Json]:
        worst = sorted((-times, step, pad) for (step, pad), times in found.items() if times)[:NAMED]
        return [
            {"bar": step // per_bar + 1, "step": step % per_bar + 1, "pad": pad, "times": -times}
            | ({"of": asked[step, pad]} if found is missed else {})
            for times, step, pad in worst
        ]

    return {"missed_steps": rows(missed), "extra_steps": rows(extra)}
