"""The night catches up with what was missed, and does nothing twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from stripe_double import Double

from academy.errors import PaymentError
from academy.membership.billing import Billing
from academy.membership.reconciling import reconcile
from academy.store.members import Members

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
PAGES = {"success_url": "https://academy.example/thanks", "cancel_url": "https://academy.example/plans"}


def buy(billing: Billing, double: Double, learner: str, product: str) -> None:
    double.pay(billing.checkout(learner, product, NOW, **PAGES)["id"])


def plans(members: Members) -> dict[str, Any]:
    return {row["learner"]: row["plan"] for row in members.all()}


def test_a_night_after_a_day_without_webhooks(members: Members, billing: Billing, double: Double) -> None:
    buy(billing, double, "ana", "premium")
    buy(billing, double, "ben", "lifetime")
    for event in double.events:
        event["delivered"] = False
    assert reconcile(members, billing, NOW) == {"events": 5, "learners": 2, "failed": []}
    assert plans(members) == {"ana": "premium", "ben": "lifetime"}
    assert reconcile(members, billing, NOW) == {"events": 0, "learners": 0, "failed": []}


def test_subscriptions_are_looked_at_without_any_event(
    members: Members, billing: Billing, double: Double
) -> None:
    for learner in ("ana", "ben", "cleo"):
        buy(billing, double, learner, "premium")
    assert reconcile(members, billing, NOW) == {"events": 0, "learners": 3, "failed": []}
    first, second, _ = double.subscriptions.values()
    first["status"], second["status"] = "canceled", "past_due"
    assert reconcile(members, billing, NOW)["learners"] == 2
    assert plans(members) == {"ana": "free", "ben": "premium", "cleo": "premium"}
    assert reconcile(members, billing, NOW + timedelta(days=8))["learners"] == 1
    assert plans(members) == {"ana": "free", "ben": "free", "cleo": "premium"}
    assert [change["to_plan"] for change in members.plan_history("ben")] == ["premium", "free"]


def test_one_that_fails_does_not_keep_the_others(members: Members, billing: Billing, double: Double) -> None:
    buy(billing, double, "ana", "premium")
    lost = double.event("customer.subscription.updated", {"id": "sub_gone"})
    double.events[-1]["delivered"] = False
    outcome = reconcile(members, billing, NOW)
    assert (outcome["learners"], len(outcome["failed"])) == (1, 1)
    assert not members.knows_event(lost["id"])
    assert plans(members) == {"ana": "premium"}


def test_a_far_end_that_is_down_is_said(members: Members, billing: Billing, double: Double) -> None:
    double.is_down = True
    with pytest.raises(PaymentError):
        reconcile(members, billing, NOW)


def test_lifetime_whose_subscription_could_not_be_ended_then_is_ended_at_night(
    members: Members, billing: Billing, double: Double
) -> None:
    buy(billing, double, "ana", "premium")
    reconcile(members, billing, NOW)
    row = members.member("ana")
    assert row is not None
    bought = {"plan": "lifetime", "changes": {"lifetime": True}}
    members.settle(why="checkout.session.completed", learner="ana", seen=row["version"], **bought)
    reconcile(members, billing, NOW)
    (subscription,) = double.subscriptions.values()
    assert subscription["cancel_at_period_end"] is True
