"""What is picked from the facts: strengths, areas, tips, encouragement, next step."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.coach.rules import NextStep, feedback

LANES = {"A13": "kick", "A14": "snare"}


def take(overall: float | None, **said: Any) -> dict[str, Any]:
    counts = {"targets": 32, "correct": 32, "wrong_pad": 0, "missed": 0, "extra": 0, "double": 0}
    return (
        {
            "status": "scored",
            "overall": overall,
            "components": {"pattern": 96.0, "timing": 80.0, "dynamics": None, "tempo": 90.0},
            "bias_ms": 3.0,
            "spread_ms": 18.0,
            "residual_sd_ms": 18.0,
            "latency_ms": 0.0,
            "explanation": "click",
        }
        | said
        | {"counts": counts | said.get("counts", {})}
    )


def test_passing_leads_on_and_says_so() -> None:
    told = feedback(take(70.0), pass_mark=70)
    assert told.next_steps == (NextStep.NEXT_EXERCISE,)
    assert told.encouragement == "Passed: go on!"
    assert told.strengths[0].text == "70 points, on the mark of 70."


def test_one_point_short_is_nearly_there() -> None:
    told = feedback(take(69.9), pass_mark=70)
    assert told.next_steps == (NextStep.REPEAT_SAME,) and told.encouragement.startswith("Nearly there")


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ({"residual_sd_ms": 40.0}, NextStep.REPEAT_SLOWER),
        ({"components": {"pattern": 60.0}}, NextStep.REPEAT_SLOWER),
        ({}, NextStep.REPEAT_SAME),
    ],
)
def test_far_from_the_mark_it_is_slower_when_hands_or_notes_are_lost(
    said: dict[str, Any], step: NextStep
) -> None:
    assert feedback(take(50.0, **said), pass_mark=70).next_steps == (step,)


def test_a_loop_or_a_slower_tempo_never_leads_on() -> None:
    told = feedback(take(95.0), pass_mark=70, whole=False)
    assert told.next_steps == (NextStep.REPEAT_SAME,) and "whole exercise" in told.encouragement


@pytest.mark.parametrize("status", ["empty", "no_target", "not_the_exercise", "insufficient"])
def test_a_take_that_cannot_be_judged_is_never_praised(status: str) -> None:
    told = feedback(take(30.0, status=status), pass_mark=10)
    assert told.strengths == () and len(told.specific_tips) == 1
    assert NextStep.NEXT_EXERCISE not in told.next_steps
    assert "Passed" not in told.encouragement


def test_tips_belong_to_the_listed_fixes_and_carry_their_evidence() -> None:
    said = take(
        40.0,
        bias_ms=55.0,
        residual_sd_ms=45.0,
        tempo_percent=5.0,
        counts={"missed": 5, "extra": 6, "wrong_pad": 4},
    )
    told = feedback(said, lanes=LANES)
    assert len(told.areas_for_improvement) == 3
    areas, tips = told.areas_for_improvement, told.specific_tips
    assert [tip.id for tip in tips] == [fact.id for fact in areas]
    assert [tip.evidence for tip in tips] == [fact.evidence for fact in areas]
    assert [fact.severity for fact in areas] == sorted((fact.severity for fact in areas), reverse=True)


def test_feedback_is_plain_json() -> None:
    told = feedback(take(60.0, bias_ms=-50.0), [{"overall": 40.0}], 70, LANES).as_json()
    assert json.loads(json.dumps(told)) == told
    assert set(told) == {
        *("overall_score", "strengths", "areas_for_improvement", "specific_tips"),
        *("encouragement", "next_steps"),
    }
    assert told["overall_score"] == 60.0
    assert told["next_steps"] == [{"id": "repeat_same", "text": "Play it again."}]


@given(st.floats(0, 100), st.floats(40, 95), st.booleans(), st.integers(0, 20))
def test_passed_is_said_only_of_a_take_that_reached_the_mark(
    overall: float, pass_mark: float, whole: bool, missed: int
) -> None:
    told = feedback(take(overall, counts={"missed": missed}), pass_mark=pass_mark, whole=whole)
    assert told.encouragement.startswith("Passed") == (overall >= pass_mark and whole)
    assert ("passed" in {fact.id for fact in told.strengths}) == (overall >= pass_mark)
    assert len(told.strengths) <= 3 and len(told.areas_for_improvement) <= 3
    assert len(told.specific_tips) <= 3
