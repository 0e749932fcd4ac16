"""The F-measure of onsets as the field reports it, for numbers that can be compared with other programs.

Pads do not count, and a pair is a pair anywhere within the window (mir_eval 0.8: 50 ms). The pairs are
as many as possible, not the nearest, so asynchronies must never be read from them.
"""

from collections.abc import Sequence


def onset_f1(reference_s: Sequence[float], played_s: Sequence[float], window_s: float = 0.05) -> float:
    """Return F1 of the largest pairing within `window_s` seconds; 0 when either side is empty.

    Both in any order. With windows of one width, going through both in order of time and pairing
    whatever can be paired gives the largest pairing.
    """
    expected, played = sorted(reference_s), sorted(played_s)
    paired = this = other = 0
    while this < len(expected) and other < len(played):
        late = played[other] - expected[this]
        if abs(late) <= window_s:
            paired, this, other = paired + 1, this + 1, other + 1
        elif late < 0:
            other += 1
        else:
            this += 1
    return 2 * paired / (len(expected) + len(played)) if paired else 0.0
