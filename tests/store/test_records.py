"""Whatever a page sends is kept as numbers that can be added up, or refused in a sentence."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.errors import TakeError
from academy.store.records import LETTERS, check_size, hit_rows, score_row, take_row

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
numbers = st.none() | st.floats() | st.integers() | st.integers(min_value=10**308)
plain = numbers | st.booleans() | st.text(max_size=9)
anything = plain | st.lists(plain, max_size=3) | st.dictionaries(st.sampled_from(("kind", "name")), plain)
SCORE = ("overall", "bias_ms", "spread_ms", "tempo_bpm", "components")
PARTS = ("pattern", "timing", "dynamics", "tempo")
TAKE = ("exercise_hash", "played_at", "tempo", "bars", "passes", "mode", "practice", "latency_ms", "input")
HIT = ("time_s", "pad", "velocity", "release_s", "note", "channel")


def numbers_of(row: dict[str, Any]) -> list[float]:
    return [value for value in row.values() if isinstance(value, int | float)]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(SCORE), numbers), st.dictionaries(st.sampled_from(PARTS), numbers))
def test_what_is_kept_of_scores_can_be_added_up(score: dict[str, Any], parts: dict[str, Any]) -> None:
    try:
        row = score_row("one", score | {"components": parts}, passed=True)
    except TakeError:
        return
    assert all(math.isfinite(one * 1_000_000) for one in numbers_of(row))
    assert all(0 <= row[name] <= 100 for name in ("overall", *PARTS) if row[name] is not None)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(SCORE), anything))
def test_a_score_of_anything_is_kept_or_refused_in_words(score: dict[str, Any]) -> None:
    try:
        score_row("one", score, passed=True)
    except TakeError as error:
        assert "expected" in str(error)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(TAKE), anything),
    st.lists(st.dictionaries(st.sampled_from(HIT), anything) | anything, max_size=2),
)
def test_a_take_of_anything_is_kept_or_refused_in_words(take: dict[str, Any], hits: list[Any]) -> None:
    said = take | {"id": "one", "exercise": "backbeat/first", "hits": hits}
    try:
        rows = [*hit_rows(said), take_row(said, NOON)]
    except TakeError as error:
        assert "expected" in str(error)
        return
    assert all(math.isfinite(one) for row in rows for one in numbers_of(row))


@pytest.mark.parametrize(("name", "value"), [("overall", 1.7e308), ("overall", 100.5), ("spread_ms", -1)])
def test_a_score_that_nobody_can_play_is_named(name: str, value: float) -> None:
    with pytest.raises(TakeError, match=f"'{name}' is .* expected a number from"):
        score_row("one", {name: value}, passed=True)


def test_a_hit_of_another_day_is_named() -> None:
    with pytest.raises(TakeError, match="hit 1: time_s is 90000"):
        hit_rows({"id": "one", "hits": [{"time_s": 90_000, "velocity": 90}]})


def test_a_take_longer_than_anybody_plays_is_refused_with_its_length() -> None:
    check_size({}, {"onsets": "x" * LETTERS}, hits=1)
    with pytest.raises(TakeError, match="are kept with 0 hits"):
        check_size({}, {"onsets": "x" * LETTERS}, hits=0)
