"""The beats that the device reference has lessons 6 to 28 play, by its own numbers, as steps of each pad."""

from expected import EIGHTHS, OFF_BEATS, P07, QUARTERS, in_bars

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
