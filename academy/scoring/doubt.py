"""Whether an explanation leaves enough to explain that another is worth looking for.

Each asks for one way in which a story can be wrong and still pair most hits; none of them costs more than a
look at the pairs.
"""

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.hypotheses import Candidate, Explanation
from academy.scoring.scene import Flags, Floats, Ints, Scene

RESTLESS_S = 0.06
LOST_SHARE = 0.4
GONE_SHARE = 0.05
ALIAS_SHARE = 0.15
ALIAS_RIGHT = 0.92
WORSE_NATS = 8.0
STRAY_SHARE = 0.35


def share_right(scene: Scene, candidate: Candidate) -> float:
    """Return right-pad pairs over the mean of onsets and unflagged hits: an F1 of the pairing."""
    pairs = candidate.fit.pairs
    right = int((scene.hit_pad[pairs.hits] == scene.onset_pad[pairs.onsets]).sum())
    hits = len(scene.hit_s) - int(scene.flagged.sum())
    return 2 * right / max(1, len(scene.onset_s) + hits)


def is_doubtful(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another explanation is worth looking for."""
    return (
        is_restless(candidate)
        or share_right(scene, candidate) < CONSTANTS.enough_right
        or has_lost_stretch(scene, candidate)
        or may_be_aliased(scene, candidate)
        or is_far_off(scene, candidate)
        or goes_wrong(scene, candidate)
    )


def is_far_off(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a player who keeps to the click is further off it than habit and latency explain."""
    if candidate.explanation != Explanation.CLICK:
        return False
    late_s = candidate.fit.base_s + candidate.fit.path_s - scene.onset_s
    return abs(float(np.median(late_s))) > 3 * scene.offset_sd_s


def may_be_aliased(scene: Scene, candidate: Candidate) -> bool:
    """Say whether the hits are strewn so wide between the onsets of one pad that any hits would find some.

    In even steps a wrong tempo still pairs nearly everything: what tells is the jitter, which is 0.37 of the
    step when hits fall anywhere. With several pads it cannot do without some wrong ones.
    """
    sigma = candidate.fit.sigma_ms
    if scene.gap_s is None or sigma <= CONSTANTS.sigma_min_ms:
        return False
    if scene.pads > 1 and share_right(scene, candidate) > ALIAS_RIGHT:
        return False
    return sigma >= min(CONSTANTS.sigma_max_ms, ALIAS_SHARE * 1000 * scene.gap_s)


def is_restless(candidate: Candidate) -> bool:
    """Say whether the offset wanders further than a player with the click lets it."""
    path = candidate.fit.path_s
    return float(path.max() - path.min()) > RESTLESS_S


def has_lost_stretch(scene: Scene, candidate: Candidate) -> bool:
    """Say whether in several places, or at the end, many onsets are unanswered while hits belong to
    nothing.

    Onsets without hits are just a rest taken; errors strewn over the take are just errors. Only
    both together, in one place or at opposite ends, can be a jump.
    """
    unanswered, stray = _open_ends(scene, candidate)
    lost = _per_stretch(scene, scene.onset_s, unanswered)
    onsets = _per_stretch(scene, scene.onset_s, np.ones(len(scene.onset_s), dtype=bool))
    gone = (lost >= 2) & (lost >= LOST_SHARE * onsets)
    if not gone[-1] and gone.sum() < max(2, GONE_SHARE * len(gone)):
        return False
    return int(stray.sum()) >= 4 and _crowded(scene, stray)


def goes_wrong(scene: Scene, candidate: Candidate) -> bool:
    """Say whether the take is clearly worse on one side of some moment, with hits there that are strays.

    A beat lost on a steady hat leaves most notes answered, and only the others wrong from there on. Asked
    is by how many nats two error rates, before and after, explain the errors better than one.
    """
    unanswered, stray = _open_ends(scene, candidate)
    n = len(unanswered)
    if n < 2 * CONSTANTS.guard_matches or stray.sum() < 4:
        return False
    before = np.cumsum(unanswered.astype(int))[:-1]
    count = np.arange(1, n)
    errors = int(unanswered.sum())
    gained = _even_odds(before, count) + _even_odds(errors - before, n - count)
    gained = gained - _even_odds(np.array([errors]), np.array([n]))
    at = int(gained.argmax())
    if gained[at] < WORSE_NATS:
        return False
    is_after = scene.hit_s > scene.onset_s[at]
    worse_after = (errors - before[at]) * count[at] > before[at] * (n - count[at])
    there = stray & (is_after if worse_after else ~is_after)
    lost = errors - before[at] if worse_after else before[at]
    return bool(there.sum() >= max(4, lost / 2))


def _even_odds(errors: Ints, n: Ints) -> Floats:
    """Return the log likelihood of so many errors in n at their own rate."""
    share = errors / n
    said: Floats = n * (_x_log_x(share) + _x_log_x(1 - share))
    return said


def _x_log_x(share: Floats) -> Floats:
    """Return x log x, 0 at 0."""
    product: Floats = share * np.log(np.maximum(share, 1e-12))
    return product


def _open_ends(scene: Scene, candidate: Candidate) -> tuple[Flags, Flags]:
    """Return which onsets have no hit on their pad, and which hits are neither such an answer nor flagged."""
    pairs = candidate.fit.pairs
    right = scene.hit_pad[pairs.hits] == scene.onset_pad[pairs.onsets]
    unanswered = np.ones(len(scene.onset_s), dtype=bool)
    unanswered[pairs.onsets[right]] = False
    stray = ~scene.flagged
    stray[pairs.hits[right]] = False
    return unanswered, stray


def _per_stretch(scene: Scene, times_s: Floats, chosen: Flags) -> Ints:
    """Count the chosen ones in each two beats."""
    origin = scene.onset_s[0]
    numbers = np.floor((times_s - origin) / (2 * scene.target.beat_s) + 1e-6).astype(np.int64)
    numbers -= numbers.min(initial=0)
    return np.bincount(numbers[chosen], minlength=int(numbers.max(initial=0)) + 1)


def _crowded(scene: Scene, stray: Flags) -> bool:
    """Say whether stray hits come in a crowd anywhere: three or more, a good part of the hits there."""
    strays = _per_stretch(scene, scene.hit_s, stray)
    hits = _per_stretch(scene, scene.hit_s, ~scene.flagged)
    return bool(((strays >= 3) & (strays >= STRAY_SHARE * hits)).any())
