"""Other ways to pair hits with onsets, for comparison: by index, as two games do, as the field's tool does.

Each takes a target and hits (latency already taken off) and returns {onset: hit}.
"""

from collections.abc import Callable, Sequence

import numpy as np

from academy.midi.take import Hit
from academy.patterns.model import Target

Pairs = dict[int, int]
WIDEST_S = 0.180


def index_pairing(target: Target, hits: Sequence[Hit]) -> Pairs:
    """Pair the i-th hit with the i-th onset, whatever they are."""
    return {index: index for index in range(min(len(target.onsets), len(hits)))}


def greedy_nearest(target: Target, hits: Sequence[Hit]) -> Pairs:
    """Give each hit the nearest open onset of its pad within 180 ms, in order of playing."""
    pairs: Pairs = {}
    for number, hit in enumerate(hits):
        open_ = [
            (abs(hit.time_s - onset.time_s), onset.index)
            for onset in target.onsets
            if onset.pad == hit.pad
            and onset.index not in pairs
            and abs(hit.time_s - onset.time_s) <= WIDEST_S
        ]
        if open_:
            pairs[min(open_)[1]] = number
    return pairs


def note_lock(target: Target, hits: Sequence[Hit]) -> Pairs:
    """Give each hit the earliest open onset of its pad within 150 ms; windows end at the next onset."""
    pairs: Pairs = {}
    by_pad: dict[str, list[tuple[float, int]]] = {}
    for onset in target.onsets:
        by_pad.setdefault(onset.pad, []).append((onset.time_s, onset.index))
    at = dict.fromkeys(by_pad, 0)
    for number, hit in enumerate(hits):
        lane = by_pad.get(hit.pad or "", [])
        while hit.pad in at and at[hit.pad] < len(lane):
            time_s, index = lane[at[hit.pad]]
            ends = min(time_s + 0.150, lane[at[hit.pad] + 1][0] if at[hit.pad] + 1 < len(lane) else np.inf)
            if hit.time_s > ends:
                at[hit.pad] += 1
                continue
            if hit.time_s >= time_s - 0.150:
                pairs[index] = number
                at[hit.pad] += 1
            break
    return pairs


def mir_eval_50(target: Target, hits: Sequence[Hit]) -> Pairs:
    """Pair as many as possible of the same pad within 50 ms, as mir_eval's transcription metrics do."""
    from mir_eval.transcription import match_notes

    if not hits or not target.onsets:
        return {}
    names = sorted({onset.pad for onset in target.onsets})
    pads = {pad: 100.0 * 2**number for number, pad in enumerate(names)}
    expected = np.array([[o.time_s + 10, o.time_s + 10.05] for o in target.onsets])
    played = np.array([[h.time_s + 10, h.time_s + 10.05] for h in hits])
    matched = match_notes(
        expected,
        np.array([pads[o.pad] for o in target.onsets]),
        played,
        np.array([pads.get(h.pad or "", 1e6) for h in hits]),
        onset_tolerance=0.05,
        offset_ratio=None,
    )
    return dict(matched)


RIVALS: dict[str, Callable[[Target, Sequence[Hit]], Pairs]] = {
    "index pairing": index_pairing,
    "greedy nearest": greedy_nearest,
    "note lock": note_lock,
    "mir_eval ±50": mir_eval_50,
}
