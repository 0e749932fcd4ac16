"""The exercises of lessons 6 to 10, level 1, as section 4 of the device reference asks for them."""

from expected import BACKBEAT, EIGHTHS, OFF_BEATS, P03, P05, P06, P07, P30, QUARTERS, Expected, in_bars
from premium_beats import P04, P10, P17, times

LEVEL_1: dict[str, dict[str, Expected]] = {
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
}
