"""The till asks Stripe itself before it sells a second subscription."""

from collections.abc import Iterator

import pytest
from shopping import NOW, PAGES
from stripe_double import PRICES, SECRET, Double, running

from academy.desk.counter.till import Till
from academy.errors import PaymentError
from academy.payment_settings import PaymentSettings
from academy.store.store import open_store


@pytest.fixture
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


@pytest.fixture
def till(store_url: str, double: Double) -> Iterator[Till]:
    payment = PaymentSettings("sk_test_double", SECRET, PRICES, double.address)
    with open_store(store_url) as store:
        one = Till(lambda: store, payment, "https://academy.example")
        store.members.settle(why="test", learner="ana", plan="free", changes={"customer": "cus_ana"})
        yield one
        one.close()


def subscribes(till: Till, double: Double, learner: str = "ana") -> None:
    """Let a learner pay, of which no event comes."""
    assert till.billing is not None
    double.pay(till.billing.checkout(learner, "premium", NOW, customer="cus_ana", **PAGES)["id"])


def test_a_second_subscription_is_not_sold_even_if_no_event_of_the_first_has_come(
    till: Till, double: Double
) -> None:
    subscribes(till, double)
    with pytest.raises(PaymentError, match="You have premium"):
        till.begin("ana", "premium")
    assert till.account("ana")["plan"] == "premium"  # and what Stripe said was written


def test_lifetime_is_sold_to_whoever_subscribes(till: Till, double: Double) -> None:
    subscribes(till, double)
    assert till.begin("ana", "lifetime").startswith(double.address)


def test_one_that_has_ended_keeps_nobody_from_another(till: Till, double: Double) -> None:
    subscribes(till, double)
    next(iter(double.subscriptions.values()))["status"] = "canceled"
    assert till.begin("ana", "premium").startswith(double.address)
