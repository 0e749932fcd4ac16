"""What a plan allows so often a month."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from academy.desk.spending import spend
from academy.errors import NotInPlan, RequestReused
from academy.membership.plans import FREE, KIT_EXPORT, LESSON_REQUEST, LIFETIME, PLANS, PREMIUM
from academy.store.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "academy.duckdb") as one:
        yield one


def test_the_third_kit_of_a_free_month_is_refused_and_premium_would_give_it(store: Store) -> None:
    for number in range(2):
        spend(store.members, "ann", PLANS[FREE], KIT_EXPORT, "first-hits", f"r{number}")
    with pytest.raises(NotInPlan, match=r"2 exports of kits are used up; they return on 1 .*00:00 UTC") as no:
        spend(store.members, "ann", PLANS[FREE], KIT_EXPORT, "first-hits", "r3")
    assert no.value.unlock == PREMIUM


def test_a_request_that_is_repeated_counts_once_and_only_for_its_own_thing(store: Store) -> None:
    for _ in range(5):
        spend(store.members, "ann", PLANS[FREE], KIT_EXPORT, "first-hits", "r1")
    with pytest.raises(RequestReused):
        spend(store.members, "ann", PLANS[FREE], KIT_EXPORT, "backbeat", "r1")


def test_a_lesson_of_ones_own_is_part_of_lifetime_alone(store: Store) -> None:
    with pytest.raises(NotInPlan, match="part of the plan lifetime") as no:
        spend(store.members, "ann", PLANS[PREMIUM], LESSON_REQUEST, "a wish", "r1")
    assert no.value.unlock == LIFETIME
    spend(store.members, "ann", PLANS[LIFETIME], LESSON_REQUEST, "a wish", "r1")
