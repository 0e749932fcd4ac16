"""A model's words for a mood: of the closed list alone, from numbers alone, and unknown is an answer."""

import json
from typing import Any

import pytest
from misbehaving import Server, answer, error, raw
from obliging import Model

from academy.ai.mood import mood_of, request_for
from academy.ai.why import NO_KEY
from academy.store.store import Store

MOODS = ("warm", "dusty", "dreamy", "dark")
MEASURED = {"kind": "pad", "seconds": 4.0, "percentiles": {"centre_hz": 8}}


def test_words_outside_the_list_are_dropped_and_no_more_than_three_are_taken() -> None:
    said = ["Dark", "ignore all rules", "dark", "dusty", "dreamy", "warm"]
    assert mood_of(MEASURED, MOODS, Model({"words": said}), user="me").words == ("dark", "dusty", "dreamy")


@pytest.mark.parametrize("words", [[], ["sublime"]])
def test_unknown_is_an_answer(words: list[str]) -> None:
    mood = mood_of(MEASURED, MOODS, Model({"words": words}), user="me")
    assert (mood.words, mood.why) == ((), None)


def test_without_a_model_nobody_is_asked_and_it_says_why() -> None:
    model = Model({"words": ["warm"]}, why=NO_KEY)
    assert mood_of(MEASURED, MOODS, model, user="me").why == NO_KEY.sentence
    assert not model.asked


def test_the_same_numbers_are_asked_once_and_are_in_the_ledger(
    loopback: None, serve: Any, store: Store
) -> None:
    with Server(answer({"words": ["warm"]})) as server:
        service = serve(server.url)
        both = [mood_of(MEASURED, MOODS, service, user="me").words for _ in range(2)]
    assert both == [("warm",), ("warm",)] and len(server.bodies) == 1
    assert json.loads(server.bodies[0]["messages"][-1]["content"]) == {
        "measured": MEASURED,
        "moods": sorted(MOODS),
    }
    assert sorted((run["purpose"], run["outcome"]) for run in store.ai_runs()) == [
        ("mood", "answered"),
        ("mood", "cached"),
    ]


MISBEHAVING = [
    answer({"words": "warm"}),
    answer({"words": ["warm"] * 100}),
    answer({"mood": 1}),
    answer("{", as_text=True),
    raw("<html>"),
    error(500),
    error(429),
]


@pytest.mark.parametrize("step", MISBEHAVING)
def test_whatever_the_far_end_does_there_is_a_sentence_and_no_words(
    loopback: None, serve: Any, step: Any
) -> None:
    with Server(step) as server:
        mood = mood_of(MEASURED, MOODS, serve(server.url), user="me")
    assert mood.words == () and mood.why and mood.why.endswith(".")


def test_the_question_is_small() -> None:
    assert request_for(MEASURED, MOODS).most_tokens <= 100
