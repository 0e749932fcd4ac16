"""One hypothesis carried through to pairs: pair, smooth the path, estimate the jitter, three times."""

from dataclasses import dataclass

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.costs import edge_costs
from academy.scoring.matching import Loudness, Pairs, match, pair_costs
from academy.scoring.scene import Flags, Floats, Ints, Scene
from academy.scoring.smoothing import roughness, smooth


@dataclass(frozen=True)
class Fit:
    """A hypothesis with its pairs.

    `base_s` is where each onset is expected by the line (or the segments) alone, `path_s` the
    offset from there. `cost` is in nats, all terms of the hypothesis, lower is better; `gain` is
    what the pairs alone win over leaving everything unmatched.
    """

    base_s: Floats
    path_s: Floats
    pairs: Pairs
    sigma_ms: float
    cost: float
    gain: float


def fit(
    scene: Scene,
    base_s: Floats,
    path_s: Floats,
    *,
    segment: Ints | None = None,
    dead: Flags | None = None,
    rounds: int = CONSTANTS.rounds,
) -> Fit:
    """Return the hypothesis `base_s + path_s` with pairs, refined path and jitter.

    `segment` numbers stretches between jumps: the path is not smooth across them. `dead` onsets
    were skipped and take no part.
    """
    sigma, rough, loudness = CONSTANTS.sigma_start_ms, 0.0, None
    pairs = match(scene, base_s + path_s, edge_costs(sigma, scene.pads), dead=dead)
    for turn in range(rounds):
        if not len(pairs.onsets):
            break
        path_s, sigma, rough = _refine(scene, base_s, path_s, pairs, sigma, segment)
        loudness = loudness_of(scene, pairs)
        before = pairs
        pairs = match(scene, base_s + path_s, edge_costs(sigma, scene.pads), dead=dead, loudness=loudness)
        if turn and np.array_equal(before.onsets, pairs.onsets) and np.array_equal(before.hits, pairs.hits):
            break
    costs = edge_costs(sigma, scene.pads)
    gain = -float(pair_costs(scene, base_s + path_s, costs, pairs.onsets, pairs.hits).sum())
    cost = pairs.cost + rough + accent_cost(scene, pairs)
    return Fit(base_s, path_s, pairs, sigma, cost, gain)


def loudness_of(scene: Scene, pairs: Pairs) -> Loudness | None:
    """Return the player's gain and spread in dB from pairs on the right pad; None when there are too few."""
    same = scene.hit_pad[pairs.hits] == scene.onset_pad[pairs.onsets]
    if same.sum() < CONSTANTS.least_for_spread:
        return None
    louder = (scene.hit_level[pairs.hits] - scene.onset_level[pairs.onsets])[same]
    return Loudness(float(np.median(louder)), max(CONSTANTS.loudness_min_db, robust_sd(louder)))


def _refine(
    scene: Scene, base_s: Floats, path_s: Floats, pairs: Pairs, sigma: float, segment: Ints | None
) -> tuple[Floats, float, float]:
    """Return path (s), jitter (ms) and roughness (nats) that these pairs speak for."""
    times = scene.onset_s[pairs.onsets]
    late_ms = (scene.hit_s[pairs.hits] - base_s[pairs.onsets]) * 1000
    before = path_s[pairs.onsets] * 1000
    breaks = None
    if segment is not None:
        breaks = (np.diff(segment[pairs.onsets], prepend=segment[pairs.onsets[0]]) != 0).tolist()
    smoothed = smooth(times.tolist(), late_ms.tolist(), before.tolist(), sigma, breaks)
    rough = roughness(times.tolist(), smoothed, breaks)
    residual = late_ms - np.array(smoothed)
    sigma = float(np.clip(robust_sd(residual), CONSTANTS.sigma_min_ms, CONSTANTS.sigma_max_ms))
    return _spread_out(scene, pairs, np.array(smoothed) / 1000, segment), sigma, rough


def _spread_out(scene: Scene, pairs: Pairs, smoothed_s: Floats, segment: Ints | None) -> Floats:
    """Return the path at every onset from its values at the pairs, each segment by itself."""
    if segment is None:
        return np.interp(scene.onset_s, scene.onset_s[pairs.onsets], smoothed_s)
    path = np.zeros(len(scene.onset_s))
    of_pair = segment[pairs.onsets]
    for number in np.unique(segment):
        here, mine = segment == number, of_pair == number
        if mine.any():
            path[here] = np.interp(scene.onset_s[here], scene.onset_s[pairs.onsets[mine]], smoothed_s[mine])
    return path


def robust_sd(values: Floats) -> float:
    """Return 1.4826 times the median absolute deviation from the median: an SD that ignores outliers."""
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))


def accent_cost(scene: Scene, pairs: Pairs) -> float:
    """Return a small bonus (negative nats) for loud notes on accents: it breaks ties between whole steps."""
    same = scene.hit_pad[pairs.hits] == scene.onset_pad[pairs.onsets]
    if same.sum() < CONSTANTS.least_for_spread:
        return 0.0
    wanted = scene.onset_level[pairs.onsets[same]]
    played = scene.hit_level[pairs.hits[same]]
    wanted, played = wanted - wanted.mean(), played - played.mean()
    power = float((wanted**2).sum() * (played**2).sum())
    if power < 1e-9:
        return 0.0
    explained = min(0.99, float((wanted * played).sum()) ** 2 / power)
    return 0.25 * len(wanted) * float(np.log1p(-explained))
