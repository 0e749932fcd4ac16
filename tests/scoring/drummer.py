"""An eight-bar funk pattern at 100 BPM with 136 notes, and a drummer who can play it in every wrong way.

32 kicks, 40 snares, 64 hats, 17 notes a bar. `LOOP` repeats one bar; `SONG` has eight different bars.
"""

import random
from dataclasses import replace

from academy.midi.take import Hit, Take
from academy.patterns.model import Onset, Target
from academy.scoring.score import Score, score_take

KICK, SNARE, HAT, OTHER = "A13", "A15", "A11", "A16"
LANES = {KICK: "kick", SNARE: "snare", HAT: "hat"}
STEP_S = 0.15
BAR_S = 2.4

HATS = "X.x.X.x.X.x.X.x."
LOOP_BARS = [("X..x..x...x.....", "....X..o.o..X..o", HATS)] * 8
SONG_BARS = [
    ("X..x..x...x.....", "....X..o.o..X..o", HATS),
    ("X.....xx..x.....", "....X..o.....Xoo", HATS),
    ("X.x....x...x....", ".o..X....o..X.o.", HATS),
    ("X..x....x.x.....", "..o.X..o....X..o", HATS),
    ("X...x..x..x.....", "...oX....o..Xo..", HATS),
    ("X.x..x.....x....", "....Xo.o....X.o.", HATS),
    ("X.....x.x..x....", ".o..X..o....Xo..", HATS),
    ("X..x.x....x.....", "....X.o.o.o.X...", HATS),
]
LEVEL = {"X": 115, "x": 80, "o": 38}


def target(bars=LOOP_BARS, tempo=100.0, **changes):
    notes = [
        (bar * 16 + step, pad, LEVEL[mark])
        for bar, rows in enumerate(bars)
        for pad, row in zip((KICK, SNARE, HAT), rows, strict=True)
        for step, mark in enumerate(row)
        if mark != "."
    ]
    step_s = 15 / tempo
    notes.sort()
    onsets = tuple(
        Onset(index, step * step_s, step / 4, pad, velocity, LANES[pad], step % 16)
        for index, (step, pad, velocity) in enumerate(notes)
    )
    length_s = len(bars) * 16 * step_s
    said = Target(onsets, tempo, 4.0, length_s, 16 * step_s if bars is LOOP_BARS else length_s, step_s)
    return replace(said, **changes)


LOOP, SONG = target(), target(SONG_BARS)


def play(piece=LOOP, sd_ms=12.0, late_ms=0.0, seed=1, loud_db=1.5, correlation=0.0):
    """Play every note with normal jitter, a constant lag, and a little unevenness of loudness."""
    dice = random.Random(seed)
    hits, noise = [], dice.gauss(0, sd_ms)
    for onset in piece.onsets:
        noise = correlation * noise + dice.gauss(0, sd_ms * (1 - correlation**2) ** 0.5)
        velocity = round(onset.velocity * 10 ** (dice.gauss(0, loud_db) / 40))
        hits.append(Hit(onset.time_s + (noise + late_ms) / 1000, onset.pad, min(126, max(1, velocity))))
    return hits


def moved(hits, seconds):
    return [replace(hit, time_s=hit.time_s + seconds) for hit in hits]


def on_pad(hits, pads):
    return [replace(hit, pad=pads.get(hit.pad, hit.pad)) for hit in hits]


def take(hits, **said):
    return Take.of(hits, **said)


GOOD = play()
HALF_S = 4 * BAR_S


def score(hits: list[Hit], piece=LOOP, latency_ms: float | None = 0.0, **how) -> Score:
    return score_take(piece, take(hits), latency_ms=latency_ms, **how)


def counted(graded: Score) -> dict[str, int]:
    """Return the counts that are not zero, targets left out."""
    counts = graded.counts
    names = ("correct", "wrong_pad", "missed", "extra", "double", "ignored")
    return {name: getattr(counts, name) for name in names if getattr(counts, name)}
