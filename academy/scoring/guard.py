"""Is it the exercise at all? Random hits always find some pairs; they must not get advice about timing."""

import random
from collections.abc import Iterator
from dataclasses import replace

from academy.midi.take import Hit
from academy.patterns.model import Target
from academy.scoring.alignment import Alignment, align
from academy.scoring.constants import CONSTANTS
from academy.scoring.hypotheses import Explanation


def is_the_exercise(
    target: Target, hits: tuple[Hit, ...], alignment: Alignment, *, latency_ms: float | None, mode: str
) -> bool:
    """Say whether the pairs win clearly more than the same hits would on another exercise.

    The gain of a pair tells good timing; the gain of all pairs shared out over all notes tells a take that
    meets the pattern from one that only grazes it. Between the constants, all pairs together are held against
    what the same hits win when they are strewn at random, with the same freedom; of jumps more is asked.
    Where most pairs are on a wrong pad, the rhythm alone is asked.
    """
    ignore_pads = alignment.scene.ignores_pads
    notes = _notes(alignment)
    if notes < CONSTANTS.guard_matches or len(alignment.onsets) < CONSTANTS.least_for_bias:
        return True
    if alignment.same_pad.mean() < 0.5 and not alignment.is_exchanged:
        ignore_pads = True
        rhythm = align(target, hits, latency_ms=latency_ms, mode=mode, ignore_pads=True)
        if rhythm is None:
            return True
        alignment = rhythm
    a_note = alignment.gain / _notes(alignment)
    if alignment.gain_per_pair >= CONSTANTS.gain_clear or a_note >= CONSTANTS.gain_a_note_enough:
        return True
    if a_note < CONSTANTS.gain_a_note_least and not ignore_pads:
        return False
    plainest = Explanation.FREE if mode == "free" else Explanation.CLICK
    is_plain = alignment.explanation == plainest and not alignment.is_exchanged
    chance = [
        other.gain
        for strewn in surrogates(hits)
        if (
            other := align(
                target,
                strewn,
                latency_ms=latency_ms,
                mode=mode,
                ignore_pads=ignore_pads,
                thorough=not is_plain,
            )
        )
    ]
    has_jumps = alignment.explanation in (Explanation.JUMP, Explanation.START)
    ratio = CONSTANTS.surrogate_ratio_jump if has_jumps else CONSTANTS.surrogate_ratio
    return not chance or alignment.gain >= ratio * sum(chance) / len(chance)


def _notes(alignment: Alignment) -> int:
    """Return how many pairs there could be: as many as onsets, or as hits if those are fewer."""
    return min(len(alignment.scene.onset_s), len(alignment.scene.hit_s))


def surrogates(hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, ...]]:
    """Yield six takes with the same pads and strokes strewn at random over the same time; always the
    same six.

    Turning the take in time instead would not do: a loop turned by a bar is still the loop.
    """
    first = min(hit.time_s for hit in hits)
    length = max(hit.time_s for hit in hits) - first
    dice = random.Random(404)
    for _ in range(CONSTANTS.surrogates):
        strewn = [replace(hit, time_s=first + dice.random() * length) for hit in hits]
        yield tuple(sorted(strewn, key=lambda hit: hit.time_s))
