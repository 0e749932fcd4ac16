"""Which hit answers which onset, and how the take as a whole was understood.

`align` finds the explanation, pairs, and the smooth path of how early or late the player was. All
times of pairs are milliseconds, early negative, against where the explanation expects the onset: the
click itself, or the player's own tempo, or the click moved by a late start or a pause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from academy.midi.take import Hit
from academy.patterns.model import Target
from academy.scoring.constants import CONSTANTS
from academy.scoring.exchange import uncrossed
from academy.scoring.explain import Explained, explain
from academy.scoring.hypotheses import Candidate, Explanation
from academy.scoring.scene import Flags, Floats, Ints, Scene, scene_of

LATE_STEP_S = 0.06


@dataclass(frozen=True)
class Jump:
    """From onset `onset` on, everything comes `move_s` later than before (negative: earlier)."""

    onset: int
    move_s: float


@dataclass(frozen=True)
class Alignment:
    """The answer of `align`.

    `onsets` and `hits` are the pairs, ascending by onset; `hits` are places in the take. `same_pad`
    says which pairs are on the right pad. `late_ms` is the asynchrony of each pair, `path_ms` the
    smooth offset there. `expected_s` is when each onset of the target was due, path included. `start_s`
    is how much later than the click the take began (0 when with it), `jumps` where it moved on the way.
    `gain` is what all pairs win over leaving everything unmatched, in nats. `stretch` and `rate`
    describe the tempo: a stretch of 0.95 is 5 % fast, a rate of 2 is double time. `is_exchanged` says that
    two pads were taken for each other; the gain is then that of the right rhythm.
    """

    scene: Scene
    explanation: Explanation
    onsets: Ints
    hits: Ints
    same_pad: Flags
    late_ms: Floats
    path_ms: Floats
    expected_s: Floats
    segment: Ints
    start_s: float
    jumps: tuple[Jump, ...]
    stretch: float
    rate: float
    sigma_ms: float
    gain: float
    is_ambiguous: bool
    is_exchanged: bool = False

    @property
    def gain_per_pair(self) -> float:
        """Nats that the pairs win over leaving everything unmatched, per pair; 0 without pairs."""
        return self.gain / len(self.onsets) if len(self.onsets) else 0.0

    @property
    def residual_ms(self) -> Floats:
        """What is left of the asynchrony of each pair when the path is taken off."""
        return self.late_ms - self.path_ms

    @property
    def played_s(self) -> Floats:
        """When the hit of each pair came, latency taken off, in seconds."""
        place = {hit: index for index, hit in enumerate(self.scene.order)}
        return self.scene.hit_s[[place[int(hit)] for hit in self.hits]] if len(self.hits) else np.zeros(0)


def align(
    target: Target,
    hits: Sequence[Hit],
    *,
    latency_ms: float | None = None,
    mode: str = "click",
    ignore_pads: bool = False,
    thorough: bool = True,
) -> Alignment | None:
    """Return how `hits` answer `target`; None when the target has no onset or no hit has a pad.

    `latency_ms` is taken off the hits; None says that it was never measured. In mode `free` there is no
    click: the first hit starts the clock. With `ignore_pads` only the rhythm counts. Without `thorough`
    only the plainest explanation is tried.
    """
    if not target.onsets:
        return None
    scene = scene_of(target, tuple(hits), latency_ms=latency_ms, ignore_pads=ignore_pads)
    if not len(scene.hit_s):
        return None
    is_free = mode == "free"
    return _alignment(scene, explain(scene, is_free=is_free, thorough=thorough), is_free=is_free)


def _alignment(scene: Scene, explained: Explained, *, is_free: bool) -> Alignment:
    best = explained.best
    pairs, fitted = best.fit.pairs, best.fit
    segment = np.zeros(len(scene.onset_s), dtype=np.int64) if best.segment is None else best.segment
    reference, start_s, jumps = _reference(scene, best, is_free=is_free)
    expected = fitted.base_s + fitted.path_s
    if best.exchange is not None:
        pairs = uncrossed(scene, pairs)
    late = (scene.hit_s[pairs.hits] - reference[pairs.onsets]) * 1000
    return Alignment(
        scene=scene,
        explanation=best.explanation,
        onsets=pairs.onsets,
        hits=np.array(scene.order, dtype=np.int64)[pairs.hits],
        same_pad=scene.hit_pad[pairs.hits] == scene.onset_pad[pairs.onsets],
        late_ms=late,
        path_ms=((expected - reference) * 1000)[pairs.onsets],
        expected_s=expected,
        segment=segment,
        start_s=start_s,
        jumps=jumps,
        stretch=best.line.stretch,
        rate=best.rate,
        sigma_ms=fitted.sigma_ms,
        gain=fitted.gain,
        is_ambiguous=_is_ambiguous(scene, explained),
        is_exchanged=best.exchange is not None,
    )


def _reference(scene: Scene, best: Candidate, *, is_free: bool) -> tuple[Floats, float, tuple[Jump, ...]]:
    """Return when each onset counts as on time, how late the take began, and its jumps."""
    base = best.fit.base_s
    own_clock = best.explanation == Explanation.RATE or is_free
    reference = base.copy() if own_clock else scene.onset_s.copy()
    if best.segment is None:
        return reference, 0.0, ()
    offsets = base + best.fit.path_s - reference
    segments = [np.flatnonzero(best.segment == number) for number in range(int(best.segment.max()) + 1)]
    middles = [float(np.median(offsets[here])) if len(here) else 0.0 for here in segments]
    is_with_click = is_free or abs(middles[0]) <= CONSTANTS.offset_range_ms / 1000
    start_s = 0.0 if is_with_click else _start(scene, middles[0])
    habit_s = middles[0] - start_s  # what is not a start or a jump is the player's own lag, all along
    moves = [
        (int(here[0]) if len(here) else 0, _on_grid(scene, middle - habit_s) if number else start_s)
        for number, (here, middle) in enumerate(zip(segments, middles, strict=True))
    ]
    for number, (_, move) in enumerate(moves):
        reference[best.segment == number] += move
    jumps = tuple(Jump(first, round(move - before, 6)) for (_, before), (first, move) in pairwise(moves))
    return reference, moves[0][1], jumps


def _start(scene: Scene, late_s: float) -> float:
    """Return how late a take began: whole beats when what is left over is a habit or an unknown latency."""
    beats = round(late_s / scene.target.beat_s) * scene.target.beat_s
    near_s = LATE_STEP_S if scene.is_calibrated else 2 * scene.offset_sd_s
    return beats if beats and abs(beats - late_s) < near_s else _on_grid(scene, late_s)


def _on_grid(scene: Scene, move_s: float) -> float:
    """Return a move as whole steps of the target when close to that: players lose steps, not seconds."""
    steps = round(move_s / scene.target.step_s) * scene.target.step_s
    return steps if abs(steps - move_s) < LATE_STEP_S else move_s


def _is_ambiguous(scene: Scene, explained: Explained) -> bool:
    """Say whether a reading at least half a step away is as likely: then no one can say which step it was."""
    other = explained.runner_up
    if other is None or not len(other.fit.pairs.onsets):
        return False
    if other.cost - explained.best.cost > CONSTANTS.ambiguous_nats:
        return False
    ours, theirs = explained.best.fit, other.fit
    apart = np.median(np.abs(ours.base_s + ours.path_s - theirs.base_s - theirs.path_s))
    return bool(apart >= scene.target.step_s / 2)
