"""What Stripe tells becomes the right plan: in any order, twice, late, and however it ended."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from shopping import NOW, Buy, Json, Tell, only, standing
from stripe_double import Double

from academy.errors import PaymentError
from academy.membership.billing import Billing
from academy.membership.events import handle
from academy.store.members import Members


@pytest.mark.parametrize("product", ["premium", "lifetime"])
def test_who_pays_has_the_plan_and_two_letters(members: Members, buy: Buy, tell: Tell, product: str) -> None:
    assert set(tell(*buy(product))) == {"done"}
    row = members.member("ana")
    assert row is not None
    assert (standing(members), row["plan"]) == (product, product)
    assert [(change["from_plan"], change["to_plan"]) for change in members.plan_history()] == [
        ("free", product)
    ]
    kinds = [(members.take_letter(name) or {})["kind"] for name in members.waiting_letters()]
    assert sorted(kinds) == ["receipt", "welcome"]


def test_shuffled_and_doubled_events_end_alike(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    for learner in ("ana", "ben", "cleo", "dora"):
        members.sign_up(learner)
    events = buy("premium")
    only(double.subscriptions)["status"] = "canceled"
    events.append(double.event("customer.subscription.deleted", only(double.subscriptions)))
    events += buy("lifetime", "ben")
    events.append(double.refund(list(double.payment_intents)[-1]))
    events += buy("premium", "cleo") + buy("lifetime", "dora")
    chance = random.Random(404)
    mixed = events * 2
    chance.shuffle(mixed)
    answers = tell(*mixed)
    assert (answers.count("done"), answers.count("repeat")) == (len(events), len(events))
    plans = {row["learner"]: row["plan"] for row in members.all()}
    assert plans == {"ana": "free", "ben": "free", "cleo": "premium", "dora": "lifetime"}
    assert len(members.waiting_letters()) == 8


def test_what_stripe_tells_of_somebody_who_was_deleted_makes_no_row(
    members: Members, buy: Buy, tell: Tell, double: Double, billing: Billing
) -> None:
    buy("premium")
    billing.forget(only(double.subscriptions)["id"], None, runs=True)
    ended = double.events[-1]
    assert ended["type"] == "customer.subscription.deleted" and tell(ended) == ["done"]
    assert members.all() == []


def test_racing_deliveries_are_done_once(members: Members, buy: Buy, tell: Tell) -> None:
    events = buy("premium")
    with ThreadPoolExecutor(6) as pool:
        answers = [answer for told in pool.map(lambda event: tell(event), events * 4) for answer in told]
    assert answers.count("done") == len(events)
    assert standing(members) == "premium"
    assert len(members.plan_history()) == 1


def test_a_state_that_was_overtaken_while_it_was_fetched_is_not_written(
    members: Members, billing: Billing, buy: Buy, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    created, completed, _ = buy("premium")
    fetch, asked = billing.subscription, itertools.count(1)

    def slow(name: str) -> Json:
        seen = fetch(name)
        if next(asked) == 2:  # between the look and the writing another desk is told that it ended
            double.subscriptions[name]["status"] = "canceled"
            ended = double.event("customer.subscription.deleted", double.subscriptions[name])
            assert handle(ended, members, billing, NOW) == "done"
        return seen

    monkeypatch.setattr(billing, "subscription", slow)
    assert handle(created, members, billing, NOW) == "done"
    assert standing(members) == "free"
    assert handle(completed, members, billing, NOW) == "done"
    assert standing(members) == "free"


def test_a_failed_payment_has_a_week_of_grace(members: Members, buy: Buy, tell: Tell, double: Double) -> None:
    tell(*buy("premium"))
    only(double.subscriptions)["status"] = "past_due"
    invoice = only(double.invoices)
    tell(double.event("invoice.payment_failed", invoice))
    tell(double.event("invoice.payment_failed", invoice), now=NOW + timedelta(days=3))
    assert standing(members, now=NOW + timedelta(days=6, hours=23)) == "premium"
    assert standing(members, now=NOW + timedelta(days=7)) == "free"
    assert sum(name.endswith(":failed") for name in members.waiting_letters()) == 1
    only(double.subscriptions)["status"] = "active"
    tell(double.event("invoice.paid", invoice), now=NOW + timedelta(days=8))
    assert standing(members, now=NOW + timedelta(days=20)) == "premium"


@pytest.mark.parametrize(
    ("status", "plan"),
    [
        ("trialing", "premium"),
        *((status, "free") for status in ("unpaid", "paused", "canceled", "incomplete")),
    ],
)
def test_the_status_says_the_plan(
    members: Members, buy: Buy, tell: Tell, double: Double, status: str, plan: str
) -> None:
    tell(*buy("premium"))
    only(double.subscriptions)["status"] = status
    tell(double.event("customer.subscription.updated", only(double.subscriptions)))
    assert standing(members) == plan


def test_lifetime_outlives_its_subscription_and_ends_it(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    tell(*buy("lifetime"))
    subscription = only(double.subscriptions)
    assert subscription["cancel_at_period_end"] is True
    subscription["status"] = "canceled"
    tell(double.event("customer.subscription.deleted", subscription))
    assert standing(members) == "lifetime"


def test_who_paid_for_lifetime_twice_is_noted_and_keeps_it_when_paid_back(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("lifetime"))
    tell(*buy("lifetime"))
    _, second = double.payment_intents
    (note,) = members.audit_log()
    assert (note["did"], note["about"]) == ("paid for lifetime twice", {"payment": second})
    tell(double.refund(second))
    assert standing(members) == "lifetime"


def test_a_refund_takes_lifetime_and_part_of_one_does_not(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("lifetime"))
    intent = only(double.payment_intents)
    intent["latest_charge"]["amount_refunded"] = 500
    tell(double.event("charge.refunded", intent["latest_charge"]))
    assert standing(members) == "lifetime"
    tell(double.refund(intent["id"]))
    assert standing(members) == "free"


@pytest.mark.parametrize(
    ("end", "plan"), [("won", "lifetime"), ("warning_closed", "lifetime"), ("lost", "free")]
)
def test_a_dispute_freezes_until_it_is_closed(
    members: Members, buy: Buy, tell: Tell, double: Double, end: str, plan: str
) -> None:
    bought = buy("lifetime")
    intent = only(double.payment_intents)["id"]
    opened = double.dispute(intent)
    tell(opened, *bought)
    assert standing(members) == "free"
    tell(double.dispute(intent, end) | {"type": "charge.dispute.closed"})
    assert standing(members) == plan
    row = members.member("ana")
    assert row is not None and not row["frozen"]
    assert sum(note["did"] == "payment disputed" for note in members.audit_log()) == 2


def test_a_slow_bank_is_waited_for(members: Members, buy: Buy, tell: Tell, double: Double) -> None:
    tell(*buy("lifetime", learner_pays=False))
    assert (standing(members), members.waiting_letters()) == ("free", [])
    session = only(double.sessions)
    session["payment_status"] = "paid"
    only(double.payment_intents)["status"] = "succeeded"
    tell(double.event("checkout.session.async_payment_succeeded", session))
    assert standing(members) == "lifetime"


def test_a_bank_that_says_no_is_told_to_the_learner(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    members.sign_up("ana")
    tell(*buy("lifetime", learner_pays=False))
    session = only(double.sessions)
    tell(double.event("checkout.session.async_payment_failed", session))
    assert (standing(members), members.waiting_letters()) == ("free", [f"{session['id']}:not_paid"])


def test_who_was_deleted_meanwhile_is_written_no_letter(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("lifetime", learner_pays=False))
    tell(double.event("checkout.session.async_payment_failed", only(double.sessions)))
    assert members.all() == [] and members.waiting_letters() == []


def test_an_ended_subscription_does_not_end_the_one_after_it(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    tell(*buy("premium"))
    first = only(double.subscriptions)
    first["status"] = "canceled"
    tell(*buy("premium"), double.event("customer.subscription.deleted", first))
    assert standing(members) == "premium"


def test_the_learner_is_whom_the_desk_wrote_and_nobody_else(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    events = buy("premium")
    only(double.sessions)["client_reference_id"] = "ben"
    for event in events:
        event["data"]["object"] |= {"client_reference_id": "ben", "metadata": {"learner": "ben"}}
    tell(*events)
    assert [(row["learner"], row["plan"]) for row in members.all()] == [("ana", "premium")]


def test_what_nobody_bought_here_is_noted_and_changes_nobody(
    members: Members, tell: Tell, double: Double
) -> None:
    stranger = double._subscription("cus_else", {})
    tell(double.event("customer.subscription.created", stranger), double.event("price.created", {"id": "p"}))
    for subscription in (stranger, None):
        invoice = double._invoice("cus_else", "else@example.org", 700, {}, subscription)
        tell(double.event("invoice.paid", invoice))
    assert members.waiting_letters() == []
    tell(double.event("radar.early_fraud_warning.created", {"id": "issfr_1", "charge": "ch_1"}))
    assert members.all() == []
    assert {note["did"] for note in members.audit_log()} == {"not claimed by any learner", "warned of fraud"}


def test_an_event_that_could_not_be_looked_up_is_done_when_it_comes_again(
    members: Members, buy: Buy, tell: Tell, double: Double
) -> None:
    events = buy("premium")
    double.is_down = True
    with pytest.raises(PaymentError):
        tell(events[0])
    double.is_down = False
    assert tell(*events) == ["done"] * 3
    assert standing(members) == "premium"
