"""Searching the library: 10,000 sounds in under 10 ms, 100,000 in under 70.

    python -m bench.search

A library is the academy's sounds over and over, each copy a little longer, faster and brighter. Every kind
of question is asked thirty times, counts of all kinds, genres and moods included; the slowest median has
to keep the figure.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from academy.samples.library.building import CATALOGUE
from academy.samples.library.catalogue import read_catalogue
from academy.samples.library.entry import Entry
from academy.samples.library.index import Index
from academy.samples.library.query import Query
from academy.samples.library.words import read_words

SOUNDS = Path(__file__).parent.parent / "data" / "sounds"
MOST_MS = {10_000: 10.0, 100_000: 70.0}
REPEATS = 30
LIKE = 5


def many(sounds: tuple[Entry, ...], count: int) -> Iterator[Entry]:
    """Yield `count` entries, no two alike."""
    dice = np.random.default_rng(1)
    for number in range(count):
        entry = sounds[number % len(sounds)]
        by = float(dice.uniform(0.9, 1.1))
        known = entry.sound
        bpm = known.bpm and round(known.bpm * by, 1)
        name = f"{known.name} take {number // len(sounds)}"
        sound = replace(
            known, id=f"{known.id}-{number}", name=name, bpm=bpm, duration_s=known.duration_s * by
        )
        yield replace(entry, sound=sound, features={each: v * by for each, v in entry.features.items()})


def questions(first: str) -> dict[str, Query]:
    return {
        "everything": Query(),
        "everything, by name": Query(sort="name", down=True),
        "a kind": Query(kinds=("drum_loop",)),
        "genres and moods": Query(genres=("hip-hop", "club"), moods=("warm",)),
        "tempo": Query(bpm=90.0, sort="bpm"),
        "key and its relatives": Query(key="Cm"),
        "text": Query(text="dusty ki"),
        "a letter": Query(text="k"),
        "all at once": Query(
            "loop", ("chord_loop", "melody_loop"), ("lo-fi",), ("mellow",), (80.0, 95.0), "Am", loops=True
        ),
        "more like this": Query(like=first),
        "more like this, among drums": Query(like=first, kinds=("kick", "snare", "tom")),
    }


def milliseconds(index: Index, query: Query) -> list[float]:
    spent = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        index.search(query)
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def alike(index: Index, sounds: tuple[Entry, ...]) -> float:
    """Return the share of each sound's nearest that are of its kind."""
    kinds = {entry.id: entry.sound.kind for entry in sounds}
    near = [(name, other) for name in kinds for other in index.search(Query(like=name)).ids[:LIKE]]
    return sum(kinds[name] == kinds[other] for name, other in near) / len(near)


def main() -> int:
    sounds, words = read_catalogue(SOUNDS / CATALOGUE)[0], read_words(SOUNDS / "words.toml")
    share = alike(Index(sounds, words), sounds)
    print(f"of the {LIKE} sounds nearest to each of {len(sounds)}, {100 * share:.1f} % are of its kind")
    good = True
    for count, most_ms in MOST_MS.items():
        entries = list(many(sounds, count))
        began = time.perf_counter()
        index = Index(entries, words)
        made_s = time.perf_counter() - began
        print(f"\n{count:,} sounds, index made in {made_s:.2f} s (figure: {most_ms:.0f} ms a question)")
        print(f"{'':<30}{'found':>8}{'median':>9}{'worst':>9}  ms")
        for name, query in questions(entries[0].id).items():
            spent = milliseconds(index, query)
            good &= median(spent) <= most_ms
            total = index.search(query).total
            print(f"{name:<30}{total:>8,}{median(spent):>9.2f}{max(spent):>9.2f}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
