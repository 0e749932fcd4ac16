"""The exercises of lessons 22 to 28, level 3, as section 4 of the device reference asks for them."""

from expected import BACKBEAT, EIGHTHS, P06, P07, P09, QUARTERS, Expected, in_bars
from premium_beats import (
    CUT_UP,
    GHOSTS_OF_P13,
    HOUSE_WITH_A_DROP,
    P08,
    P10,
    P11,
    P13,
    P14,
    P21,
    P24,
    P25,
    P26,
    P28,
    times,
    track,
)

LEVEL_3: dict[str, dict[str, Expected]] = {
    "dilla-time": {
        "straight": Expected(86, P24),
        "early-snare": Expected(86, P24, offsets={"A15": -20}),
        "placed": Expected(
            86,
            {"D13": [1], "D9": [8], "D10": [11], "D15": [5, 13], "D11": EIGHTHS},
            swing=54,
            offsets={"D9": 6, "D10": 30, "D15": -20},
        ),
    },
    "triplet-worlds": {
        "slow-twelve": Expected(
            60,
            {"A11": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "A13": [1, 7], "A15": [4, 10]},
            division=3,
        ),
        "shuffle": Expected(110, P25, division=3),
        "half-time-slow": Expected(60, P26, division=3, soft={"A9": [2, 5, 8, 11]}),
        "half-time-shuffle": Expected(72, P26, division=3, soft={"A9": [2, 5, 8, 11]}),
    },
    "under-the-microscope": {
        "humanised": Expected(122, P07, type="sequence", offsets={"A7": 8}),
        "filter": Expected(122, times(8, P07), bars=8, type="sequence"),
        "drop": Expected(
            122,
            times(4, P07) | {"A13": in_bars(*[QUARTERS] * 3, []), "A16": in_bars(*[BACKBEAT] * 3, [])},
            bars=4,
            type="sequence",
        ),
    },
    "mix-as-an-instrument": {
        "pump": Expected(118, P06 | {"A1": [1]}, type="effect", held={"A1": 16}),
        "kill": Expected(118, times(8, P06), bars=8, type="effect"),
        "stutter": Expected(138, P28, type="effect"),
    },
    "dj-mode": {
        "start-on-one": Expected(118, {"A13": [1], "A15": [65]}, bars=8),
        "blend": Expected(118, times(8, P06), bars=8, type="effect"),
        "over-the-blend": Expected(122, times(8, P07), bars=8),
    },
    "jungle-cut-up": {
        "two-step": Expected(174, P14),
        "amen-slow": Expected(90, P13, bars=4, soft=GHOSTS_OF_P13),
        "amen-medium": Expected(110, P13, bars=4, soft=GHOSTS_OF_P13),
        "amen": Expected(137, P13, bars=4, soft=GHOSTS_OF_P13),
        "cut-up": Expected(160, CUT_UP, bars=2, type="chop", division=2),
        "reversed": Expected(160, CUT_UP, bars=2, type="chop", division=2),
    },
    "the-set": {
        "lo-fi": Expected(
            76,
            track(P11, crash=False),
            swing=60,
            soft={"A5": in_bars(*[[4, 8, 12, 16]] * 15)},
            bars=16,
        ),
        "boom-bap": Expected(
            88, track(P09), swing=57, soft={"A9": in_bars(*[[12]] * 15)}, loud={"A2": [1]}, bars=16
        ),
        "break": Expected(96, track(P10), loud={"A2": [1]}, bars=16),
        "disco": Expected(122, HOUSE_WITH_A_DROP, loud={"A2": [1]}, bars=16),
        "house": Expected(124, track(P08), loud={"A2": [1]}, bars=16),
        "outro": Expected(76, track(P21, fill=False), swing=54, loud={"A2": [1]}, bars=16, type="effect"),
    },
}
