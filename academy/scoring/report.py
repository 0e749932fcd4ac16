"""A score as JSON and back: the shape that pages, the store and other programs rely on.

Absent numbers are null, never 0. Times are seconds from the first downbeat, early is negative;
grades and milliseconds have one decimal.
"""

from collections import Counter
from dataclasses import asdict
from typing import Any

from academy.scoring import words
from academy.scoring.breakdown import BarReport, Exchange, PadReport, StepReport
from academy.scoring.components import Components
from academy.scoring.dynamics import Dynamics
from academy.scoring.gates import Gate, HeldNote, Length
from academy.scoring.hypotheses import Explanation
from academy.scoring.onset_f1 import onset_f1
from academy.scoring.order import Order, Swap
from academy.scoring.score import Score, Status
from academy.scoring.swing import Swing
from academy.scoring.timing import Timing
from academy.scoring.verdicts import Counts, HitVerdict, JudgedHit, JudgedOnset, OnsetVerdict

SCHEMA = 1
Json = dict[str, Any]


def as_json(score: Score) -> Json:
    """Return a score as JSON."""
    timing, dynamics, swing = score.timing, score.dynamics, score.swing
    return {
        "schema": SCHEMA,
        "exercise": score.exercise,
        "status": score.status.value,
        "overall": _short(score.overall),
        "components": {name: _short(value) for name, value in asdict(score.components).items()},
        "bias_ms": _short(timing.bias_ms),
        "bias_error_ms": _short(timing.bias_error_ms),
        "spread_ms": _short(timing.spread_ms),
        "residual_sd_ms": _short(timing.residual_sd_ms),
        "random_sd_ms": _short(timing.random_sd_ms),
        "unstable_rate": _short(None if timing.spread_ms is None else 10 * round(timing.spread_ms, 1)),
        "band": words.band(_short(timing.residual_sd_ms)),
        "tempo_bpm": _short(timing.tempo_bpm, 2),
        "tempo_percent": _short(timing.tempo_percent, 2),
        "correlation": _short(timing.correlation, 2),
        "swing": _short(swing.share if swing else None, 3),
        "swing_error": _short(swing.error if swing else None, 3),
        "is_swung": swing.is_swung if swing else None,
        "dynamics": {name: _short(value, 2) for name, value in asdict(dynamics).items()},
        "counts": asdict(score.counts),
        "note_f1": _short(score.note_f1, 4),
        "onset_f1": _short(
            onset_f1([onset.time_s for onset in score.onsets], [hit.time_s for hit in score.hits]), 4
        ),
        "explanation": score.explanation.value if score.explanation else None,
        "explained": list(score.explained),
        "rate": score.rate,
        "jumps": score.jumps,
        "start_s": _short(score.start_s, 4),
        "ambiguous": score.is_ambiguous,
        "gain_per_pair": _short(score.gain_per_pair, 2),
        "onsets": [_onset(onset) for onset in score.onsets],
        "hits": [_hit(hit) for hit in score.hits],
        "per_pad": [_pad(pad) for pad in score.per_pad],
        "per_step": [_step(step) for step in score.per_step],
        "bars": [asdict(bar) for bar in score.bars],
        "confused": [
            {"pad": pad, "played": played, "times": times}
            for (pad, played), times in sorted(score.confused.items())
        ],
        "exchanged": asdict(score.exchange) if score.exchange else None,
        "gate": _gate(score.gate),
        "order": asdict(score.order) if score.order else None,
        "figure": score.figure,
        "latency_ms": score.latency_ms,
        "latency_suggestion_ms": _short(score.latency_suggestion_ms),
        "calibrate": score.calibrate,
        "constants": score.constants,
    }


