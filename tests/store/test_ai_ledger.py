"""The ledger of language models: what counts for a budget, and kept answers."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from academy.store.store import Store, open_store

NOVEMBER, OCTOBER = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url, lambda: NOVEMBER) as opened:
        yield opened


def run(store: Store, run_id: str, **changes: object) -> None:
    row = {"run_id": run_id, "at": NOVEMBER, "learner": "ada", "course": "c", "purpose": "feedback"}
    row |= {"model": "m", "prompt_version": "feedback/1", "outcome": "answered", "requests": 1, "ms": 5.0}
    row |= {"tokens_in": 300, "tokens_out": 40, "billed_usd": 0.25, "estimated_usd": 0.5, "unmeasured": 0}
    store.begin_ai_run(row | changes)


@pytest.mark.parametrize(
    ("billed", "estimated", "unmeasured", "counted"),
    [
        (0.25, 0.5, 0, 0.25),  # all is known: the bill
        (0.0, 0.5, 0, 0.0),  # also when it is nothing
        (None, 0.5, 0, 0.5),  # no bill, but the tokens are known
        (None, 0.5, 1, 0.5),  # cancelled
        (0.25, 0.5, 1, 0.5),  # a part is known
        (0.75, 0.5, 1, 0.75),  # and is more than was thought
        (None, None, 0, 0.0),
    ],
)
def test_the_bill_counts_where_it_is_known_and_else_the_estimate(
    store: Store, billed: float | None, estimated: float | None, unmeasured: int, counted: float
) -> None:
    run(store, "a", billed_usd=billed, estimated_usd=estimated, unmeasured=unmeasured)
    assert store.ai_spent(OCTOBER) == store.ai_runs()[0]["counted_usd"] == counted


def test_what_was_spent_is_asked_by_time_learner_and_course(store: Store) -> None:
    run(store, "a")
    run(store, "b", learner="ben", course="d")
    run(store, "c", at=OCTOBER)
    assert store.ai_spent(OCTOBER) == 0.75
    assert store.ai_spent(NOVEMBER) == 0.5
    assert store.ai_spent(OCTOBER, learner="ada") == 0.5
    assert store.ai_spent(OCTOBER, course="d") == 0.25
    assert store.ai_spent(NOVEMBER, learner="nobody") == 0


def test_a_row_is_completed_when_the_answer_is_there(store: Store) -> None:
    run(store, "a", outcome="open", billed_usd=None, unmeasured=1)
    store.finish_ai_run("a", {"outcome": "answered", "billed_usd": 0.125, "unmeasured": 0})
    (row,) = store.ai_runs()
    assert (row["outcome"], row["counted_usd"], row["at"]) == ("answered", 0.125, NOVEMBER.isoformat())


def test_a_checked_answer_is_kept_and_replaced(store: Store) -> None:
    assert store.cached_answer("k") is None
    for word in ("kick", "snare"):
        store.keep_answer("k", "feedback", "m", {"word": word})
    assert store.cached_answer("k") == {"word": "snare"}
