"""What can be observed of a tempo in a loop: 22 numbers, each about 0 to 1, for the ranker in `tempo.py`."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE
from academy.samples.analysis.onsets import onsets
from academy.samples.analysis.periods import Likeness, likeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMES = (
    "quarter_beat",  # self-likeness after so many beats
    "third_beat",
    "half_beat",
    "one_beat",
    "two_beats",
    "four_beats",
    "eight_beats",
    "round_one_beat",  # the same, the end running into the beginning
    "round_two_beats",
    "round_four_beats",
    "low_one_beat",  # of the bass drum
    "low_two_beats",
    "high_half_beat",  # of the hats
    "high_one_beat",
    "whole_beats",  # the file is a whole number of beats long
    "whole_bars",  # ... of 4
    "power_of_two",  # ... 4, 8, 16, 32 or 64
    "trimmed_whole_bars",  # without the silence at its end it is whole bars long
    "whole_bpm",  # the tempo is a whole number
    "from_105",  # squared octaves from 105 BPM
    "faster",  # octaves above 105 BPM
    "hits",  # squared octaves from 2 and a half hits a beat
)
USUAL_BPM = 105.0
_TAIL_DB = -45.0


@dataclass(frozen=True)
class Rhythm:
    """A loop's rhythm: likeness of all, low and high bands; lengths in seconds, the file's first."""

    all: Likeness
    low: Likeness
    high: Likeness
    lengths_s: tuple[float, ...]
    hits_per_s: float


def rhythm_of(mono: "NDArray[np.float64]", length_s: float) -> Rhythm:
    """Listen to the rhythm of a mono sound at RATE that lasts `length_s`."""
    import numpy as np

    found = onsets(mono)
    last = int(np.flatnonzero(np.abs(mono) > 10 ** (_TAIL_DB / 20))[-1]) + 1
    trimmed_s = last / RATE
    lengths = (
        (length_s,)
        if trimmed_s > 0.985 * length_s or length_s > len(mono) / RATE + 1
        else (length_s, trimmed_s)
    )
    hits = len(found.times()) / max(trimmed_s, 0.1)
    return Rhythm(likeness(found.all), likeness(found.low), likeness(found.high), lengths, hits)


def observed(rhythm: Rhythm, bpm: float) -> tuple[float, ...]:
    """Return what is observed of a tempo, in the order of NAMES."""
    beat_s = 60 / bpm
    beats, trimmed = rhythm.lengths_s[0] / beat_s, rhythm.lengths_s[-1] / beat_s
    octaves = math.log2(bpm / USUAL_BPM)
    hits = math.log2(max(rhythm.hits_per_s * beat_s, 0.05) / 2.5)
    all_at, round_at = rhythm.all.at, rhythm.all.around
    whole_bars = _whole(beats, 4)
    return (
        *(all_at(part * beat_s) for part in (1 / 4, 1 / 3, 1 / 2, 1, 2, 4, 8)),
        *(round_at(part * beat_s) for part in (1, 2, 4)),
        *(rhythm.low.at(part * beat_s) for part in (1, 2)),
        *(rhythm.high.at(part * beat_s) for part in (1 / 2, 1)),
        _whole(beats, 1),
        whole_bars,
        whole_bars * (round(beats) in (4, 8, 16, 32, 64)),
        _whole(trimmed, 4) * (len(rhythm.lengths_s) > 1),
        math.exp(-(((bpm - round(bpm)) / (0.0006 * bpm)) ** 2)),
        octaves**2,
        octaves,
        hits**2,
    )


def _whole(beats: float, group: int) -> float:
    """Return 1 for a whole number of groups, 1/e where that is off by 3 % of a beat (more in a long loop)."""
    groups = beats / group
    if groups < 0.5:
        return 0.0
    off = abs(groups - round(groups)) * group
    return math.exp(-((off / max(0.03, 0.004 * beats)) ** 2))
