"""Competing explanations: the simplest is tried first, the others only where it leaves something to
explain.

A good take keeps to the click, and then nothing else is asked: that is what makes a score quick.
"""

from dataclasses import dataclass, replace

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.doubt import (
    goes_wrong,
    has_lost_stretch,
    is_doubtful,
    is_far_off,
    is_restless,
    may_be_aliased,
    share_right,
)
from academy.scoring.exchange import likely_exchange
from academy.scoring.field import Field, field_of
from academy.scoring.fit import fit
from academy.scoring.hough import Line
from academy.scoring.hypotheses import (
    Candidate,
    Explanation,
    at_another_rate,
    at_own_tempo,
    opening_line,
    with_click,
)
from academy.scoring.jumps import JumpPath, jump_path
from academy.scoring.scene import Floats, Scene

LOOPS_ALIKE = 0.9


@dataclass(frozen=True)
class Explained:
    """The cheapest explanation, and the one of the same kind that came next (for ambiguity)."""

    best: Candidate
    runner_up: Candidate | None


def explain(scene: Scene, *, is_free: bool, thorough: bool = True) -> Explained:
    """Return the cheapest explanation of a take with at least one onset and one hit.

    Without `thorough` only the plainest kind is tried, whatever it leaves open.
    """
    field = field_of(scene, is_free=is_free)
    explained = _explained(scene, field, is_free=is_free, thorough=thorough)
    best = explained.best
    swap = likely_exchange(scene, field, best, is_free=is_free) if thorough else None
    if swap is None:
        return explained
    other = _explained(swap.scene, swap.field, is_free=is_free, thorough=True)
    if other.best.cost + CONSTANTS.exchange_cost >= best.cost:
        return explained
    return replace(other, best=replace(other.best, exchange=swap.pads))


def _explained(scene: Scene, field: Field, *, is_free: bool, thorough: bool) -> Explained:
    found = at_own_tempo(scene, field, is_free=True) if is_free else with_click(scene, field)
    if thorough and is_doubtful(scene, found[0]):
        found = _all(scene, field, found, is_free=is_free)
    best = min(found, key=lambda candidate: candidate.cost)
    alike = [other for other in found if other is not best and other.explanation == best.explanation]
    return Explained(best, min(alike, key=lambda candidate: candidate.cost, default=None))


def _all(scene: Scene, field: Field, found: list[Candidate], *, is_free: bool) -> list[Candidate]:
    if not is_free:
        found = _without_twins(found + with_click(scene, field, wide=True))
    best = min(found, key=lambda candidate: candidate.cost)
    off_tempo = abs(best.line.stretch - 1) > 2 * CONSTANTS.click_stretch_sd
    if not is_free and (off_tempo or is_doubtful(scene, best)) and _is_long_enough(scene):
        found += at_own_tempo(scene, field, is_free=False)
    best = min(found, key=lambda candidate: candidate.cost)
    if share_right(scene, best) < CONSTANTS.enough_right or may_be_aliased(scene, best):
        found += at_another_rate(scene, field, is_free=is_free)
    best = min(found, key=lambda candidate: candidate.cost)
    is_poor = share_right(scene, best) < CONSTANTS.enough_right or has_lost_stretch(scene, best)
    is_poor = is_poor or is_far_off(scene, best) or goes_wrong(scene, best) or (is_free and is_restless(best))
    if is_poor:
        jumped = with_jumps(scene, field, best, is_free=is_free)
        found += [jumped] if jumped else []
    return found


def _is_long_enough(scene: Scene) -> bool:
    """Say whether there are notes enough to speak of a tempo at all."""
    return len(scene.onset_s) >= CONSTANTS.least_for_spread


def _without_twins(found: list[Candidate]) -> list[Candidate]:
    """Drop candidates that came to the same pairs by another line, the dearer ones."""
    kept: dict[bytes, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: candidate.cost):
        pairs = candidate.fit.pairs
        kept.setdefault(pairs.onsets.tobytes() + pairs.hits.tobytes(), candidate)
    return list(kept.values())


