"""Checkout, portal, cancelling and signatures, with the real library against a far end on loopback."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe
from stripe_double import SECRET, Double, signed

from academy.errors import EventRefused, PaymentError
from academy.membership.billing import Billing

NOW = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
PAGES = {"success_url": "https://academy.example/thanks", "cancel_url": "https://academy.example/plans"}
EVENT = {"id": "evt_1", "object": "event", "type": "invoice.paid", "data": {"object": {}}}


def test_premium_is_a_subscription_that_carries_its_learner(billing: Billing, double: Double) -> None:
    answer = billing.checkout("ana", "premium", NOW, email="ana@example.org", **PAGES)
    marks = {"learner": "ana", "product": "premium"}
    session = double.sessions[answer["id"]]
    assert answer["url"] == f"{double.address}/pay/{answer['id']}"
    assert (session["mode"], session["client_reference_id"]) == ("subscription", "ana")
    assert session["metadata"] == session["subscription_data"]["metadata"] == marks
    assert session["line_items"]["0"] == {"price": "price_premium", "quantity": "1"}
    assert session["customer_email"] == "ana@example.org"


def test_lifetime_is_one_payment_that_carries_its_learner(billing: Billing, double: Double) -> None:
    session = double.sessions[billing.checkout("ana", "lifetime", NOW, customer="cus_9", **PAGES)["id"]]
    marks = {"learner": "ana", "product": "lifetime"}
    assert session["mode"] == "payment"
    assert session["payment_intent_data"]["metadata"] == session["metadata"] == marks
    assert session["invoice_creation"] == {"enabled": "true", "invoice_data": {"metadata": marks}}
    assert session["customer"] == "cus_9"


def test_a_double_click_is_one_checkout_and_another_hour_a_new_one(billing: Billing) -> None:
    def begun(now: datetime, **changed: Any) -> str:
        return str(billing.checkout("ana", "premium", now, **PAGES | changed)["id"])

    assert begun(NOW) == begun(NOW + timedelta(minutes=20)) != begun(NOW + timedelta(hours=1))
    with pytest.raises(PaymentError, match="from another page"):
        begun(NOW, email="other@example.org")


def test_what_is_not_sold_is_not_begun(billing: Billing, double: Double) -> None:
    for product in ("free", "gold"):
        with pytest.raises(PaymentError, match="premium and lifetime are"):
            billing.checkout("ana", product, NOW, **PAGES)
    assert double.asked == []


def test_portal_cancelling_and_invoices(billing: Billing, double: Double) -> None:
    double.pay(billing.checkout("ana", "premium", NOW, **PAGES)["id"])
    (subscription,) = double.subscriptions.values()
    assert billing.portal(subscription["customer"], "https://academy.example/account")["url"].startswith(
        f"{double.address}/portal"
    )
    assert billing.cancel(subscription["id"])["cancel_at_period_end"] is True
    assert [invoice["amount_paid"] for invoice in billing.invoices(subscription["customer"])] == [1500]


def test_all_pages_of_a_list_are_turned(billing: Billing, double: Double) -> None:
    for hour in range(5):
        double.pay(billing.checkout("ana", "premium", NOW + timedelta(hours=hour), **PAGES)["id"])
    assert [one["id"] for one in billing.subscriptions()] == list(double.subscriptions)


def test_a_far_end_that_does_not_do_it_is_one_sentence(billing: Billing, double: Double) -> None:
    double.is_down = True
    for question in (lambda: billing.portal("cus_1", "x"), lambda: list(billing.subscriptions())):
        with pytest.raises(PaymentError, match="Nothing was charged"):
            question()


@pytest.mark.parametrize("age_s", [0, 299, -299])
def test_a_signed_event_is_read(billing: Billing, age_s: int) -> None:
    body, signature = signed(EVENT, at=NOW.timestamp() - age_s)
    assert billing.event(body, signature, NOW) == EVENT


def test_a_secret_that_is_being_rolled_signs_twice(billing: Billing) -> None:
    body, old = signed(EVENT, at=NOW.timestamp(), secret="whsec_before")
    _, new = signed(EVENT, at=NOW.timestamp())
    assert billing.event(body, f"{old},{new.partition(',')[2]}", NOW) == EVENT


def forged() -> dict[str, tuple[bytes, str | None]]:
    now = NOW.timestamp()
    body, right = signed(EVENT, at=now)
    stale = signed(EVENT, at=now - 301)
    return {
        "wrong secret": signed(EVENT, at=now, secret="whsec_other"),
        "stale": stale,
        "stale with a new time behind": (stale[0], f"{stale[1]},t={int(now)}"),
        "stale with a new time before": (stale[0], f"t={int(now)},{stale[1]}"),
        "stale with a new time after a space": (stale[0], f"x=1, t={int(now)},{stale[1]}"),
        "stale with a new time in the old one": (stale[0], stale[1].replace(",", f"={int(now)},", 1)),
        "from the future": signed(EVENT, at=now + 301),
        "one letter changed": (body.replace(b"evt_1", b"evt_2"), right),
        "no signature": (body, None),
        "no sense": (body, "nonsense"),
        "no numbers": (body, "t=soon,v1=abc"),
        "not text": (b"\xff\xfe", right),
        "no event": signed({"object": "invoice"}, at=now),
        "no JSON": (
            b"{",
            stripe.WebhookSignature.generate_signature_header("{", SECRET, int(now)),
        ),
    }


@pytest.mark.parametrize("how", forged())
def test_what_is_forged_stale_or_broken_is_refused(billing: Billing, how: str) -> None:
    with pytest.raises(EventRefused):
        billing.event(*forged()[how], NOW)


def test_nothing_secret_is_shown(billing: Billing) -> None:
    assert SECRET not in repr(billing) and "sk_test" not in repr(billing)
    assert SECRET not in json.dumps(str(billing))
