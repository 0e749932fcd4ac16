"""Is it the exercise at all? Random hits always find some pairs; they must not get advice about timing."""

import random
from collections.abc import Iterator

import numpy as np

from academy.midi.take import Hit
from academy.patterns.model import Target
from academy.scoring.alignment import Alignment, align
from academy.scoring.constants import CONSTANTS


def is_the_exercise(
    target: Target, hits: tuple[Hit, ...], alignment: Alignment, *, latency_ms: float | None, mode: str
) -> bool:
    """Say whether the pairs win clearly more than the same hits would on another exercise.

    The gain per pair is compared with a constant and, when it is not clear, with that of the take itself
    turned in time and with its pads exchanged. Where most pairs are on a wrong pad, the rhythm alone is asked.
    """
    ignore_pads = alignment.scene.ignores_pads
    if len(alignment.onsets) < CONSTANTS.guard_matches:
        return True
    if alignment.same_pad.mean() < 0.5:
        ignore_pads = True
        rhythm = align(target, hits, latency_ms=latency_ms, mode=mode, ignore_pads=True)
        if rhythm is None:
            return True
        alignment = rhythm
    gain = alignment.gain_per_pair
    if gain >= CONSTANTS.gain_borderline:
        return True
    if gain < CONSTANTS.gain_not_the_exercise and not ignore_pads:
        return False
    others = [
        other.gain_per_pair
        for turned in surrogates(hits)
        if (other := align(target, turned, latency_ms=latency_ms, mode=mode, ignore_pads=ignore_pads))
    ]
    return not others or gain >= CONSTANTS.surrogate_ratio * float(np.mean(others))


def surrogates(hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, ...]]:
    """Yield the take turned in time by six different parts of its length, its pads exchanged; always the same six."""
    times = np.array([hit.time_s for hit in hits])
    first = float(times.min())
    length = float(times.max()) - first + 1e-3
    pads = sorted({hit.pad for hit in hits if hit.pad is not None}, key=lambda pad: _first_time(hits, pad))
    seed = random.Random(404)
    for _ in range(CONSTANTS.surrogates):
        turn = seed.uniform(0.1, 0.9) * length
        others = seed.sample(pads, len(pads))
        exchanged = dict(zip(pads, others, strict=True))
        yield tuple(
            Hit(first + (hit.time_s - first + turn) % length, exchanged.get(hit.pad or ""), hit.velocity)
            for hit in hits
        )


def _first_time(hits: tuple[Hit, ...], pad: str) -> tuple[float, int]:
    return min((hit.time_s, -hit.velocity) for hit in hits if hit.pad == pad)
