"""Write what both languages must agree on: the shared test vectors, and the constants the page uses.

Run `python tests/vectors/make.py` after a change of the rule or of a constant, and read the
difference before committing it. Everything is drawn from fixed seeds; times are rounded so that both
languages read the same numbers.
"""

import json
import math
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.scoring import calibration, habit
from academy.scoring.assignment import assign
from academy.scoring.constants import CONSTANTS
from academy.scoring.judgement import Judged, LiveJudge
from academy.scoring.windows import allowance_ms, verdict_of, windows

VECTORS = Path(__file__).parent / "judgement.json"
CONSTANTS_JS = Path(__file__).parents[2] / "widgets" / "src" / "parts" / "constants.js"

PAGE_CONSTANTS = (
    "p_miss",
    "p_wrong_pad",
    "extra_hits_per_s",
    "student_nu",
    "flagged_cost",
    "sigma_start_ms",
    "sigma_min_ms",
    "sigma_max_ms",
    "sigma_live_hits",
    "reach_sigmas",
    "reach_min_ms",
    "reach_max_ms",
    "offset_sd_calibrated_ms",
    "offset_sd_uncalibrated_ms",
    "offset_range_ms",
    "offset_walk_ms",
    "path_gap_share",
    "rebound_gap_ms",
    "rebound_gap_share",
    "rebound_softer",
    "grace_gap_ms",
    "live_window_s",
    "commit_after_ms",
    "least_for_bias",
    "least_for_spread",
    "calibrate_hits",
    "feel_ms",
)
VOTE = (
    "VOTE_KEEP",
    "VOTE_STEP_MS",
    "VOTE_KERNEL_MS",
    "VOTE_APART_MS",
    "VOTE_NATS",
    "VOTE_AHEAD",
)
TAPS = (
    "DROPPED_CLICKS",
    "MATCH_WITHIN_MS",
    "LEAST_TAPS",
    "TIGHT_MS",
    "USABLE_MS",
    "SCATTER_FROM",
    "SCATTER_RATE",
    "OUTPUT_LATENCY_LONG_MS",
)


@dataclass(frozen=True)
class Expected:
    """An onset as the judge reads it."""

    time_s: float
    pad: str
    optional: bool = False


def camel(name: str) -> str:
    """Return a Python name the way the page spells it."""
    first, *rest = name.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)


def page_constants() -> dict[str, Any]:
    """Return every number that the page's judge and calibration use."""
    said = {camel(name): getattr(CONSTANTS, name) for name in PAGE_CONSTANTS}
    said["hitBandsMs"] = list(CONSTANTS.hit_bands_ms)
    said |= {camel(name): getattr(habit, name) for name in VOTE}
    said |= {camel(name): getattr(calibration, name) for name in TAPS}
    return said


def constants_js() -> str:
    """Return the text of the page's table of constants."""
    lines = [f"  {name}: {json.dumps(value)}," for name, value in page_constants().items()]
    return "\n".join(
        [
            "/** Numbers of academy/scoring that the page needs. By tests/vectors/make.py; do not edit. */",
            f"export const VERSION = {json.dumps(CONSTANTS.version)};",
            "",
            "export const CONSTANTS = Object.freeze({",
            *lines,
            "});",
            "",
        ]
    )


def _loop(step_s: float, rows: dict[str, str], passes: int) -> list[Expected]:
    length = max(len(row) for row in rows.values())
    onsets = [
        Expected(round((turn * length + step) * step_s, 4), pad)
        for turn in range(passes)
        for pad, row in rows.items()
        for step, mark in enumerate(row)
        if mark != "."
    ]
    return sorted(onsets, key=lambda onset: (onset.time_s, onset.pad))


def _play(
    seed: int,
    onsets: list[Expected],
    *,
    late_ms: float,
    jitter_ms: float,
    misses: float = 0.0,
    extras: float = 0.0,
    wrong: float = 0.0,
    bounces: float = 0.0,
) -> list[tuple[float, str, int]]:
    chance = random.Random(seed)
    pads = sorted({onset.pad for onset in onsets})
    hits = []
    for onset in onsets:
        if chance.random() < misses:
            continue
        pad = chance.choice(pads) if chance.random() < wrong else onset.pad
        at = onset.time_s + chance.gauss(late_ms, jitter_ms) / 1000
        hits.append((round(at, 4), pad, chance.randint(60, 120)))
        if chance.random() < bounces:
            hits.append((round(at + chance.uniform(0.02, 0.05), 4), pad, 35))
    for _ in range(round(extras * len(onsets))):
        at = chance.uniform(0, onsets[-1].time_s)
        hits.append((round(at, 4), chance.choice(pads), chance.randint(30, 120)))
    return sorted(hits)


BEAT = {"A13": "x...x..x", "A14": "..x...x.", "A15": "x.x.x.x."}
ROLL = {"A15": "xxxxxxxx"}
FLAM = [
    Expected(0.0, "A14"),
    Expected(0.03, "A14"),
    Expected(1.0, "A14"),
    Expected(1.03, "A14", optional=True),
]


