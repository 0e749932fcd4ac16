"""A finished take: scored always, kept once, passed only when it was the whole exercise at its tempo."""

from typing import Any

import pytest

from academy.errors import TakeError
from academy.practice import finish_take
from academy.practice.attempt import NO_DESK, best_of, is_whole

NOON = "2026-11-24T12:00:00+00:00"


@pytest.fixture
def finish(exercise: Any, kit: Any, desk: Any) -> Any:
    from datetime import datetime

    def finished(message: dict[str, Any], **said: Any) -> dict[str, Any]:
        where = {"kit": kit, "desk": desk, "now": datetime.fromisoformat(NOON)} | said
        return finish_take(message, exercise, **where)

    return finished


def test_a_good_take_is_scored_kept_and_passed(finish: Any, message: Any, desk: Any) -> None:
    result = finish(message)
    assert (result["saved"], result["passed"], result["whole"], result["message"]) == (True, True, True, None)
    assert result["score"]["counts"]["correct"] == 8
    assert result["score"]["exercise"] == "backbeat/kick-and-snare"
    assert desk.kept["take-1"]["hash"] == "abc"
    assert desk.kept["take-1"]["played_at"] == NOON


def test_a_take_that_says_when_it_was_played_keeps_that(finish: Any, message: Any, desk: Any) -> None:
    finish(message | {"played_at": "2026-11-01T09:00:00Z"})
    assert desk.kept["take-1"]["played_at"] == "2026-11-01T09:00:00Z"


def test_without_a_desk_it_is_scored_and_said_to_be_unsaved(finish: Any, message: Any) -> None:
    result = finish(message, desk=None)
    assert (result["saved"], result["message"], result["best"]) == (False, NO_DESK, None)
    assert result["passed"] and result["feedback"]


def test_a_desk_that_does_not_answer_gives_its_own_reason(finish: Any, message: Any, desk: Any) -> None:
    desk.is_gone = True
    result = finish(message)
    assert (result["saved"], result["message"]) == (False, "The desk does not answer.")
    assert result["score"]["status"] == "scored"


def test_a_take_sent_twice_is_one_attempt(finish: Any, message: Any) -> None:
    finish(message)
    assert len(finish(message)["attempts"]) == 1


def test_a_take_below_the_mark_is_kept_and_not_passed(finish: Any, message: Any) -> None:
    result = finish(message | {"hits": message["hits"][:4]})
    assert result["score"]["overall"] == pytest.approx(66.7)  # F1 of 4 found and 4 missed: 8 / 12
    assert result["score"]["status"] == "scored"
    assert result["saved"] and result["whole"] and not result["passed"]
    assert result["best"]["take_id"] == "take-1"


@pytest.mark.parametrize(
    "practised", [{"bars": [2, 2]}, {"tempo": 90}, {"interrupted": True}], ids=lambda said: next(iter(said))
)
def test_loops_slower_takes_and_interrupted_ones_are_practice(
    finish: Any, message: Any, practised: dict[str, Any]
) -> None:
    step = 60 / practised.get("tempo", 120)
    hits = [hit | {"time_s": beat * step} for beat, hit in enumerate(message["hits"])]
    result = finish(message | practised | {"hits": hits[:4] if "bars" in practised else hits})
    assert result["score"]["overall"] > 95
    assert (result["saved"], result["whole"], result["passed"], result["best"]) == (True, False, False, None)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ({}, True),
        ({"bars": [1, 2], "tempo": 120}, True),
        ({"bars": (1, 2)}, True),
        ({"tempo": 132}, True),
        ({"tempo": 119.5}, True),  # within half a percent
        ({"tempo": 119}, False),
        ({"bars": [1, 1]}, False),
        ({"interrupted": False}, True),
    ],
)
def test_whole_is_all_bars_at_the_tempo_to_the_end(exercise: Any, said: dict[str, Any], whole: bool) -> None:
    assert is_whole(said, exercise.pattern) is whole


def test_the_best_is_the_best_whole_take_and_practice_does_not_count() -> None:
    attempts = [
        {"overall": 80.0, "whole": True},
        {"overall": 99.0, "whole": False},
        {"overall": None, "whole": True},
        {"overall": 60.0, "whole": True},
    ]
    assert best_of(attempts) == attempts[0]
    assert best_of(attempts[1:3]) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": None}, "the take's id is None"),
        ({"hits": None}, 'a take needs "hits"'),
        ({"tempo": "fast"}, "tempo is 'fast'"),
        ({"tempo": 0}, "tempo is 0"),
        ({"bars": [2, 3]}, "bars 2 to 3; the exercise has bars 1 to 2"),
        ({"passes": 10**9}, "passes are 1000000000"),
        ({"mode": "jazz"}, "mode is 'jazz'"),
        ({"latency_ms": True}, "latency_ms is True"),
    ],
)
def test_a_take_that_cannot_be_is_refused_in_words_and_not_kept(
    finish: Any, message: Any, desk: Any, wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(TakeError, match=words):
        finish(message | wrong)
    assert desk.kept == {}
