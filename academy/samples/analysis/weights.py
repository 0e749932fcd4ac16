"""How much each observation of a tempo weighs (`fit.py` says what they are).

Written by `python -m bench.fit_tempo --write`. Fitted on 355 loops of drummer1, drummer7, drummer8
by 7 kits of FluidR3_GM and TimGM6mb, 120 made loops (seed 11).
Only differences between tempos of one loop mean anything.
"""

from types import MappingProxyType

WEIGHTS = MappingProxyType(
    {
        "quarter_beat": 4.7444,
        "third_beat": 2.6858,
        "half_beat": -1.1958,
        "one_beat": -1.8784,
        "two_beats": 6.1532,
        "four_beats": 3.2410,
        "eight_beats": 3.4519,
        "round_one_beat": 4.8471,
        "round_two_beats": -0.2743,
        "round_four_beats": 0.9421,
        "low_one_beat": 0.7313,
        "low_two_beats": -0.2177,
        "high_half_beat": 6.7833,
        "high_one_beat": 0.4321,
        "whole_beats": 0.8713,
        "whole_bars": 1.8751,
        "power_of_two": 1.7241,
        "trimmed_whole_bars": 1.3020,
        "whole_bpm": 3.3027,
        "from_105": -2.6623,
        "faster": 1.2633,
        "hits": -1.2385,
    }
)