def _cases() -> list[dict[str, Any]]:
    slow, fast = _loop(0.17, BEAT, 2), _loop(0.105, BEAT, 3)
    roll = _loop(0.125, ROLL, 3)
    played: list[tuple[str, int, float | None, list[Expected], list[tuple[float, str, int]]]] = [
        ("every hit in its place", 1, 0.0, slow, [(o.time_s, o.pad, 90) for o in slow]),
        ("a good take", 2, 12.0, slow, _play(1, slow, late_ms=8, jitter_ms=12)),
        ("a missed kick does not shift the rest", 1, 0.0, slow, _play(2, slow[1:], late_ms=-15, jitter_ms=8)),
        (
            "mixed errors",
            1,
            0.0,
            fast,
            _play(3, fast, late_ms=-20, jitter_ms=25, misses=0.1, extras=0.1, wrong=0.1),
        ),
        ("bounces", 3, 5.0, slow, _play(4, slow, late_ms=5, jitter_ms=10, bounces=0.4)),
        (
            "110 ms late, never calibrated",
            2,
            None,
            fast,
            _play(5, fast, late_ms=110, jitter_ms=15, misses=0.05),
        ),
        ("one pad, sixteenths", 2, 0.0, roll, _play(6, roll, late_ms=0, jitter_ms=20, extras=0.1)),
        ("nothing but strays", 1, 0.0, slow, _play(7, slow, late_ms=400, jitter_ms=200)),
        (
            "flams, one note optional",
            1,
            0.0,
            FLAM,
            [(0.004, "A14", 60), (0.035, "A14", 110), (1.01, "A14", 100)],
        ),
        ("not played", 1, 0.0, slow[:6], []),
        ("no target", 1, None, [], [(0.1, "A13", 100), (0.12, "A13", 40)]),
    ]
    return [_case(*each) for each in played]


def _case(
    name: str,
    level: int,
    latency_ms: float | None,
    onsets: list[Expected],
    hits: list[tuple[float, str, int]],
) -> dict[str, Any]:
    judge = LiveJudge(onsets, level=level, latency_ms=latency_ms)
    provisional, settled = [], []
    for time_s, pad, velocity in hits:
        settled += judge.advance(time_s)
        provisional.append(_said(judge.hit(time_s, pad, velocity)))
    settled += judge.advance(math.inf)
    return {
        "name": name,
        "level": level,
        "latencyMs": latency_ms,
        "onsets": [{"timeS": o.time_s, "pad": o.pad, "optional": o.optional} for o in onsets],
        "hits": [list(hit) for hit in hits],
        "provisional": provisional,
        "settled": [_said(judged) for judged in settled],
        "biasMs": _rounded(judge.bias()),
        "spreadMs": _rounded(judge.spread()),
        "counts": judge.counts(),
    }


def _said(judged: Judged) -> list[Any]:
    word = judged.word.value if judged.word else None
    return [judged.verdict.value, judged.onset, judged.hit, _rounded(judged.asynchrony_ms), word, judged.ring]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _assignments() -> list[dict[str, Any]]:
    chance = random.Random(11)
    said = []
    for size in (1, 2, 3, 5, 8):
        edges = [
            (left, right, round(chance.uniform(-8, 1), 3))
            for left in range(size)
            for right in range(size + 1)
            if chance.random() < 0.7
        ]
        said.append({"edges": edges, "pairs": assign(edges, size, size + 1)})
    return said


def _words() -> list[list[Any]]:
    said: list[list[Any]] = []
    for late_ms in (-60.0, -40.0, -21.0, -20.0, -10.0, 0.0, 10.5, 20.5, 39.0, 41.0):
        for offset_ms, calibrated in ((0.0, True), (-45.0, True), (45.0, False)):
            word = verdict_of(late_ms, allowance_ms(offset_ms, calibrated=calibrated))
            said.append([late_ms, offset_ms, calibrated, word.value])
    return said


def _windows() -> list[list[Any]]:
    said: list[list[Any]] = []
    for level in (1, 2, 3):
        for gap_s in (None, 0.1, 0.2, 1.0):
            wide = windows(level).capped(gap_s)
            rings = [[distance, wide.ring(distance)] for distance in (-10.0, 44.0, 75.0, -109.0, 151.0)]
            said.append([level, gap_s, [wide.inner, wide.middle, wide.outer], rings])
    return said


def judgement() -> dict[str, Any]:
    """Return the vectors of the live judge."""
    return {
        "constants": page_constants(),
        "version": CONSTANTS.version,
        "windows": _windows(),
        "words": _words(),
        "assignments": _assignments(),
        "cases": _cases(),
    }


def text() -> str:
    """Return the text of the vector file."""
    return json.dumps(judgement(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    VECTORS.write_text(text(), encoding="utf-8")
    CONSTANTS_JS.write_text(constants_js(), encoding="utf-8")
