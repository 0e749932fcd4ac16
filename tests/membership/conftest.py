"""The far end on loopback, the academy's side of it, and the store of both kinds."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from shopping import NOW, PAGES, Buy, Json, Tell
from stripe_double import PRICES, SECRET, Double, running

from academy.membership.billing import Billing
from academy.membership.events import handle
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


@pytest.fixture
def buy(billing: Billing, double: Double) -> Buy:
    hours = itertools.count()

    def bought(product: str, learner: str = "ana", **how: Any) -> list[Json]:
        now = NOW + timedelta(hours=next(hours))
        return double.pay(billing.checkout(learner, product, now, **PAGES)["id"], **how)

    return bought


@pytest.fixture
def tell(members: Members, billing: Billing) -> Tell:
    def told(*events: Json, now: datetime = NOW) -> list[str]:
        return [handle(event, members, billing, now) for event in events]

    return told
