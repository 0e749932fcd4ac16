"""Which loops go with the tempos of a lesson, and which the unit cannot bring there.

BPM SYNC stretches a sample to the project's tempo, up to 150 %; beyond that it halves instead, so that a
loop of 90 plays at 80 in a project at 160 (reference/samples.md, 7.1).
"""

import math
from collections.abc import Sequence

MOST_STRETCH = 1.5
NO_TEMPO = 0.6
"""How well a sound without a tempo goes with any."""
_RELATIONS = ((1.0, 1.0, ""), (0.5, 0.7, "twice "), (2.0, 0.7, "half "))
"""What a loop's tempo is multiplied with to be the exercise's, what that is worth, and its words."""
_BEST = 0.7
"""How much of the fit is that to the nearest tempo; the rest is that to all of them."""
_TOLERANCE = math.log2(1.15)


def can_follow(bpm: float, tempos: Sequence[float]) -> bool:
    """Say whether BPM SYNC can bring a loop to each of these tempos."""
    return all(tempo / bpm <= MOST_STRETCH for tempo in tempos)


def fit_of_tempo(bpm: float | None, tempos: Sequence[float]) -> float:
    """Return how near a loop is to the tempos, 1 when it has them; half and double are worth less."""
    if bpm is None:
        return NO_TEMPO
    fits = [_nearest(bpm, tempo)[0] for tempo in tempos]
    return _BEST * max(fits) + (1 - _BEST) * sum(fits) / len(fits)


def words_of_tempo(bpm: float, tempos: Sequence[float]) -> str:
    """Return the tempo of a loop beside that of the exercises: "90 BPM, the tempo of the exercise"."""
    tempo = max(tempos, key=lambda each: _nearest(bpm, each)[0])
    fit, words, factor = _nearest(bpm, tempo)
    if not fit:
        return f"{bpm:g} BPM, for BPM SYNC to bring to {tempo:g}"
    near = "" if abs(bpm * factor / tempo - 1) < 0.005 else "near "
    whose = "the exercise" if len(set(tempos)) == 1 else "an exercise"
    return f"{bpm:g} BPM, {near}{words}the tempo of {whose}" + (f" ({tempo:g})" if near else "")


def _nearest(bpm: float, tempo: float) -> tuple[float, str, float]:
    return max(
        (max(0.0, 1 - abs(math.log2(bpm * factor / tempo)) / _TOLERANCE) * worth, words, factor)
        for factor, worth, words in _RELATIONS
    )
