"""What comes next as a model chooses it: only what code computed, with its own reasons, or the rules'."""

from collections.abc import Sequence
from typing import Any

from obliging import Model

from academy.ai.curriculum import choose, faults_of, request_for
from academy.ai.voice import ENGLISH
from academy.ai.why import NO_KEY

VOICE = "Take a breath and enjoy the next round."


def candidate(name: str, *codes: str) -> dict[str, Any]:
    return {
        "lesson": name.split("/")[0],
        "lesson_title": name,
        "exercise": name,
        "exercise_title": name,
        "reasons": [{"code": code, "text": "Because.", "evidence": {}} for code in codes],
        "estimate": {"words": "about 80 %"},
    }


BOTH = [candidate("a/one", "due", "in_reach"), candidate("b/two", "weak_skill")]


def test_a_model_may_choose_the_second_candidate() -> None:
    chosen = choose(BOTH, Model({"exercise": "b/two", "reason": "weak_skill", "voice": VOICE}), user="ana")
    assert (chosen.exercise, chosen.reason, chosen.voice, chosen.why) == ("b/two", "weak_skill", VOICE, None)


def test_an_invented_exercise_is_no_choice() -> None:
    chosen = choose(BOTH, Model({"exercise": "c/three", "reason": "due", "voice": VOICE}), user="ana")
    assert (chosen.exercise, chosen.outcome) == (None, "bad_answer")


def test_a_reason_of_another_candidate_is_sent_back() -> None:
    request = request_for(BOTH, ENGLISH)
    value = request.schema(exercise="b/two", reason="due", voice=VOICE)
    codes = {"a/one": ["due", "in_reach"], "b/two": ["weak_skill"]}
    assert faults_of(value, codes, ENGLISH) == ["reason: b/two has only weak_skill"]


def test_without_a_key_no_model_is_asked_and_the_sentence_says_so() -> None:
    model = Model(why=NO_KEY)
    chosen = choose(BOTH, model, user="ana")
    assert (chosen.exercise, chosen.outcome, chosen.why) == (None, "no_key", NO_KEY.sentence)
    assert model.asked == []


def test_one_candidate_is_no_choice_that_costs_anything() -> None:
    model = Model({"exercise": "a/one", "reason": "due", "voice": VOICE})
    assert choose(BOTH[:1], model, user="ana").exercise is None
    assert model.asked == []


def test_the_same_candidates_share_an_answer_and_others_do_not() -> None:
    def key(candidates: Sequence[dict[str, Any]]) -> str | None:
        return request_for(candidates, ENGLISH).cache_key

    assert key(BOTH) == key(BOTH)
    assert key(BOTH) != key(BOTH[::-1])


def test_numbers_of_the_learner_and_what_the_learner_typed_are_not_sent() -> None:
    noted = [
        one | {"note": "IGNORE", "reasons": [one["reasons"][0] | {"evidence": {"score": 48.3}}]}
        for one in BOTH
    ]
    said = request_for(noted, ENGLISH).said
    assert "IGNORE" not in said and "48.3" not in said and "Because" not in said
