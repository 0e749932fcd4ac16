"""What section 4 of the device reference asks of lessons 6 to 28, written down by hand.

Steps count from 1 within the pattern, on the exercise's own grid; pads are those of the course kit. Where the
reference leaves something open, the choice stands here:

- P13, bar 3: the ride goes on in eighths, as in bars 1 and 2; only what differs is listed for that bar.
- L19 plays P10 at the 88 BPM of part A, and L20 plays P23 at the 81 BPM of the loop it lies on.
- L14's resample is a pad of its own, B9. L18 has three notes of the bass on bank C: what chromatic mode sends
  on channel 16 names no pad. L22 has the three kicks on three pads of bank D: an offset belongs to a lane.
- L26's blend stays at 118; a pattern has one tempo.
"""

from expected import BACKBEAT, EIGHTHS, OFF_BEATS, P03, P05, P06, P07, P09, P30, QUARTERS, Expected, in_bars

SIXTEENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
P04 = {"A13": [1, 7, 11], "A15": [5, 13], "A11": EIGHTHS}
P08 = {"A13": QUARTERS, "A16": [5, 13], "A7": OFF_BEATS, "A11": QUARTERS, "A14": [8, 16]}
P10 = {"A13": [1, 8, 9, 15], "A15": [5, 13], "A11": [1, 3, 5, 7, 8, 9, 13, 15], "A7": [11]}
P11 = {"A13": [1, 8, 11], "A14": [5, 13], "A11": EIGHTHS, "A5": [4, 8, 12, 16]}
P12 = {
    "A13": [1, 3, 7, 11, 14],
    "A15": [5, 13],
    "A9": [8, 10, 12, 16],
    "A11": [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16],
    "A7": [8, 14],
}
P13 = {
    "A13": [1, 3, 11, 12, 17, 19, 27, 28, 33, 35, 43, 51, 52, 59],
    "A15": [5, 13, 21, 29, 37, 47, 53, 63],
    "A9": [8, 10, 16, 24, 26, 32, 40, 42, 50, 56, 58],
    "A4": in_bars(EIGHTHS, EIGHTHS, EIGHTHS, [1, 3, 5, 7, 9, 13, 15]),
    "A2": [59],
}
P14 = {"A13": [1, 11], "A15": [5, 13], "A11": EIGHTHS}
P15 = {"A13": [1, 11], "A16": [5, 13], "A11": [3, 7, 11, 15], "A5": [8, 16]}
P17 = {"A13": QUARTERS, "A15": [4, 7, 12, 15]}
P20 = {"A14": [1, 4, 7, 11, 14], "A13": [1, 4, 5, 8, 9, 12, 13, 16], "A11": SIXTEENTHS}
P21 = {"A13": [9], "A14": [9], "A11": EIGHTHS, "A1": [5, 13]}
P23 = {"A13": [1, 7, 11], "A15": [9], "A11": EIGHTHS}
P24 = {"A13": [1, 8, 11], "A15": [5, 13], "A11": EIGHTHS}
P25 = {"A11": [1, 3, 4, 6, 7, 9, 10, 12], "A13": [1, 7], "A15": [4, 10]}
P26 = {"A11": [1, 3, 4, 6, 7, 9, 10, 12], "A15": [7], "A9": [2, 5, 8, 11], "A13": [1, 6, 12]}
P28 = {"A13": [1, 5, 9, 12, 15], "A16": [5, 13]}
P29 = {"A13": [1, 2, 8, 11, 12], "A15": [5, 13], "A11": EIGHTHS}
ROCKERS = {"A13": [1, 9], "A14": [9], "A11": EIGHTHS}
GHOST_OF_P09 = {"A9": [12]}
GHOSTS_OF_P13 = {"A9": P13["A9"]}
Steps = dict[str, list[int]]


def times(count: int, bar: Steps) -> Steps:
    """Return one bar of sixteen steps, repeated."""
    return {pad: in_bars(*[steps] * count) for pad, steps in bar.items()}


def track(bar: Steps, *, crash: bool = True, fill: bool = True) -> Steps:
    """Return sixteen bars: a crash on the first 1, and the fill of P30 in place of the last bar."""
    steps = times(15, bar) if fill else times(16, bar)
    if fill:
        last = {"A13": [241, 249], "A15": [245, 253, 254], "A10": [255, 256]}
        steps = {pad: steps.get(pad, []) + last.get(pad, []) for pad in {*steps, *last}}
    return steps | ({"A2": [1]} if crash else {})


