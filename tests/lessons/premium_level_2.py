"""The exercises of lessons 11 to 21, level 2, as section 4 of the device reference asks for them."""

from expected import BACKBEAT, EIGHTHS, P05, P09, QUARTERS, Expected, in_bars
from premium_beats import (
    GHOST_OF_P09,
    P10,
    P11,
    P12,
    P15,
    P17,
    P20,
    P21,
    P23,
    P29,
    ROCKERS,
    SIXTEENTHS,
    times,
)

LEVEL_2: dict[str, dict[str, Expected]] = {
    "swing-on-purpose": {
        "straight-sixteenths": Expected(88, {"A11": SIXTEENTHS}),
        "swung-sixteenths": Expected(88, {"A11": SIXTEENTHS}, swing=58),
        "pocket-54": Expected(88, P09, swing=54, soft=GHOST_OF_P09),
        "pocket-62": Expected(88, P09, swing=62, soft=GHOST_OF_P09),
        "two-step": Expected(132, P15, swing=58),
        "lo-fi": Expected(76, P11, swing=60, soft={"A5": [4, 8, 12, 16]}),
    },
    "ghosts-and-dynamics": {
        "accent-and-ghost": Expected(
            84, {"A15": [5, 13], "A9": [8, 10]}, loud={"A15": [5, 13]}, soft={"A9": [8, 10]}
        ),
        "accented-sixteenths": Expected(84, {"A11": SIXTEENTHS}, loud={"A11": [1, 5, 9, 13]}),
        "funky-slow": Expected(70, P12, soft={"A9": [8, 10, 12, 16]}),
        "funky": Expected(101, P12, soft={"A9": [8, 10, 12, 16]}),
    },
    "chop-a-break": {
        "in-order": Expected(90, {f"B{n}": [n] for n in range(1, 9)}, type="chop", division=2),
        "first-change": Expected(
            90,
            {"B1": [1, 3], "B2": [2], "B4": [4], "B5": [5, 7], "B6": [6], "B8": [8]},
            type="chop",
            division=2,
        ),
        "new-bar": Expected(
            90, {"B1": [1, 2, 5], "B3": [3, 7], "B4": [4, 8], "B6": [6]}, type="chop", division=2
        ),
        "by-hand": Expected(
            90,
            {"A13": [1, 3, 11, 12], "A15": [5, 13], "A9": [8, 10, 16], "A4": EIGHTHS},
            soft={"A9": [8, 10, 16]},
        ),
    },
    "resample-and-layer": {
        "perform": Expected(96, P10),
        "retrigger": Expected(96, {"B9": [1, 17, 33, 49]}, bars=4),
        "levee": Expected(72, P29, soft={"A13": [2]}),
    },
    "the-lo-fi-chain": {
        "dry": Expected(76, P11, swing=60, soft={"A5": [4, 8, 12, 16]}),
        "wet": Expected(76, P11, swing=60, soft={"A5": [4, 8, 12, 16], "A11": EIGHTHS}, type="effect"),
        "rim-boom-bap": Expected(
            80,
            {"A13": [1, 8, 11], "A14": [5, 13], "A9": [12], "A11": EIGHTHS},
            swing=57,
            soft=GHOST_OF_P09,
        ),
    },
    "trap-hats": {
        "half-time": Expected(140, {"A13": [1, 11], "A16": [9], "A11": EIGHTHS}),
        "pairs": Expected(
            140,
            {
                "A13": [1, 15, 21, 29],
                "A16": [17],
                "A11": [1, 5, 9, 13, 17, 21, 25, 29, 30, 31, 32],
            },
            division=8,
        ),
        "threes": Expected(
            140,
            {
                "A13": [1, 31],
                "A16": [25],
                "A11": [1, 7, 13, 19, 20, 21, 22, 23, 24, 25, 31, 37, 43],
            },
            division=12,
            type="sequence",
        ),
        "falling": Expected(
            140,
            {"A13": [1, 11], "A16": [9], "A11": [1, 3, 5, 7, 9, 11, 13, 14, 15, 16]},
            type="sequence",
        ),
    },
    "dub-play-the-desk": {
        "one-drop": Expected(76, P21, swing=54),
        "steppers": Expected(
            82,
            times(8, ROCKERS) | {"A13": in_bars(*[[1, 9]] * 4, *[QUARTERS] * 4)},
            swing=54,
            bars=8,
        ),
        "throws": Expected(82, times(4, ROCKERS), swing=54, bars=4, type="effect"),
    },
    "bass-from-one-note": {
        "with-the-kick": Expected(88, {"A13": [1, 8, 11], "A6": [1, 8, 11]}, swing=57),
        "root-fifth-octave": Expected(100, {"C13": [1], "C14": [7], "C15": [13]}),
        "two-notes": Expected(90, {"C13": [1, 4, 11], "C14": [7, 14]}),
    },
    "from-loop-to-song": {
        "part-a": Expected(88, P09, swing=57, soft=GHOST_OF_P09, type="sequence"),
        "part-b": Expected(88, P10, type="sequence"),
        "chain": Expected(
            124,
            {
                "A13": in_bars(*[QUARTERS] * 4),
                "A16": in_bars(*[BACKBEAT] * 4),
                "A7": [35, 39, 43, 47],
                "A11": [33, 37, 41, 45],
                "A14": [40, 48],
            },
            bars=4,
            type="sequence",
        ),
        "last-bar": Expected(
            88,
            {
                "A13": [1, 8, 11, 17, 24, 27, 33, 40, 43, 49, 57],
                "A15": [5, 13, 21, 29, 37, 45, 53, 61, 62],
                "A9": [12, 28, 44],
                "A10": [63, 64],
                "A11": in_bars(EIGHTHS, EIGHTHS, EIGHTHS, []),
                "A2": [1],
            },
            swing=57,
            soft={"A9": [12, 28, 44]},
            bars=4,
        ),
    },
    "skip-back-and-looper": {
        "improvise": Expected(101, P12, soft={"A9": [8, 10, 12, 16]}),
        "layer-one": Expected(81, P05),
        "layer-two": Expected(81, {"A11": EIGHTHS}),
        "layer-three": Expected(81, {"A6": [1, 3, 9, 11]}),
        "over-the-loop": Expected(81, P23),
    },
    "world-grids": {
        "tresillo": Expected(100, {"A14": [1, 7, 13], "A13": QUARTERS}),
        "dembow": Expected(95, P17),
        "son": Expected(90, {"A14": [1, 4, 7, 11, 13], "A13": QUARTERS}),
        "rumba": Expected(90, {"A14": [1, 4, 8, 11, 13], "A13": QUARTERS}),
        "bossa": Expected(90, {"A14": [1, 4, 7, 11, 14], "A13": QUARTERS}),
        "bossa-nova": Expected(68, P20, soft={"A13": [1, 4, 5, 8, 9, 12, 13, 16], "A11": SIXTEENTHS}),
    },
}
