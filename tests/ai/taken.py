"""Takes as the desk keeps them, with scores made by hand."""

from typing import Any

from academy.ai.feedback import Taken
from academy.coach.facts import facts

LATE = {
    "status": "scored",
    "overall": 66.0,
    "components": {"pattern": 80.0, "timing": 60.0, "dynamics": None, "tempo": None},
    "counts": {"targets": 32, "correct": 32, "missed": 0, "wrong_pad": 0, "extra": 2, "double": 0},
    "bias_ms": 38.0,
    "spread_ms": 30.0,
    "residual_sd_ms": 30.0,
    "latency_ms": 0.0,
    "constants": "1",
}
"""38 ms late (severity 0.6), loose by 30 ms (0.5), two extra hits (0.5); nothing missed (0.4). Not passed."""


def late(**changes: Any) -> Taken:
    return Taken(LATE | changes, version="v1")


def ids(taken: Taken) -> set[str]:
    return {fact.id for fact in facts(taken.score, taken.attempts, taken.pass_mark, taken.lanes)}
