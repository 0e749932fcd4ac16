"""The far end on loopback, the academy's side of it, and the store of both kinds."""

from collections.abc import Iterator

import pytest
from stripe_double import PRICES, SECRET, Double, running

from academy.membership.billing import Billing
from academy.store.members import Members
from academy.store.store import open_store


@pytest.fixture
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


@pytest.fixture
def billing(double: Double) -> Billing:
    return Billing("sk_test_double", SECRET, PRICES, double.address)


@pytest.fixture
def members(store_url: str) -> Iterator[Members]:
    with open_store(store_url) as store:
        yield store.members
