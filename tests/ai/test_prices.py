"""What a question is estimated to cost: the list of coach.md, section 3, by hand."""

import pytest

from academy.ai.prices import estimate, tokens_of
from academy.settings import AiSettings

KEYED = AiSettings(key="k")


@pytest.mark.parametrize(
    ("model", "usd"),
    [
        ("qwen/qwen3-8b", 0.000059),
        ("qwen/qwen3-30b-a3b-instruct-2507", 0.000138),
        ("qwen/qwen-2.5-72b-instruct", 0.000352),
    ],
)
def test_a_listed_model_costs_what_the_list_says(model: str, usd: float) -> None:
    assert estimate(KEYED, model, 700, 250) == pytest.approx(usd, abs=1e-6)


def test_a_suffix_changes_nothing() -> None:
    assert estimate(KEYED, "qwen/qwen3-8b:nitro", 700, 250) == estimate(KEYED, "qwen/qwen3-8b", 700, 250)


def test_a_model_on_no_list_is_taken_to_be_dear() -> None:
    assert estimate(KEYED, "someone/new", 700, 250) == pytest.approx(700 * 1.2e-6 + 250 * 6e-6)


def test_ones_own_server_costs_nothing() -> None:
    own = AiSettings(url="http://127.0.0.1:11434/v1", speaks_openrouter=False)
    assert estimate(own, "qwen3:8b", 700, 250) == 0


def test_four_bytes_are_a_token() -> None:
    assert [tokens_of(text) for text in ("", "abc", "abcd", "ä" * 3)] == [0, 1, 1, 2]