def from_json(said: Json) -> Score:
    """Return the score that `as_json` wrote, as exact as it was written."""
    timing = Timing(**{name: said[name] for name in Timing.__dataclass_fields__})
    swing = Swing(said["swing"], said["swing_error"], said["is_swung"]) if said["swing"] is not None else None
    exchange = said["exchanged"]
    return Score(
        status=Status(said["status"]),
        overall=said["overall"],
        components=Components(**said["components"]),
        counts=Counts(**said["counts"]),
        timing=timing,
        dynamics=Dynamics(**said["dynamics"]),
        swing=swing,
        explanation=Explanation(said["explanation"]) if said["explanation"] else None,
        explained=tuple(said["explained"]),
        onsets=tuple(
            JudgedOnset(**{**row, "verdict": OnsetVerdict(row["verdict"])}) for row in said["onsets"]
        ),
        hits=tuple(JudgedHit(**{**row, "verdict": HitVerdict(row["verdict"])}) for row in said["hits"]),
        per_pad=tuple(PadReport(**row) for row in said["per_pad"]),
        per_step=tuple(StepReport(**row) for row in said["per_step"]),
        bars=tuple(BarReport(**row) for row in said["bars"]),
        confused=Counter({(row["pad"], row["played"]): row["times"] for row in said["confused"]}),
        exchange=Exchange(tuple(exchange["pads"]), tuple(exchange["lanes"])) if exchange else None,
        gate=_gate_from(said.get("gate")),
        order=_order_from(said.get("order")),
        figure=said["figure"],
        exercise=said["exercise"],
        latency_ms=said["latency_ms"],
        latency_suggestion_ms=said["latency_suggestion_ms"],
        calibrate=said["calibrate"],
        note_f1=said["note_f1"],
        jumps=said["jumps"],
        rate=said["rate"],
        start_s=said["start_s"],
        is_ambiguous=said["ambiguous"],
        gain_per_pair=said["gain_per_pair"],
        constants=said["constants"],
    )


def _gate(gate: Gate | None) -> Json | None:
    if gate is None:
        return None
    return asdict(gate) | {
        "median_ratio": _short(gate.median_ratio, 3),
        "short_ms": _short(gate.short_ms),
        "long_ms": _short(gate.long_ms),
        "notes": [
            {
                "onset": note.onset,
                "asked_s": _short(note.asked_s, 4),
                "held_s": _short(note.held_s, 4),
                "length": note.length.value,
            }
            for note in gate.notes
        ],
    }


def _gate_from(said: Json | None) -> Gate | None:
    if said is None:
        return None
    notes = tuple(HeldNote(**{**row, "length": Length(row["length"])}) for row in said["notes"])
    return Gate(**{**said, "notes": notes})


def _order_from(said: Json | None) -> Order | None:
    if said is None:
        return None
    return Order(**{**said, "swaps": tuple(Swap(**row) for row in said["swaps"])})


def _onset(onset: JudgedOnset) -> Json:
    return {
        "index": onset.index,
        "time_s": round(onset.time_s, 6),
        "pad": onset.pad,
        "verdict": onset.verdict.value,
        "hit": onset.hit,
        "asynchrony_ms": _short(onset.asynchrony_ms),
    }


def _hit(hit: JudgedHit) -> Json:
    return {
        "index": hit.index,
        "time_s": round(hit.time_s, 6),
        "pad": hit.pad,
        "velocity": hit.velocity,
        "verdict": hit.verdict.value,
        "onset": hit.onset,
    }


def _pad(pad: PadReport) -> Json:
    return {
        "pad": pad.pad,
        "lane": pad.lane,
        "hits": pad.hits,
        "missed": pad.missed,
        "bias_ms": _short(pad.bias_ms),
        "spread_ms": _short(pad.spread_ms),
        "weakness": _short(pad.weakness, 3),
    }


def _step(step: StepReport) -> Json:
    return {
        "step": step.step,
        "pad": step.pad,
        "lane": step.lane,
        "bias_ms": _short(step.bias_ms),
        "n": step.n,
    }


def _short(value: float | None, digits: int = 1) -> float | None:
    """Return a number short enough to read, null for none; a negative zero is zero."""
    return None if value is None else round(value, digits) + 0.0
