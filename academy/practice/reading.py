"""A pattern read back from the unit, or from a file, against the exercise: which steps differ, and how fast.

The score is that of a take without a click, at the tempo the pattern really has: a machine neither rushes nor
drags. What is said of it is in `written`, and `coach/written.py` finds the words.
"""

from collections.abc import Mapping
from dataclasses import replace

from academy.midi.take import Hit, Take
from academy.patterns.model import Pattern, Target
from academy.practice.judging import score_take, target_of
from academy.practice.needs import Json
from academy.scoring.constants import CONSTANTS
from academy.scoring.score import Score, Status
from academy.scoring.verdicts import HitVerdict, OnsetVerdict
from academy.scoring.written import fit, one_pass, stands_beside


def is_reading(message: Json, pattern: Pattern) -> bool:
    """Say whether a take is a pattern that a machine played: read from the unit, or a file of a sequence."""
    is_file = (message.get("input") or {}).get("kind") == "file"
    return message.get("practice") == "read" or (pattern.type == "sequence" and is_file)


def read_back(pattern: Pattern, take: Take, pads: Mapping[str, str], level: int | None) -> Json:
    """Return the score of one pass of a pattern as JSON, with `written`: what differs from what was asked.

    `written` holds `tempo_bpm` and `tempo_asked`, `notes` (how many are asked), and a list each of `missing`,
    `added`, `wrong_pad` and `moved`: step (from 1), bar (from 1), pad, lane, and what was there instead.
    """
    asked = target_of(pattern, replace(take, tempo=None, bars=None, passes=1), pads, level=level)
    found = fit(asked, take.hits)
    hits = list(take.hits) if found is None else one_pass(asked, take.hits, found)
    stretch = 1.0 if found is None else found.stretch
    tempo = pattern.tempo / stretch
    played = replace(take, hits=tuple(hits), tempo=tempo, bars=None, passes=1, mode="free", latency_ms=None)
    score = score_take(pattern, played, pads=pads, level=level)
    target = target_of(pattern, played, pads, level=level)
    said = score.as_json() | {"explained": [], "calibrate": False, "latency_suggestion_ms": None}
    if found is None and hits:  # fewer than half of the notes stand on steps at any tempo
        capped = CONSTANTS.not_the_exercise_cap * (score.note_f1 or 0.0)
        said |= {"status": Status.NOT_THE_EXERCISE.value, "overall": round(capped, 1)}
    return said | {"written": _written(pattern, target, score, hits, tempo if found else None)}


def _written(pattern: Pattern, target: Target, score: Score, hits: list[Hit], tempo: float | None) -> Json:
    def place(step: int | None) -> Json:
        at = step or 0
        return {"step": at % pattern.steps_per_bar + 1, "bar": at // pattern.steps_per_bar + 1}

    def of(index: int) -> Json:
        onset = target.onsets[index]
        return {**place(onset.step), "pad": onset.pad, "lane": onset.lane}

    right: list[Hit | None] = [
        hits[one.hit] if one.hit is not None and one.verdict == OnsetVerdict.CORRECT else None
        for one in score.onsets
    ]
    wrong = [one for one in score.onsets if one.verdict == OnsetVerdict.WRONG_PAD and one.hit is not None]
    strangers = [hit for hit in score.hits if hit.verdict in (HitVerdict.EXTRA, HitVerdict.DOUBLE)]
    return {
        "notes": len(target.onsets),
        "tempo_bpm": None if tempo is None else round(tempo, 1),
        "tempo_asked": pattern.tempo,
        "missing": [of(one.index) for one in score.onsets if one.verdict == OnsetVerdict.MISSED],
        "added": [
            {**place(_step_of(pattern, target, hit.time_s)), "pad": hit.pad, "lane": None}
            for hit in strangers
        ],
        "wrong_pad": [{**of(one.index), "played": hits[one.hit or 0].pad} for one in wrong],
        "moved": [
            {**of(one.onset), "late_ms": round(one.late_ms)} for one in stands_beside(target.onsets, right)
        ],
    }


def _step_of(pattern: Pattern, target: Target, time_s: float) -> int:
    """Return the step nearest to a moment, as the pattern swings."""
    beat = time_s / target.beat_s
    near = range(max(0, int(beat * pattern.division) - 1), int(beat * pattern.division) + 3)
    return min(near, key=lambda step: abs(pattern.beat_of(step) - beat)) % pattern.steps
