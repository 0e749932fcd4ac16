"""What the house ends by itself: a month that the bank took back, and one of two subscriptions."""

from typing import Any

import pytest
from shopping import NOW, PAGES, Buy, Json, Tell, only, standing
from stripe_double import Double

from academy.errors import PaymentError
from academy.membership.account import why_not
from academy.membership.billing import Billing
from academy.membership.events import handle, settle_place
from academy.membership.reconciling import reconcile
from academy.store.members import Members


def disputed(double: Double, number: int = 0) -> str:
    """Return the payment of a month, which is disputed by what follows."""
    return double.month_of(list(double.subscriptions)[number])


def notes(members: Members) -> list[str]:
    return [row["did"] for row in members.audit_log()]


def row_of(members: Members) -> Json:
    row = members.member("ana")
    assert row is not None
    return row


@pytest.mark.parametrize("end", ["won", "warning_closed"])
def test_premium_waits_for_a_dispute_and_goes_on_when_it_is_won(
    members: Members, buy: Buy, tell: Tell, double: Double, end: str
) -> None:
    tell(*buy("premium"), double.dispute(disputed(double)))
    assert standing(members) == "free" and why_not(row_of(members), "premium")
    tell(double.dispute(disputed(double), end) | {"type": "charge.dispute.closed"})
    assert standing(members) == "premium"
    assert only(double.subscriptions)["status"] == "active"


def test_a_lost_dispute_ends_its_subscription_and_another_can_be_bought(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"), double.dispute(disputed(double)), double.dispute(disputed(double), "lost"))
    assert only(double.subscriptions)["status"] == "canceled"
    assert standing(members) == "free" and not row_of(members)["frozen"]
    assert why_not(row_of(members), "premium") is None
    assert "ended premium: a dispute was lost" in notes(members)
    tell(double.events[-1], *buy("premium"))
    assert standing(members) == "premium"


def test_a_lost_dispute_of_an_earlier_subscription_leaves_the_one_that_runs(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    only(double.subscriptions)["status"] = "canceled"
    tell(double.event("customer.subscription.deleted", only(double.subscriptions)), *buy("premium"))
    tell(double.dispute(disputed(double), "lost"))
    assert standing(members) == "premium"


def test_a_lost_dispute_of_something_else_a_customer_bought_ends_nothing(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    other = double._intent(only(double.subscriptions)["customer"], {}, True)["id"]
    tell(double.dispute(other), double.dispute(other, "lost"))
    assert standing(members) == "premium"


def test_what_a_lost_dispute_could_not_end_stays_frozen_until_the_event_comes_again(
    members: Members, buy: Buy, tell: Tell, double: Double, billing: Billing, monkeypatch: Any
) -> None:
    tell(*buy("premium"), double.dispute(disputed(double)))
    lost = double.dispute(disputed(double), "lost")

    def fails(_name: str) -> Json:
        raise PaymentError("not now")

    with monkeypatch.context() as broken:
        broken.setattr(billing, "end_now", fails)
        with pytest.raises(PaymentError):
            tell(lost)
    assert row_of(members)["frozen"]
    assert tell(lost) == ["done"] and standing(members) == "free" and not row_of(members)["frozen"]


def test_the_second_of_two_subscriptions_is_ended_and_told_to_the_operator(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    pages = [buy("premium"), buy("premium")]  # begun in different hours, both paid
    tell(*pages[0], *pages[1])
    first, second = double.subscriptions.values()
    assert (first["status"], second["status"]) == ("active", "canceled")
    (note,) = members.audit_log()
    assert (note["did"], note["whom"], note["about"]) == (
        "paid for premium twice",
        "ana",
        {"ended": second["id"]},
    )
    tell(double.events[-1])
    assert standing(members) == "premium" and row_of(members)["subscription"] == first["id"]


def test_a_second_subscription_of_which_no_event_came_is_ended_at_night(
    members: Members, buy: Buy, tell: Tell, double: Double, billing: Billing
) -> None:
    tell(*buy("premium"))
    buy("premium")
    assert reconcile(members, billing, NOW)["failed"] == []
    assert [one["status"] for one in double.subscriptions.values()] == ["active", "canceled"]
    assert notes(members) == ["paid for premium twice"]
    version = row_of(members)["version"]
    reconcile(members, billing, NOW)
    assert notes(members) == ["paid for premium twice"] and row_of(members)["version"] == version


def test_a_subscription_that_is_paid_goes_before_one_whose_payment_failed(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    first = only(double.subscriptions)
    first["status"] = "past_due"
    tell(double.event("customer.subscription.updated", first), *buy("premium"))
    _, second = double.subscriptions.values()
    assert (first["status"], second["status"]) == ("canceled", "active")
    assert standing(members) == "premium" and row_of(members)["subscription"] == second["id"]


def test_the_one_in_the_row_is_asked_for_anew_before_another_is_ended(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    only(double.subscriptions)["status"] = "canceled"  # and no event of it has come
    tell(*buy("premium"))
    assert [one["status"] for one in double.subscriptions.values()] == ["canceled", "active"]
    assert standing(members) == "premium" and notes(members) == []


def test_what_a_customer_bought_elsewhere_at_the_same_account_of_stripe_is_never_ended(
    members: Members, buy: Buy, tell: Tell, double: Double, billing: Billing
) -> None:
    tell(*buy("premium"))
    other = double._subscription(only(double.subscriptions)["customer"], {})
    assert settle_place(("subscription", other["id"]), members, billing, NOW) == "done"
    assert (
        handle(double.event("invoice.paid", {"subscription": other["id"]}), members, billing, NOW) == "done"
    )
    assert other["status"] == "active" and row_of(members)["subscription"] != other["id"]


def test_the_payment_of_a_month_leads_to_its_subscription_and_one_for_good_to_none(
    billing: Billing, double: Double
) -> None:
    double.pay(billing.checkout("ana", "premium", NOW, **PAGES)["id"])
    double.pay(billing.checkout("ana", "lifetime", NOW, **PAGES)["id"])
    month, once = double.payment_intents
    assert billing.subscription_of(month) == only(double.subscriptions)["id"]
    assert billing.subscription_of(once) is None
