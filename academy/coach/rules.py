"""The embedded coach: facts become a headline, at most three strengths, three things to fix, and a next step.

No chance and no clock: the same take always gives the same words. Always available, offline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from academy.coach.fact import Fact, Json, number
from academy.coach.facts import facts
from academy.coach.lengths import unmet
from academy.coach.pulse import LOOSE_MS
from academy.coach.written import headline as headline_of_written

MOST = 3
NEAR_POINTS = 10.0
LOST_PATTERN = 75.0
SERIOUS = 0.6

_WHY_NOT = {
    "empty": "Nothing arrived.",
    "no_target": "Nothing to play here.",
    "not_the_exercise": "That was something else.",
    "insufficient": "Too short to judge.",
}


class NextStep(StrEnum):
    """What to do now."""

    REPEAT_SAME = "repeat_same"
    REPEAT_SLOWER = "repeat_slower"
    NEXT_EXERCISE = "next_exercise"


@dataclass(frozen=True, slots=True)
class Tip:
    """What to do about one of the faults that are listed: its id and its evidence are those of the fault."""

    id: str
    text: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner is told about a take: a tip for each fix that has a cure, in the same order."""

    headline: str
    strengths: tuple[Fact, ...]
    fixes: tuple[Fact, ...]
    tips: tuple[Tip, ...]
    next_step: NextStep

    def as_json(self) -> dict[str, Any]:
        """Return the feedback as JSON."""
        return {
            "headline": self.headline,
            "strengths": [fact.as_json() for fact in self.strengths],
            "fixes": [fact.as_json() for fact in self.fixes],
            "tips": [{"id": tip.id, "text": tip.text, "evidence": dict(tip.evidence)} for tip in self.tips],
            "next_step": self.next_step.value,
        }


def feedback(
    score: Any,
    attempts: Sequence[Json] = (),
    pass_mark: float = 70.0,
    lanes: Mapping[str, str] | None = None,
    *,
    whole: bool = True,
) -> Feedback:
    """Return what to tell the learner about a score (a Score, or its JSON).

    `attempts` are earlier ones, newest first; `lanes` names the sound on each pad; `whole` is false for a
    loop or a slower tempo, which is practice and never leads on to the next exercise.
    """
    said: Json = score if isinstance(score, Mapping) else score.as_json()
    found = facts(said, attempts, pass_mark, lanes)
    fixes = tuple(fact for fact in found if not fact.is_good)[:MOST]
    return Feedback(
        headline=_headline(said, pass_mark, fixes, whole=whole),
        strengths=tuple(fact for fact in found if fact.is_good)[:MOST],
        fixes=fixes,
        tips=tuple(Tip(fact.id, fact.tip, fact.evidence) for fact in fixes if fact.tip),
        next_step=_next_step(said, pass_mark, whole=whole),
    )


def _headline(score: Json, pass_mark: float, fixes: Sequence[Fact], *, whole: bool) -> str:
    overall = number(score, "overall")
    if score.get("status") != "scored" or overall is None:
        return _WHY_NOT.get(str(score.get("status")), "This take could not be judged.")
    if score.get("written"):
        return headline_of_written(score, passed=overall >= pass_mark)
    if overall >= pass_mark and unmet(score):
        return "The notes are there. One thing is still asked of this exercise."
    if overall >= pass_mark and not whole:
        return "That stretch is yours: now the whole exercise at its tempo."
    if overall >= pass_mark and fixes:
        if fixes[0].severity >= SERIOUS:
            return "Passed. The first point below would lift it most."
        return "Passed. Small things left to polish."
    if overall >= pass_mark:
        return "Passed, and nothing to complain about."
    if pass_mark - overall <= NEAR_POINTS:
        return "Nearly there. Once more with the first point in mind."
    return "Good work takes rounds. Take the first point below on its own."


def _next_step(score: Json, pass_mark: float, *, whole: bool) -> NextStep:
    overall = number(score, "overall")
    if score.get("status") == "not_the_exercise":
        return NextStep.REPEAT_SLOWER
    if score.get("status") != "scored" or overall is None:
        return NextStep.REPEAT_SAME
    if overall >= pass_mark:
        return NextStep.NEXT_EXERCISE if whole and not unmet(score) else NextStep.REPEAT_SAME
    if pass_mark - overall <= NEAR_POINTS:
        return NextStep.REPEAT_SAME
    loose = (number(score, "residual_sd_ms") or 0.0) > LOOSE_MS
    lost = (number(score, "components", "pattern") or 0.0) < LOST_PATTERN
    return NextStep.REPEAT_SLOWER if loose or lost else NextStep.REPEAT_SAME
