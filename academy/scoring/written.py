"""A pattern that a machine plays, step by step against the one that was asked for.

A sequencer is exact: its first note and one other fix where it began and how fast it runs, and then every
note stands on a step or does not. So nothing here is a matter of feel. `fit` tries those pairs and keeps the
one that puts most notes on their steps; what plays on into the next pass is cut off. The unit's 480 ticks a
quarter and the 1 ms of USB stray by 3 ms at most; a pattern recorded by hand and not quantised strays as
hands do, so that it is tried with a wider reach when the narrow one finds nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from academy.midi.take import Hit
from academy.patterns.model import Onset, Target

NEAR_MS = (12.0, 40.0)
"""So near its step a note confirms a fit: of a machine, then of a hand that was recorded (sigma_start_ms)."""
NEAR_STEPS = 0.4
"""No note reaches half way to the next step."""
MOVED_MS = 20.0
"""From here on a listener to a groove notices that a note stands elsewhere (windows.py)."""
SLOWEST, FASTEST = 0.5, 2.0
ANCHORS = 8
TRIED = 24
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a machine began (seconds of its take) and how much slower than asked it ran; 1 is as asked."""

    begins_s: float
    stretch: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A note on its pad that stands beside its step: place in the target, ms late."""

    onset: int
    late_ms: float


def fit(target: Target, hits: Sequence[Hit]) -> Fit | None:
    """Return the beginning and the tempo that put most hits on onsets of their pad; None when few are.

    Few is less than half of the onsets. Of equal fits the one nearest to the tempo that was asked for.
    """
    heard = sorted((hit for hit in hits if hit.velocity), key=lambda hit: hit.time_s)
    if not heard or not target.onsets:
        return None
    for near_ms in NEAR_MS:
        near_s = min(near_ms / 1000, NEAR_STEPS * target.step_s)
        best = max(_candidates(target.onsets, heard), key=lambda one: _worth(target, heard, one, near_s))
        if _answered(target, heard, best, near_s) >= LEAST_SHARE * len(target.onsets):
            return _refined(target, heard, best, near_s)
    return None


def one_pass(target: Target, hits: Sequence[Hit], found: Fit) -> list[Hit]:
    """Return the hits of the first pass, in seconds from its beginning; target and hits run at one tempo.

    A hit half a step before the next pass belongs to that: a note may be early by its offset.
    """
    length_s = target.loop_s * found.stretch
    edge_s = target.step_s * found.stretch / 2
    moved = [_moved(hit, found.begins_s) for hit in hits]
    return [hit for hit in moved if -edge_s <= hit.time_s < length_s - edge_s]


def stands_beside(onsets: Sequence[Onset], answers: Sequence[Hit | None]) -> tuple[Moved, ...]:
    """Return the notes that a listener hears beside their steps; `answers` are the hits of the onsets."""
    late = [
        Moved(onset.index, (hit.time_s - onset.time_s) * 1000)
        for onset, hit in zip(onsets, answers, strict=True)
        if hit is not None
    ]
    return tuple(one for one in late if abs(one.late_ms) > MOVED_MS)


def _candidates(onsets: Sequence[Onset], heard: Sequence[Hit]) -> Iterator[Fit]:
    """Yield a fit for each way to name the first hit and one other; a lone note runs as fast as asked."""
    first, others = heard[0], heard[1 : TRIED + 1]
    for anchor in onsets[:ANCHORS]:
        yield Fit(first.time_s - anchor.time_s, 1.0)
        for onset in onsets:
            asked_s = onset.time_s - anchor.time_s
            for hit in others:
                stretch = (hit.time_s - first.time_s) / asked_s if asked_s > 0 else 0.0
                if hit.pad == onset.pad and SLOWEST <= stretch <= FASTEST:
                    yield Fit(first.time_s - anchor.time_s * stretch, stretch)


def _worth(target: Target, heard: Sequence[Hit], found: Fit, near_s: float) -> tuple[int, float]:
    """Return answered onsets less hits that answer none, and how near the asked tempo is."""
    answered = _answered(target, heard, found, near_s)
    strangers = len(one_pass(target, heard, found)) - answered
    return answered - max(0, strangers), -abs(found.stretch - 1)


def _answered(target: Target, heard: Sequence[Hit], found: Fit, near_s: float) -> int:
    return sum(hit is not None for hit in _answers(target, heard, found, near_s))


def _answers(target: Target, heard: Sequence[Hit], found: Fit, near_s: float) -> list[Hit | None]:
    """Return for each onset the nearest hit of its pad, None when there is none near it."""
    by_pad: dict[str | None, list[Hit]] = {}
    for hit in heard:
        by_pad.setdefault(hit.pad, []).append(hit)
    answers: list[Hit | None] = []
    for onset in target.onsets:
        at = found.begins_s + onset.time_s * found.stretch
        near = min(by_pad.get(onset.pad, ()), key=lambda hit: abs(hit.time_s - at), default=None)
        answers.append(near if near is not None and abs(near.time_s - at) <= near_s else None)
    return answers


def _refined(target: Target, heard: Sequence[Hit], found: Fit, near_s: float) -> Fit:
    """Return the straight line through all answered notes instead of two of them."""
    pairs = [
        (onset.time_s, hit.time_s)
        for onset, hit in zip(target.onsets, _answers(target, heard, found, near_s), strict=True)
        if hit is not None
    ]
    mean_x, mean_y = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in pairs)
    if spread < 1e-9:
        return found
    stretch = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / spread
    return Fit(mean_y - stretch * mean_x, stretch)


def _moved(hit: Hit, begins_s: float) -> Hit:
    release_s = None if hit.release_s is None else hit.release_s - begins_s
    return replace(hit, time_s=hit.time_s - begins_s, release_s=release_s)