HOUSE_WITH_A_DROP = track(P07) | {
    "A13": [step for step in track(P07)["A13"] if not 177 <= step <= 192]  # bar 12
}
CUT_UP = {
    "B1": [1, 9],
    "B2": [2, 10],
    "B3": [3, 7],
    "B4": [4, 8],
    "B5": [5, 13, 14, 15],
    "B6": [6],
    "B7": [11],
    "B8": [12, 16],
}

PREMIUM: dict[str, dict[str, Expected]] = {
    "load-your-own-kit": {
        "name-every-pad": Expected(72, {f"A{n}": [4 * n - 3] for n in range(1, 17)}, bars=4),
        "backbeat": Expected(84, P03),
        "disco": Expected(122, P07),
    },
    "sample-trim-play-modes": {
        "one-shot-clap": Expected(81, P05),
        "two-steps-long": Expected(84, {"A1": [1, 5, 9, 13]}, held={"A1": 2}),
        "pop-push": Expected(92, P04),
    },
    "one-bus-one-effect": {
        "hold-the-delay": Expected(84, times(4, P03), bars=4, type="effect"),
        "open-the-filter": Expected(118, times(8, P06), bars=8, type="effect"),
        "reverb-on-the-clap": Expected(81, P05, type="effect"),
    },
    "step-programming": {
        "four": Expected(118, P06, type="sequence"),
        "impeach": Expected(96, P10, type="sequence"),
        "dembow": Expected(95, P17, type="sequence"),
        "play-along": Expected(95, {"A11": EIGHTHS}),
    },
    "banks-mutes-drops": {
        "kick-out": Expected(
            122,
            times(8, P07) | {"A13": in_bars(*[QUARTERS] * 3, [], *[QUARTERS] * 4)},
            bars=8,
        ),
        "hats-only": Expected(
            122,
            {
                "A13": in_bars(QUARTERS, QUARTERS, [], QUARTERS),
                "A16": in_bars(BACKBEAT, BACKBEAT, [], BACKBEAT),
                "A11": in_bars(*[QUARTERS] * 4),
                "A7": in_bars(*[OFF_BEATS] * 4),
                "A2": [49],
            },
            bars=4,
        ),
        "transition": Expected(90, P30, bars=4),
    },
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

# Number, topic, level and lowest firmware of each: TR-REC 2.0; one-shot, bounce and DJ mode's MIDI 3.0;
# looper, groove, microscope, sound generator and triplet rolls 4.04; side chain 5.50. No source says since
# when there are VINYL MODE of L27 and live mode of L28: 2.0 is where VARI modes are named first.
PLACES = {
    "load-your-own-kit": (6, "sampling", 1, "1.0"),
    "sample-trim-play-modes": (7, "sampling", 1, "3.0"),
    "one-bus-one-effect": (8, "effects", 1, "1.0"),
    "step-programming": (9, "sequencing", 1, "2.0"),
    "banks-mutes-drops": (10, "performance", 1, "1.0"),
    "swing-on-purpose": (11, "rhythm", 2, "2.0"),
    "ghosts-and-dynamics": (12, "rhythm", 2, "1.0"),
    "chop-a-break": (13, "sampling", 2, "1.0"),
    "resample-and-layer": (14, "sampling", 2, "3.0"),
    "the-lo-fi-chain": (15, "effects", 2, "4.04"),
    "trap-hats": (16, "sequencing", 2, "4.04"),
    "dub-play-the-desk": (17, "effects", 2, "1.0"),
    "bass-from-one-note": (18, "sampling", 2, "4.04"),
    "from-loop-to-song": (19, "sequencing", 2, "3.0"),
    "skip-back-and-looper": (20, "performance", 2, "4.04"),
    "world-grids": (21, "rhythm", 2, "2.0"),
    "dilla-time": (22, "rhythm", 3, "4.04"),
    "triplet-worlds": (23, "rhythm", 3, "2.0"),
    "under-the-microscope": (24, "sequencing", 3, "4.04"),
    "mix-as-an-instrument": (25, "effects", 3, "5.50"),
    "dj-mode": (26, "performance", 3, "3.0"),
    "jungle-cut-up": (27, "sampling", 3, "2.0"),
    "the-set": (28, "performance", 3, "2.0"),
}

# What each lesson must have the learner press, and the page of manual v5.50 that says so.
PREMIUM_PRESSES: dict[str, dict[str, str]] = {
    "load-your-own-kit": {
        "SHIFT+14": "pp. 124-126",
        "VALUE": "pp. 124-126",
        "SHIFT+6": "59",
        "SHIFT+5": "60",
    },
    "sample-trim-play-modes": {
        "EXT SOURCE": "p. 161",
        "SHIFT+EXT SOURCE": "p. 161",
        "REC": "pp. 36-38",
        "START/END": "pp. 48-49",
        "RESAMPLE": "pp. 48-49",
        "GATE": "pp. 20-22",
        "VALUE+GATE": "pp. 20-22",
        "LOOP": "pp. 20-22",
        "REVERSE": "pp. 20-22",
    },
    "one-bus-one-effect": {
        "BUS FX": "pp. 31-34",
        "REMAIN+15": "pp. 31-34",
        "DELAY": "144",
        "VALUE+DELAY": "pp. 31-34",
        "FILTER+DRIVE": "pp. 143-144",
        "MFX": "pp. 31-34",
    },
    "step-programming": {
        "REMAIN": "pp. 66-70",
        "SUB PAD+13": "pp. 66-70",
        "CTRL 3": "pp. 66-70",
        "VALUE": "pp. 66-70",
        "SHIFT+13": "p. 137",
    },
    "banks-mutes-drops": {"SHIFT+REVERSE+REMAIN": "p. 26", "SHIFT+EXIT": "p. 28", "SHIFT+A/F": "pp. 19-20"},
    "swing-on-purpose": {"VALUE": "pp. 64-66", "CTRL 3": "pp. 64-66"},
    "ghosts-and-dynamics": {"SHIFT+1": "24", "SHIFT+15": "139"},
    "chop-a-break": {
        "PITCH/SPEED": "pp. 90-91",
        "SHIFT+START/END": "pp. 49-53",
        "MARK": "pp. 49-53",
        "B/G": "pp. 49-53",
        "SHIFT+8": "pp. 27-28",
    },
    "resample-and-layer": {
        "RESAMPLE": "pp. 40-41",
        "RECORD SETTING": "pp. 40-41",
        "START/END": "pp. 38-39",
        "COPY": "pp. 72-74",
        "SHIFT+RESAMPLE": "pp. 26-27",
        "SHIFT+7": "pp. 26-27",
    },
    "the-lo-fi-chain": {
        "SHIFT+16": "pp. 113-114",
        "MFX": "pp. 148-149",
        "PITCH/SPEED": "56-58",
        "ROLL": "56-58",
    },
    "trap-hats": {
        "CTRL 1": "pp. 66-70",
        "CTRL 2": "pp. 66-70",
        "SHIFT+ROLL": "pp. 22-24",
        "ROLL+11": "pp. 22-24",
    },
    "dub-play-the-desk": {
        "DELAY": "p. 144",
        "VALUE+DELAY": "pp. 31-34",
        "SHIFT+BUS FX": "pp. 31-34",
        "ISOLATOR": "p. 144",
    },
    "bass-from-one-note": {
        "SHIFT+4": "pp. 25-26",
        "REMAIN": "pp. 25-26",
        "ROLL": "pp. 25-26",
        "SHIFT+RECORD SETTING": "pp. 46-47",
        "COPY": "60-61",
    },
    "from-loop-to-song": {
        "COPY": "pp. 85-86",
        "PATTERN EDIT": "pp. 80-82",
        "HOLD+1": "pp. 74-77",
        "SUB PAD": "pp. 74-77",
    },
    "skip-back-and-looper": {
        "MARK": "pp. 41-43",
        "SHIFT+VALUE": "p. 161",
        "CTRL 1": "pp. 44-45",
        "RESAMPLE": "pp. 44-45",
        "COPY": "pp. 44-45",
    },
    "world-grids": {"SUB PAD": "p. 64", "C/H": "p. 74"},
    "dilla-time": {"SHIFT": "pp. 68-69", "CTRL 3": "pp. 68-69", "PATTERN EDIT": "p. 71", "COPY": "60-61"},
    "triplet-worlds": {"VALUE": "pp. 64-66"},
    "under-the-microscope": {
        "PATTERN EDIT": "p. 71",
        "MARK": "pp. 77-79",
        "SHIFT+MARK": "pp. 77-79",
        "SHIFT+REVERSE+REMAIN": "pp. 79-80",
    },
    "mix-as-an-instrument": {
        "SHIFT+16": "pp. 117-119",
        "VALUE+DJFX LOOPER": "p. 144",
        "VALUE+BUS FX": "pp. 114-117",
        "REMAIN+13": "pp. 117-119",
    },
    "dj-mode": {"D/I": "pp. 93-96", "E/J": "pp. 93-96", "START/END": "pp. 93-96", "HOLD": "pp. 93-96"},
    "jungle-cut-up": {
        "SHIFT+START/END": "pp. 49-53",
        "PITCH/SPEED": "pp. 56-57",
        "REVERSE": "p. 22",
        "ROLL": "pp. 22-24",
    },
    "the-set": {"SHIFT+REMAIN": "pp. 28-29", "SHIFT+13": "pp. 131-132", "SHIFT+16": "pp. 114-117"},
}
