"""Pairs for given expectations: all possible pairs nearby, the obvious ones, then the exact rest."""

from dataclasses import dataclass

import numpy as np

from academy.scoring.assignment import assign
from academy.scoring.constants import CONSTANTS
from academy.scoring.costs import EdgeCosts
from academy.scoring.scene import Flags, Floats, Ints, Scene

# Of two hits on one pad, one of them meant for another pad at the same moment, either is the wrong one at the
# same cost: the nearer is then called right, and not whichever way the last bit falls.
TIE = 1e-6


@dataclass(frozen=True)
class Pairs:
    """Which onset is answered by which hit (indices), in order of onset, and the summed cost in nats."""

    onsets: Ints
    hits: Ints
    cost: float


@dataclass(frozen=True)
class Edges:
    """Possible pairs: onset, hit and cost below 0, sorted by onset."""

    onsets: Ints
    hits: Ints
    costs: Floats

    def only(self, keep: Flags) -> "Edges":
        """Return the edges for which `keep` is true."""
        return Edges(self.onsets[keep], self.hits[keep], self.costs[keep])

    def but(self, costs: Floats) -> "Edges":
        """Return the edges at other costs, without those no longer worth taking."""
        return Edges(self.onsets, self.hits, costs).only(costs < 0)


@dataclass(frozen=True)
class Loudness:
    """How loud this player is against the target: overall gain and spread about it, both in dB."""

    gain_db: float
    spread_db: float


def match(
    scene: Scene,
    expected_s: Floats,
    costs: EdgeCosts,
    *,
    dead: Flags | None = None,
    loudness: Loudness | None = None,
) -> Pairs:
    """Return the cheapest pairs when onset i is expected at `expected_s[i]`.

    `dead` onsets take no part. With `loudness`, of two hits the one that is as loud as the onset asks for
    is the better answer: what tells a note from an ornament beside it.
    """
    edges = _edges_near(scene, expected_s, costs, dead)
    if loudness is not None:
        edges = edges.but(edges.costs + loudness_cost(scene, edges.onsets, edges.hits, loudness))
    onsets, hits, spent = [], [], 0.0
    for _ in range(2):
        sure = _obvious(edges, len(expected_s), len(scene.hit_s))
        onsets.append(edges.onsets[sure])
        hits.append(edges.hits[sure])
        spent += float(edges.costs[sure].sum())
        taken_onset = np.zeros(len(expected_s), dtype=bool)
        taken_hit = np.zeros(len(scene.hit_s), dtype=bool)
        taken_onset[onsets[-1]] = True
        taken_hit[hits[-1]] = True
        edges = edges.only(~(taken_onset[edges.onsets] | taken_hit[edges.hits]))
        if not len(edges.costs) or not sure.any():
            break
    if len(edges.costs):
        rest = list(zip(edges.onsets.tolist(), edges.hits.tolist(), edges.costs.tolist(), strict=True))
        chosen = assign(rest, len(expected_s), len(scene.hit_s))
        price = {(onset, hit): cost for onset, hit, cost in rest}
        spent += sum(price[pair] for pair in chosen)
        onsets.append(np.array([onset for onset, _ in chosen], dtype=np.int64))
        hits.append(np.array([hit for _, hit in chosen], dtype=np.int64))
    by_onset, by_hit = np.concatenate(onsets), np.concatenate(hits)
    order = np.argsort(by_onset)
    return Pairs(by_onset[order], by_hit[order], spent)


def pair_costs(scene: Scene, expected_s: Floats, costs: EdgeCosts, onsets: Ints, hits: Ints) -> Floats:
    """Return what pairs cost by time, pad and flag alone, relative to a miss and an extra each."""
    late_ms = (scene.hit_s[hits] - expected_s[onsets]) * 1000
    cost: Floats = (costs.nu + 1) / 2 * np.log1p((late_ms / costs.sigma_ms) ** 2 / costs.nu)
    same = scene.hit_pad[hits] == scene.onset_pad[onsets]
    cost *= 1 + TIE * same
    cost += np.where(same, costs.same, costs.wrong)
    cost += costs.flagged * scene.flagged[hits]
    return cost


def loudness_cost(scene: Scene, onsets: Ints, hits: Ints, loudness: Loudness) -> Floats:
    """Return the nats that pairs of unequal loudness cost."""
    away = scene.hit_level[hits] - scene.onset_level[onsets] - loudness.gain_db
    cost: Floats = np.minimum(CONSTANTS.loudness_cap, 0.5 * (away / loudness.spread_db) ** 2)
    return cost


def _edges_near(scene: Scene, expected_s: Floats, costs: EdgeCosts, dead: Flags | None) -> Edges:
    """Return every pair within reach that is better than a miss and an extra."""
    reach_s = costs.reach_ms / 1000
    low = np.searchsorted(scene.hit_s, expected_s - reach_s, side="left")
    count = np.searchsorted(scene.hit_s, expected_s + reach_s, side="right") - low
    if dead is not None:
        count[dead] = 0
    onsets = np.repeat(np.arange(len(expected_s)), count)
    starts = np.cumsum(count) - count
    hits = np.arange(len(onsets)) - starts[onsets] + low[onsets]
    cost = pair_costs(scene, expected_s, costs, onsets, hits)
    return Edges(onsets, hits, cost).only(cost < 0)


def _obvious(edges: Edges, n_onsets: int, n_hits: int) -> Flags:
    """Return which edges stand in a cheapest answer whatever the rest looks like.

    An edge is obvious when it costs no more than the best other edge of its onset and the best
    other edge of its hit together: any answer without it gets no dearer by taking it instead of those.
    """
    of_onset = _best_other(edges.onsets, edges.costs, n_onsets)
    of_hit = _best_other(edges.hits, edges.costs, n_hits)
    sure: Flags = edges.costs < of_onset + of_hit
    return sure


def _best_other(ends: Ints, costs: Floats, n: int) -> Floats:
    """Return, for each edge, the lowest cost among the other edges at the same end, 0 if there is none."""
    best = np.zeros(n)
    np.minimum.at(best, ends, costs)
    is_best = costs == best[ends]
    second = np.zeros(n)
    np.minimum.at(second, ends[~is_best], costs[~is_best])
    tied = np.bincount(ends[is_best], minlength=n) > 1
    second[tied] = best[tied]
    other: Floats = np.where(is_best, second[ends], best[ends])
    return other
