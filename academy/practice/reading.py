"""A pattern read back from the unit, or from a file, against the exercise: which steps differ, and how fast.

The score is that of a take without a click, at the tempo the pattern really has. A machine neither rushes nor
drags: nothing that hands are known by is kept of it, no spread, no lengths, no points but those of the notes.
What is said of it is in `written`, and `coach/written.py` finds the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf
from statistics import median

from academy.midi.take import Hit, Take
from academy.patterns.model import Pattern, Target
from academy.practice.judging import score_take, target_of
from academy.practice.needs import Json
from academy.scoring.constants import CONSTANTS
from academy.scoring.score import Score, Status
from academy.scoring.verdicts import HitVerdict, OnsetVerdict
from academy.scoring.written import fit, one_pass, stands_beside

HEARD_STRETCH = 1.25
"""The page listens so much longer than a pass is (widgets/src/parts/reading.js): slower ones are cut."""
OF_HANDS = ("spread_ms", "residual_sd_ms", "random_sd_ms", "unstable_rate", "band", "figure", "gate", "order")
UNSAID: Json = dict.fromkeys((*OF_HANDS, "latency_suggestion_ms")) | {"explained": [], "calibrate": False}


def is_reading(message: Json, pattern: Pattern) -> bool:
    """Say whether a take is a pattern that a machine played: read from the unit, or a file of a sequence."""
    is_file = (message.get("input") or {}).get("kind") == "file"
    return message.get("practice") == "read" or (pattern.type == "sequence" and is_file)


def read_back(
    pattern: Pattern, take: Take, pads: Mapping[str, str], level: int | None, *, is_live: bool = False
) -> Json:
    """Return the score of one pass of a pattern as JSON, with `written`: what differs from what was asked.

    `written` holds `tempo_bpm` and `tempo_asked`, `notes` (how many are asked), `bars`, and a list each of
    `missing`, `added`, `wrong_pad` and `moved`: step (from 1), bar (from 1), pad, lane, and what was there
    instead. `offsets` are the lanes that are to stand early or late, with the ms asked for and found. `cut`
    says that the end was not heard, so that nothing is known of it: `is_live` is no file, which has its end.
    """
    asked = target_of(pattern, replace(take, tempo=None, bars=None, passes=1), pads, level=level)
    found = fit(asked, take.hits)
    hits = list(take.hits) if found is None else one_pass(asked, take.hits, found)
    stretch = 1.0 if found is None else found.stretch
    tempo = pattern.tempo / stretch
    played = replace(take, hits=tuple(hits), tempo=tempo, bars=None, passes=1, mode="free", latency_ms=None)
    target = target_of(pattern, played, pads, level=level)
    score = score_take(target, played, level=level)
    said = score.as_json() | UNSAID
    said["components"] = dict.fromkeys(said["components"]) | {"pattern": said["components"]["pattern"]}
    if found is None and hits:  # fewer than half of the notes stand on steps at any tempo
        capped = CONSTANTS.not_the_exercise_cap * (score.note_f1 or 0.0)
        said |= {"status": Status.NOT_THE_EXERCISE.value, "overall": round(capped, 1)}
    heard_s = hits[-1].time_s if is_live and stretch > HEARD_STRETCH else inf
    for row in (*said["onsets"], *said["hits"]):  # the page shows them on lanes of the tempo asked for
        row["time_s"] = round(row["time_s"] / stretch, 6)
    written = _written(pattern, target, score, hits, heard_s)
    return said | {"written": written | {"tempo_bpm": None if found is None else round(tempo, 1)}}


def _written(pattern: Pattern, target: Target, score: Score, hits: list[Hit], heard_s: float) -> Json:
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
        "bars": pattern.bars,
        "tempo_asked": pattern.tempo,
        "cut": any(onset.time_s > heard_s for onset in target.onsets),
        "missing": [
            of(one.index)
            for one in score.onsets
            if one.verdict == OnsetVerdict.MISSED and target.onsets[one.index].time_s <= heard_s
        ],
        "added": [
            {**place(_step_of(pattern, target, hit.time_s)), "pad": hit.pad, "lane": None}
            for hit in strangers
        ],
        "wrong_pad": [{**of(one.index), "played": hits[one.hit or 0].pad} for one in wrong],
        "moved": [
            {**of(one.onset), "late_ms": round(one.late_ms)} for one in stands_beside(target.onsets, right)
        ],
        "offsets": _offsets(pattern, target, right),
    }


def _offsets(pattern: Pattern, target: Target, answers: Sequence[Hit | None]) -> list[Json]:
    """Return where the lanes with an offset stand beside those without; none when nothing can be compared."""
    late: dict[str, list[float]] = {}
    for onset, hit in zip(target.onsets, answers, strict=True):
        if hit is not None:
            late.setdefault(onset.lane, []).append((hit.time_s - onset.time_s) * 1000)
    middle = {lane: median(each) for lane, each in late.items()}
    on_grid = [middle[lane.name] for lane in pattern.lanes if not lane.offset_ms and lane.name in middle]
    if not on_grid:
        return []
    return [
        {
            "lane": lane.name,
            "asked_ms": lane.offset_ms,
            "found_ms": round(lane.offset_ms + middle[lane.name] - median(on_grid)),
        }
        for lane in pattern.lanes
        if lane.offset_ms and lane.name in middle
    ]


def _step_of(pattern: Pattern, target: Target, time_s: float) -> int:
    """Return the step nearest to a moment, as the pattern swings."""
    beat = max(0.0, time_s) / target.beat_s
    near = range(max(0, int(beat * pattern.division) - 1), int(beat * pattern.division) + 3)
    return min(near, key=lambda step: abs(pattern.beat_of(step) - beat)) % pattern.steps
