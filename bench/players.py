"""Known errors and simulated players, so that the truth about a take is known.

`spoil` injects misses, extras and wrong pads into a known take; `shift` adds a latency; `simulate` makes
the hard mixture of the note on scoring (3.1) from scratch.
"""

import random
from dataclasses import replace

from academy.midi.take import Hit
from academy.patterns.model import Onset, Target
from bench.groove import Known


def _ordered(known: Known, hits: list[tuple[Hit, int | None]]) -> Known:
    hits.sort(key=lambda pair: pair[0].time_s)
    return replace(known, hits=tuple(hit for hit, _ in hits), truth=tuple(onset for _, onset in hits))


def spoil(
    known: Known,
    seed: random.Random,
    *,
    misses: float = 0.05,
    extras: float = 0.05,
    wrong_pads: float = 0.03,
    doubles: float = 0.0,
) -> Known:
    """Leave out, add and misplace the given shares of the notes; the truth follows."""
    pads = sorted({onset.pad for onset in known.target.onsets})
    kept: list[tuple[Hit, int | None]] = []
    for hit, onset in zip(known.hits, known.truth, strict=True):
        if onset is not None and seed.random() < misses:
            continue
        if onset is not None and len(pads) > 1 and seed.random() < wrong_pads:
            hit = replace(hit, pad=seed.choice([pad for pad in pads if pad != hit.pad]))
        kept.append((hit, onset))
        if onset is not None and seed.random() < doubles:
            echo = replace(
                hit, time_s=hit.time_s + seed.uniform(0.02, 0.06), velocity=max(1, hit.velocity // 2)
            )
            kept.append((echo, None))
    for _ in range(round(extras * len(known.target.onsets))):
        at = seed.uniform(0, known.target.length_s)
        kept.append((Hit(at, seed.choice(pads), seed.randint(30, 120)), None))
    return _ordered(known, kept)


def shift(known: Known, late_ms: float) -> Known:
    """Move every hit `late_ms` later: a latency or a habit."""
    moved = tuple(replace(hit, time_s=hit.time_s + late_ms / 1000) for hit in known.hits)
    return replace(known, hits=moved)


PATTERNS = (
    {"A13": "x...x...x...x...", "A14": "....x.......x...", "A15": "x.x.x.x.x.x.x.x."},
    {"A13": "x..x..x...x.....", "A14": "....x..x.x..x..x", "A15": "xxxxxxxxxxxxxxxx"},
    {
        "A13": "x.x...xx..x..x..",
        "A14": "....X..o.o..X..o",
        "A15": "x.x.x.x.x.x.x.x.",
        "A16": "..............x.",
    },
    {
        "A13": "x.....x.x.......",
        "A14": "....x.......x..x",
        "A15": "x.xxx.x.x.xxx.x.",
        "A11": "...x......x.....",
    },
)


def grid(pattern: dict[str, str], tempo: float, bars: int = 8) -> Target:
    """Return a target from sixteenths written as text, one bar repeated."""
    step_s = 15 / tempo
    level = {"x": 80, "X": 115, "o": 38}
    notes = [
        (bar * 16 + step, pad, level[mark])
        for bar in range(bars)
        for pad, row in pattern.items()
        for step, mark in enumerate(row)
        if mark != "."
    ]
    notes.sort()
    onsets = tuple(
        Onset(index, step * step_s, step / 4, pad, velocity, pad, step)
        for index, (step, pad, velocity) in enumerate(notes)
    )
    return Target(onsets, tempo, 4.0, bars * 16 * step_s, 16 * step_s, step_s)


def played(
    target: Target, dice: random.Random, *, sigma_ms: float, walk_ms: float = 0.0, ramp: float = 0.0
) -> Known:
    """Return a take with AR(1) jitter, an offset that walks (ms per root second) and a tempo that ramps."""
    hits: list[tuple[Hit, int | None]] = []
    wander, noise, before = 0.0, dice.gauss(0, sigma_ms), 0.0
    for onset in target.onsets:
        gap, before = onset.time_s - before, onset.time_s
        wander += dice.gauss(0, walk_ms * gap**0.5)
        noise = 0.3 * noise + dice.gauss(0, sigma_ms * (1 - 0.09) ** 0.5)
        late_ms = wander + noise + 500 * ramp * onset.time_s**2 / target.length_s
        velocity = min(127, max(1, round(onset.velocity * dice.lognormvariate(0, 0.15))))
        hits.append((Hit(onset.time_s + late_ms / 1000, onset.pad, velocity), onset.index))
    return _ordered(Known("simulated", target, (), ()), hits)


def simulate(dice: random.Random) -> Known:
    """Return a take of the hard mixture: jitter 5-60 ms, drift, ramps, and errors up to 15 %."""
    target = grid(dice.choice(PATTERNS), dice.uniform(90, 170))
    clean = played(
        target,
        dice,
        sigma_ms=dice.uniform(5, 60),
        walk_ms=dice.uniform(0, 6),
        ramp=dice.uniform(-0.01, 0.01),
    )
    return spoil(
        clean,
        dice,
        misses=dice.uniform(0, 0.15),
        extras=dice.uniform(0, 0.15),
        wrong_pads=dice.uniform(0, 0.08),
        doubles=dice.uniform(0, 0.05),
    )
