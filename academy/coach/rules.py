"""The embedded coach: facts become what a learner is told about a take.

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

MOST = 3
NEAR_POINTS = 10.0
LOST_PATTERN = 75.0


class NextStep(StrEnum):
    """What to do now."""

    REPEAT_SAME = "repeat_same"
    REPEAT_SLOWER = "repeat_slower"
    NEXT_EXERCISE = "next_exercise"


_STEPS = {
    NextStep.REPEAT_SAME: "Play it again.",
    NextStep.REPEAT_SLOWER: "Play it again at a slower tempo, then bring the tempo back.",
    NextStep.NEXT_EXERCISE: "Go on to the next exercise.",
}


@dataclass(frozen=True, slots=True)
class Tip:
    """What to do about one of the faults that are listed: its id and its evidence are those of the fault."""

    id: str
    text: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner is told about a take; worst and best first, at most three of each.

    `specific_tips` has one for each listed fault that has a cure, in the same order. `encouragement` is one
    sentence without a claim about the playing. `overall_score` is the score's own, None where there is none.
    """

    overall_score: float | None
    strengths: tuple[Fact, ...]
    areas_for_improvement: tuple[Fact, ...]
    specific_tips: tuple[Tip, ...]
    encouragement: str
    next_steps: tuple[NextStep, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the feedback as JSON: every item has an id and a text."""
        return {
            "overall_score": self.overall_score,
            "strengths": [fact.as_json() for fact in self.strengths],
            "areas_for_improvement": [fact.as_json() for fact in self.areas_for_improvement],
            "specific_tips": [
                {"id": tip.id, "text": tip.text, "evidence": dict(tip.evidence)} for tip in self.specific_tips
            ],
            "encouragement": self.encouragement,
            "next_steps": [{"id": step.value, "text": _STEPS[step]} for step in self.next_steps],
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
    good, bad = ([fact for fact in found if fact.is_good is wanted] for wanted in (True, False))
    return assemble(said, good, bad, pass_mark, whole=whole)


def assemble(
    score: Json, strengths: Sequence[Fact], faults: Sequence[Fact], pass_mark: float, *, whole: bool
) -> Feedback:
    """Return feedback that says the first of these facts, whoever chose and ordered them.

    All else, the score first of all, follows from the score.
    """
    areas = tuple(faults[:MOST])
    return Feedback(
        overall_score=number(score, "overall"),
        strengths=tuple(strengths[:MOST]),
        areas_for_improvement=areas,
        specific_tips=tuple(Tip(fact.id, fact.tip, fact.evidence) for fact in areas if fact.tip),
        encouragement=_encouragement(score, pass_mark, has_points=bool(areas), whole=whole),
        next_steps=(_next_step(score, pass_mark, whole=whole),),
    )


def _encouragement(score: Json, pass_mark: float, *, has_points: bool, whole: bool) -> str:
    """Return one sentence by the gap to the pass mark; what was played is said by the facts alone."""
    overall = number(score, "overall")
    if score.get("status") != "scored" or overall is None:
        return "Nothing is lost: take the point below and go again."
    if overall >= pass_mark and unmet(score):
        return "Nearly there: one more thing is asked of this exercise."
    if overall >= pass_mark and not whole:
        return "That stretch is yours: now the whole exercise at its tempo."
    if overall >= pass_mark:
        return "Passed: go on when you like, or polish what is listed." if has_points else "Passed: go on!"
    if pass_mark - overall <= NEAR_POINTS:
        return f"Nearly there: once more{', with the first point in mind' if has_points else ''}."
    return f"Good work takes rounds: {'take the first point on its own' if has_points else 'play it again'}."


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
