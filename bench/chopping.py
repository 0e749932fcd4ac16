"""Cutting at the hits, against the truth: the recipes of the built-in drum loops know every hit.

    python -m bench.chopping

Hits closer than 30 ms are one. A hit is found when a cut is within 10 ms of it; a cut far from all is extra.
"""

import sys
import time
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

import numpy as np

from academy.samples.chopping.transients import transients
from academy.samples.recipes import loops
from academy.samples.recipes.book import read_book
from academy.samples.recipes.orchestra import Recipe, play
from academy.samples.recipes.waves import RATE

SOUNDS = Path(__file__).parent.parent / "data" / "sounds"
NEAR, APART = 0.010 * RATE, 0.030 * RATE
EVERY = 400
FOUND, EXTRA = 90.0, 5.0


def hits_of(recipe: Recipe) -> list[tuple[int, float]]:
    """Return (frame, strength) of each hit that a drum loop's recipe plays, in order."""
    heard: list[tuple[int, float]] = []

    def noted(_whole: np.ndarray, part: np.ndarray, at: int) -> None:
        heard.append((at, float(part[0, 0])))

    settings = dict(recipe.settings) | {
        "drums": {lane: lambda: np.ones(1) for lane in recipe.settings["drums"]}
    }
    with patch.object(loops, "added", noted):
        loops.drum_loop(np.random.default_rng(crc32(recipe.text.encode())), **settings)
    return sorted(heard)


def grouped(hits: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Return hits together that a cut cannot part."""
    groups: list[list[tuple[int, float]]] = []
    for hit in hits:
        if groups and hit[0] - groups[-1][0][0] < APART:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def main() -> int:
    recipes = [one for one in read_book(SOUNDS).recipes.values() if one.sound.kind == "drum_loop"]
    whole = {
        "hits": 0,
        "found": 0,
        "loud": 0,
        "loud found": 0,
        "cuts": 0,
        "extra": 0,
        "sixteen extra": 0,
        "sixteen": 0,
    }
    away: list[float] = []
    spent = 0.0
    for recipe in recipes:
        sound = play(recipe)
        groups = grouped(hits_of(recipe))
        began = time.process_time()
        cuts = [one.start for one in transients(sound, RATE, EVERY)]
        spent += time.process_time() - began
        for group in groups:
            nearest = min(abs(cut - at) for cut in cuts for at, _ in group)
            is_found, is_loud = nearest <= NEAR, max(strength for _, strength in group) >= 0.5
            whole["hits"] += 1
            whole["found"] += is_found
            whole["loud"] += is_loud
            whole["loud found"] += is_loud and is_found
            if is_found:
                first = group[0][0]
                away.append(min((cut - first for cut in cuts), key=abs) / RATE * 1000)
        every = np.array([at for group in groups for at, _ in group])
        whole["cuts"] += len(cuts) - 1
        whole["extra"] += sum(np.abs(every - cut).min() > NEAR for cut in cuts[1:])
        few = [one.start for one in transients(sound, RATE, 16)][1:]
        whole["sixteen"] += len(few)
        whole["sixteen extra"] += sum(np.abs(every - cut).min() > NEAR for cut in few)
    few_extra = 100 * whole["sixteen extra"] / whole["sixteen"]
    found, extra = 100 * whole["found"] / whole["hits"], 100 * whole["extra"] / whole["cuts"]
    print(
        f"  {len(recipes)} drum loops, {whole['hits']} hits, {1000 * spent / len(recipes):.0f} ms CPU a loop"
    )
    print(f"  found within 10 ms: {found:.1f} %  at least {FOUND:g}")
    print(f"  of the louder half: {100 * whole['loud found'] / whole['loud']:.1f} % of {whole['loud']}")
    print(f"  cuts where nothing begins: {extra:.1f} % of {whole['cuts']}  at most {EXTRA:g}")
    print(f"  the same with sixteen pads: {few_extra:.1f} % of {whole['sixteen']}")
    low, middle, high = np.percentile(away, [5, 50, 95])
    print(f"  cut minus first sample of the hit: {low:.1f} {middle:.1f} {high:.1f} ms (5, 50, 95 %)")
    return 0 if found >= FOUND and extra <= EXTRA else 1


if __name__ == "__main__":
    sys.exit(main())
