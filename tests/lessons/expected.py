"""What section 4 of the device reference asks of lessons 1 to 5, written down by hand.

Steps count from 1 on a grid of 16; pads are those of the course kit. Lesson 5 records P03 at the 88 BPM that
its own presses set; its P30 has no hats in the last bar, as the reference lists that bar whole.
"""

from dataclasses import dataclass, field

QUARTERS = [1, 5, 9, 13]
EIGHTHS = [1, 3, 5, 7, 9, 11, 13, 15]
OFF_BEATS = [3, 7, 11, 15]
BACKBEAT = [5, 13]


@dataclass(frozen=True)
class Expected:
    """One exercise: its tempo, the steps of each pad, its swing, and which hits are loud or soft.

    `held` is how many steps the hits of a pad last, `offsets` milliseconds of a pad, late positive.
    """

    tempo: float
    steps: dict[str, list[int]]
    swing: float = 50.0
    loud: dict[str, list[int]] = field(default_factory=dict)
    soft: dict[str, list[int]] = field(default_factory=dict)
    bars: int = 1
    type: str = "rhythm"
    division: int = 4
    held: dict[str, int] = field(default_factory=dict)
    offsets: dict[str, float] = field(default_factory=dict)


def in_bars(*bars: list[int]) -> list[int]:
    """Return the steps of bars of sixteen, one after the other."""
    return [16 * place + step for place, bar in enumerate(bars) for step in bar]


P01 = {"A13": QUARTERS}
P02 = {"A11": EIGHTHS}
P03 = {"A13": [1, 9], "A15": BACKBEAT, "A11": EIGHTHS}
P05 = {"A13": [1, 3, 9, 11], "A16": BACKBEAT}
P06 = {"A13": QUARTERS, "A16": BACKBEAT}
P07 = P06 | {"A7": OFF_BEATS, "A11": QUARTERS}
P09_WITHOUT_GHOST = {"A13": [1, 8, 11], "A15": BACKBEAT, "A11": EIGHTHS}
P09 = P09_WITHOUT_GHOST | {"A9": [12]}
P30 = {
    "A13": in_bars([1, 9], [1, 9], [1, 9], [1, 9]),
    "A15": in_bars(BACKBEAT, BACKBEAT, BACKBEAT, [5, 13, 14]),
    "A11": in_bars(EIGHTHS, EIGHTHS, EIGHTHS, []),
    "A10": in_bars([], [], [], [15, 16]),
    "A2": [1],
}

LESSONS: dict[str, dict[str, Expected]] = {
    "first-hits": {
        "name-the-pad": Expected(60, {"A13": [1], "A15": [5], "A11": [9], "A7": [13]}),
        "pulse": Expected(80, P01),
        "eighths": Expected(80, P02),
        "soft-and-loud": Expected(80, {"A15": QUARTERS}, soft={"A15": [1, 9]}, loud={"A15": [5, 13]}),
    },
    "backbeat": {
        "kick-and-snare": Expected(84, {"A13": [1, 9], "A15": BACKBEAT}),
        "quarter-hats": Expected(84, {"A13": [1, 9], "A15": BACKBEAT, "A11": QUARTERS}),
        "backbeat": Expected(84, P03),
        "stomp-stomp-clap": Expected(81, P05),
    },
    "four-on-the-floor": {
        "four": Expected(118, P06),
        "off-beats": Expected(118, {"A13": QUARTERS, "A7": OFF_BEATS}),
        "disco": Expected(122, P07),
    },
    "boom-bap-pocket": {
        "hats-and-kick": Expected(88, {"A13": [1, 11], "A11": EIGHTHS}),
        "kick-and-snare": Expected(88, {"A13": [1, 8, 11], "A15": BACKBEAT}),
        "straight": Expected(88, P09_WITHOUT_GHOST),
        "first-bar": Expected(88, P09, swing=57, soft={"A9": [12]}),
    },
    "first-pattern": {
        "first-pass": Expected(88, {"A13": [1, 9], "A15": BACKBEAT}),
        "second-pass": Expected(88, {"A11": EIGHTHS}),
        "read-back": Expected(88, P03, type="sequence"),
        "boom-bap": Expected(88, P09, swing=57, soft={"A9": [12]}),
        "four-bars": Expected(90, P30, bars=4),
    },
}

# What section 2 of the reference presses and turns.
BUTTONS = {
    "EXIT", "SHIFT", "VALUE", "REC", "REMAIN", "PATTERN SELECT", "PATTERN EDIT", "SUB PAD", "EXT SOURCE",
    "HOLD", "BUS FX", "CTRL 1", "CTRL 2", "CTRL 3", "A/F", "B/G", "C/H", "D/I", "E/J", "GATE", "LOOP",
    "REVERSE", "ROLL", "START/END", "PITCH/SPEED", "MARK", "RESAMPLE", "RECORD SETTING", "COPY", "DEL",
    "BPM SYNC", "FILTER+DRIVE", "RESONATOR", "DELAY", "ISOLATOR", "DJFX LOOPER", "MFX",
}  # fmt: skip

# What a button held takes with it: SHIFT+13 is SHIFT held and pad 13 pressed.
NUMBERS = set(map(str, range(1, 17)))
EFFECTS = {"FILTER+DRIVE", "RESONATOR", "DELAY", "ISOLATOR", "DJFX LOOPER", "MFX"}
HELD: dict[str, set[str]] = {
    "SHIFT": NUMBERS | {
        "EXIT", "PATTERN SELECT", "SUB PAD", "REC", "REMAIN", "VALUE", "MARK", "LOOP", "ROLL", "REVERSE",
        "REVERSE+REMAIN", "START/END", "PITCH/SPEED", "RESAMPLE", "RECORD SETTING", "EXT SOURCE", "BUS FX",
        "A/F", "B/G", "C/H", "D/I", "E/J",
    },
    "VALUE": NUMBERS | EFFECTS | {"GATE", "BUS FX"},
    "REMAIN": NUMBERS | {"A/F", "B/G", "C/H", "D/I", "E/J"},
    "SUB PAD": NUMBERS,
    "HOLD": NUMBERS,
    "ROLL": NUMBERS,
}  # fmt: skip

# What each lesson must have the learner press, and the page of manual v5.50 that says so.
PRESSES: dict[str, dict[str, str]] = {
    "first-hits": {"EXIT": "p. 19", "A/F": "p. 19", "SHIFT+1": "24"},
    "backbeat": {"SHIFT+9": "p. 160", "SHIFT+11": "pp. 91-92", "SUB PAD": "pp. 91-92", "EXIT": "pp. 91-92"},
    "four-on-the-floor": {"SHIFT+8": "pp. 27-28", "VALUE": "pp. 27-28", "EXIT": "pp. 27-28"},
    "boom-bap-pocket": {"SHIFT+1": "24"},
    "first-pattern": {
        "PATTERN SELECT": "pp. 64-66",
        "REC": "pp. 64-66",
        "REMAIN": "pp. 64-66",
        "CTRL 1": "pp. 64-66",
        "CTRL 2": "pp. 64-66",
        "VALUE": "pp. 64-66",
        "CTRL 3": "pp. 64-66",
        "SHIFT+10": "pp. 64-66",
        "SHIFT+PATTERN SELECT": "pp. 64-66",
        "SHIFT+13": "p. 137",
    },
}
