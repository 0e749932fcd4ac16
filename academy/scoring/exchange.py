"""Two pads taken for each other throughout: right rhythm, right hands, wrong layout.

Played on a loop it can look like something else: kick and snare in turn, exchanged, are kick and snare one
beat late. So the take is also understood with the two pads' hits exchanged, and the likelier story wins.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from academy.scoring.constants import CONSTANTS
from academy.scoring.costs import edge_costs
from academy.scoring.field import Field
from academy.scoring.hough import Prior, best_lines
from academy.scoring.hypotheses import Candidate, Explanation, free_prior
from academy.scoring.matching import Pairs
from academy.scoring.scene import Scene


@dataclass(frozen=True)
class Exchanged:
    """The take and its field with the hits of two pads exchanged."""

    pads: tuple[int, int]
    scene: Scene
    field: Field


def likely_exchange(scene: Scene, field: Field, best: Candidate, *, is_free: bool) -> Exchanged | None:
    """Return the take with the two pads exchanged for which that promises most; None if none does.

    Asked is whether all onsets together lie better in the exchanged field: quick, and enough to choose by.
    """
    pairs = _pairs_to_try(scene, best, is_free=is_free)
    if not pairs:
        return None
    if is_free:
        prior = free_prior(scene, True, best.line.stretch)
    else:
        prior = Prior(scene.offset_sd_s, CONSTANTS.offset_range_ms / 1000, CONSTANTS.click_stretch_sd)
    stretch = np.array([best.line.stretch if is_free else 1.0])

    def promise(tried: Field) -> float:
        return best_lines(scene, tried, stretch, prior)[0].gain

    gains = {pair: promise(_with_rows(field, pair)) for pair in pairs}
    chosen = max(gains, key=lambda pair: gains[pair])
    if gains[chosen] <= promise(field) + CONSTANTS.exchange_cost:
        return None
    first, second = chosen
    pads = scene.hit_pad.copy()
    pads[scene.hit_pad == first], pads[scene.hit_pad == second] = second, first
    return Exchanged(chosen, replace(scene, hit_pad=pads), _with_rows(field, chosen))


def _pairs_to_try(scene: Scene, best: Candidate, *, is_free: bool) -> list[tuple[int, int]]:
    """Return pairs of pads: those confused most, where wrong pads cost more than an exchange would.

    Where the story so far is an unlikely one its pairs tell little: all pairs of the busiest pads are tried.
    """
    onset_pads = scene.onset_pad[best.fit.pairs.onsets]
    hit_pads = scene.hit_pad[best.fit.pairs.hits]
    right = int((onset_pads == hit_pads).sum())
    if _is_unlikely(scene, best, right, is_free=is_free):
        busiest = np.argsort(-np.bincount(scene.onset_pad), kind="stable")[: CONSTANTS.exchange_pads]
        return list(combinations(sorted(busiest.tolist()), 2))
    costs = edge_costs(CONSTANTS.sigma_start_ms, scene.pads)
    confused = Counter[tuple[int, int]]()
    for pad, other in zip(onset_pads.tolist(), hit_pads.tolist(), strict=True):
        if pad != other and other < scene.pads:
            confused[min(pad, other), max(pad, other)] += 1
    dear = CONSTANTS.exchange_cost / (costs.wrong - costs.same)
    return [pair for pair, times in confused.most_common(1) if times > dear]


def _is_unlikely(scene: Scene, best: Candidate, right: int, *, is_free: bool) -> bool:
    """Say whether the best story leaves much open, or moves the player further than habit does."""
    hits = len(scene.hit_s) - int(scene.flagged.sum())
    if 2 * right < CONSTANTS.enough_right * (len(scene.onset_s) + hits):
        return True
    if best.explanation != (Explanation.FREE if is_free else Explanation.CLICK):
        return True
    late_s = best.fit.base_s + best.fit.path_s - scene.onset_s
    return not is_free and abs(float(np.median(late_s))) > 3 * scene.offset_sd_s


def _with_rows(field: Field, pads: tuple[int, int]) -> Field:
    rows = np.arange(len(field.gains))
    rows[list(pads)] = rows[list(pads)[::-1]]
    return Field(field.gains[rows], field.origin_s)


def uncrossed(scene: Scene, pairs: Pairs) -> Pairs:
    """Return pairs found with exchanged pads, right pads together wherever both were struck at once."""
    beats = [round(onset.beat, 3) for onset in scene.target.onsets]
    hits = pairs.hits.copy()
    at: dict[tuple[float, int, int], int] = {}
    for index, onset in enumerate(pairs.onsets.tolist()):
        wanted, played = int(scene.onset_pad[onset]), int(scene.hit_pad[hits[index]])
        if wanted == played:
            continue
        other = at.pop((beats[onset], played, wanted), None)
        if other is None:
            at[beats[onset], wanted, played] = index
        else:
            hits[index], hits[other] = hits[other], hits[index]
    return replace(pairs, hits=hits)
