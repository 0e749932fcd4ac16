"""`academy costs`: the ledger in words, as JSON and as a picture; the projection even of an empty month."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from academy.store.store import open_store


@pytest.fixture
def asked(store: Path) -> Path:
    """Two questions of November: one billed at 20 cents, one that nobody measured, 5 cents by the list."""
    with open_store(store) as opened:
        for number, (billed, estimated, unmeasured) in enumerate([(0.2, 0.3, 0), (None, 0.05, 1)]):
            opened.begin_ai_run(
                {
                    "run_id": str(number),
                    "at": datetime(2026, 11, 3, 12, tzinfo=UTC),
                    "learner": "ana",
                    "course": "main",
                    "purpose": ("feedback", "next")[number],
                    "model": "a-model",
                    "prompt_version": "feedback/1",
                    "outcome": ("answered", "timeout")[number],
                    "requests": 1,
                    "tokens_in": 300,
                    "tokens_out": 40,
                    "billed_usd": billed,
                    "estimated_usd": estimated,
                    "unmeasured": unmeasured,
                    "ms": 900.0,
                }
            )
    return store


def test_what_was_spent_is_told_by_learner_and_purpose(academy: Any, asked: Path) -> None:
    said = academy("costs", "--month", "2026-11")
    assert (said.code, said.err) == (0, "")
    assert "2026-11: 2 questions, $0.25 in all." in said.out
    rows = {line.split()[0]: line.split()[1:] for line in said.out.splitlines() if line.startswith("  ")}
    assert rows["feedback"] == ["1", "0", "$0.20", "$0.00", "$0.00", "$0.20"]
    assert rows["next"] == ["1", "0", "$0.00", "$0.00", "$0.05000", "$0.05000"]
    assert "without an answer: timeout (1)" in said.out
    assert "Left for the course: $49.75 of $50.00." in said.out
    assert max(map(len, said.out.splitlines())) <= 100


def test_another_month_is_empty_and_has_the_projection(academy: Any, asked: Path) -> None:
    said = academy("costs", "--month", "2026-10")
    assert "No language model was asked in 2026-10." in said.out
    assert "five takes a lesson explained, and next" in said.out and "245.30" in said.out
    told = json.loads(academy("costs", "--month", "2026-11", "--json").out)
    assert (told["total"]["usd"], told["projection"]["claim_usd"]) == (0.25, 50.0)


@pytest.mark.parametrize(("name", "begins"), [("costs.svg", b"<?xml"), ("costs.png", b"\x89PNG")])
def test_it_is_drawn_where_a_file_is_named(
    academy: Any, asked: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    assert academy("costs", "--month", "2026-11", "--plot", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_month_or_a_picture_that_is_none_is_said_in_one_sentence(academy: Any, store: Path) -> None:
    assert "2026-13" in academy("costs", "--month", "2026-13").sentence
    assert "end it in .svg or .png" in academy("costs", "--plot", "costs.pdf").sentence