def with_jumps(scene: Scene, field: Field, near: Candidate, *, is_free: bool) -> Candidate | None:
    """Return the best path with jumps around a line; None when a loop makes it no different from the click.

    With the click the line is the click itself, or the player's own tempo if that is the best so far.
    Without, it is how the player began, corrected once by the tempo found between the jumps.
    """
    if not is_free:
        tried = [_jumped(scene, field, Line(0.0, 1.0, 0.0), scene.offset_sd_s, is_free=False)]
        if near.explanation == Explanation.FREE:
            tried.append(_jumped(scene, field, near.line, scene.offset_sd_s, is_free=False))
    else:
        line = opening_line(scene, field)
        tried = [_jumped(scene, field, line, scene.target.beat_s, is_free=True)]
        if tried[0] is not None:
            line = Line(line.offset_s, line.stretch + _slope_within(scene, tried[0]), line.gain)
            tried.append(_jumped(scene, field, line, scene.target.beat_s, is_free=True))
    return min((found for found in tried if found), key=lambda candidate: candidate.cost, default=None)


def _jumped(scene: Scene, field: Field, line: Line, start_sd_s: float, *, is_free: bool) -> Candidate | None:
    """Return the best path with jumps around one line, or all of it from where it was begun again."""
    base = line.at(scene.onset_s)
    path = jump_path(scene, field, base, start_sd_s)
    moves = _moves(path, is_free=is_free)
    if not moves or all(_is_loop(scene, move) for move in moves):
        return None
    found = _along(scene, base, path, line, is_free=is_free)
    if found.explanation == Explanation.JUMP and path.offset_s[-1] > path.offset_s[0]:
        once = np.zeros(len(base), dtype=np.int64)
        again = JumpPath(np.full(len(base), path.offset_s[-1]), once, once.astype(np.bool_))
        restarted = _along(scene, base, again, line, is_free=is_free)
        if restarted.cost - CONSTANTS.restart_nats < found.cost:
            return restarted
    return found


def _along(scene: Scene, base: Floats, path: JumpPath, line: Line, *, is_free: bool) -> Candidate:
    fitted = fit(scene, base, path.offset_s, segment=path.segment, dead=path.dead)
    jumps = int(path.segment.max())
    starts = len(_moves(path, is_free=is_free)) > jumps
    price = CONSTANTS.jumpy_cost + CONSTANTS.jump_cost * jumps + CONSTANTS.start_cost * starts
    if line.stretch != 1 and not is_free:
        price += CONSTANTS.free_cost
    kind = Explanation.JUMP if jumps else Explanation.START
    return Candidate(kind, fitted, fitted.cost + price, line, segment=path.segment, dead=path.dead)


def _slope_within(scene: Scene, candidate: Candidate) -> float:
    """Return how much slower than its line the player was between the jumps (0.01 is 1 %)."""
    fitted = candidate.fit
    assert candidate.segment is not None
    steps = np.diff(fitted.path_s)
    apart = np.diff(scene.onset_s)
    together = np.diff(candidate.segment) == 0
    return float(steps[together].sum() / max(1e-6, apart[together].sum()))


def _moves(path: JumpPath, *, is_free: bool) -> list[float]:
    """Return the size of each jump in seconds; a start elsewhere than with the click is one too."""
    firsts = np.flatnonzero(np.diff(path.segment, prepend=-1))
    offsets = path.offset_s[firsts]
    moves = [float(move) for move in np.diff(offsets)]
    if not is_free and abs(offsets[0]) > CONSTANTS.offset_range_ms / 1000:
        moves.insert(0, float(offsets[0]))
    return moves


def _is_loop(scene: Scene, move_s: float) -> bool:
    """Say whether the target, moved by so much, falls on itself: then no one can hear that it was moved."""
    near_s = min(0.06, scene.target.step_s / 2)
    lasts = scene.onset_s[-1] - abs(move_s)
    if lasts < scene.target.bar_s / 2:
        return False
    moved = scene.onset_s + move_s
    inside = (moved >= scene.onset_s[0] - near_s) & (moved <= scene.onset_s[-1] + near_s)
    found = 0
    for time_s, pad in zip(moved[inside], scene.onset_pad[inside], strict=True):
        low, high = np.searchsorted(scene.onset_s, (time_s - near_s, time_s + near_s))
        found += bool((scene.onset_pad[low:high] == pad).any())
    return found >= LOOPS_ALIKE * int(inside.sum()) > 0
