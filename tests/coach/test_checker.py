"""The rules never contradict the numbers, and each lie about them is caught."""

import random

import pytest

from academy.coach.checker import contradictions, problems
from academy.coach.rules import feedback
from academy.coach.words import foreign
from bench.coach import caught, sweep
from bench.coach_takes import LIES, PASS_MARK, SUBTLE, random_attempts, random_score

SCORE = {
    "status": "scored",
    "overall": 71.0,
    "bias_ms": 38.0,
    "residual_sd_ms": 31.0,
    "latency_ms": 0.0,
    "explanation": "click",
    "components": {"pattern": 90.0},
    "counts": {"targets": 16, "missed": 2},
}


def test_nothing_the_rules_say_of_two_thousand_random_takes_contradicts_the_numbers() -> None:
    assert sweep(2000) == []


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_caught_by_the_numbers_alone(lie: str) -> None:
    assert caught(lie, 40) == (40, 40)


@pytest.mark.parametrize("lie", SUBTLE)
def test_a_lie_without_a_number_is_caught_by_the_closed_set_of_facts(lie: str) -> None:
    assert caught(lie, 40)[1] == 40


def test_the_rules_own_words_pass_the_closed_set_too() -> None:
    dice = random.Random(5)
    for _ in range(200):
        score, attempts, whole = random_score(dice), random_attempts(dice), dice.random() < 0.8
        told = feedback(score, attempts, PASS_MARK, whole=whole).as_json()
        assert problems(told, score, attempts, PASS_MARK, whole=whole) == []


def test_each_complaint_names_what_is_wrong() -> None:
    told = feedback(SCORE).as_json()
    assert contradictions(told, SCORE, 70) == []
    late = told["areas_for_improvement"][0]
    assert late["text"] == "You play 38 ms late, behind the beat."
    late["text"] = "You play 38 ms early."
    assert contradictions(told, SCORE, 70) == ["late: 'early' with 38"]


def test_a_cure_that_would_worsen_the_fault_is_named() -> None:
    told = feedback(SCORE).as_json()
    told["specific_tips"][0]["text"] = "Wait a little longer."
    assert contradictions(told, SCORE, 70) == ["late: 'Wait' to someone who is late"]


def test_on_to_the_next_exercise_only_after_a_pass() -> None:
    told = feedback(SCORE).as_json()
    said = contradictions(told, SCORE, 80)
    assert "it says passed, and the take did not pass" in said
    assert "it leads on to the next exercise, and the take did not pass" in said


def test_letters_of_other_scripts_are_found() -> None:
    assert foreign("naïve – 12 µs") is None
    assert foreign("gut 好") == "好"
