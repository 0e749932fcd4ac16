"""What a subscription or a payment, as Stripe shows it now, means for a learner's row. Pure.

Nothing here looks at the event that was delivered, only at how things stand: any order of events will do.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from academy.membership.plans import GRACE_DAYS, LIFETIME, PAID_STATUSES

Json = dict[str, Any]
NOBODY: Json = {"version": 0, "plan": "free", "lifetime": False, "frozen": False}
"""The row of a learner who has none yet."""
LIVE = PAID_STATUSES | {"past_due"}
OPEN_DISPUTES = frozenset(
    {"needs_response", "under_review", "warning_needs_response", "warning_under_review"}
)


def of_subscription(member: Json, subscription: Json, now: datetime, held: Json | None = None) -> Json:
    """Return what changes in a learner's row; nothing when another one runs and goes before this one.

    `held` is the other subscription that the row names, as it stands now.
    """
    status = subscription["status"]
    if held is not None and _goes_before(held, subscription):
        return {}
    changes: Json = {
        "status": status,
        "subscription": subscription["id"],
        "customer": subscription["customer"],
        "cancels_at": _cancels_at(subscription),
        "grace_until": None,
    }
    if status == "past_due":
        changes["grace_until"] = member.get("grace_until") or now + timedelta(days=GRACE_DAYS)
    if status in PAID_STATUSES:
        changes["paid_until"] = _period_end(subscription)
    return changes


def of_payment(member: Json, payment: Json, *, is_dispute: bool) -> Json:
    """Return what changes in a learner's row by a payment: lifetime, and whether it is frozen.

    Only an event about a dispute may thaw. A lost dispute takes a lifetime plan; that of a month takes the
    subscription, which was ended before this is written (academy/membership/ending.py).
    """
    disputes = set(payment["disputes"])
    changes: Json = {"customer": payment["customer"]} if payment.get("customer") else {}
    if product_of(payment) == LIFETIME:
        changes |= _lifetime(member, payment, lost="lost" in disputes)
    if disputes & OPEN_DISPUTES:
        changes["frozen"] = True
    elif is_dispute:
        changes["frozen"] = False
    return changes


def one_too_many(held: Json | None, subscription: Json) -> Json | None:
    """Return which of two subscriptions of one learner is to be ended, None unless both run."""
    if held is None or held["status"] not in LIVE or subscription["status"] not in LIVE:
        return None
    return subscription if _goes_before(held, subscription) else held


def was_taken_back(payment: Json) -> bool:
    """Say whether the bank took back what was paid for a month of premium: its dispute was lost."""
    return "lost" in payment["disputes"] and product_of(payment) != LIFETIME


def is_paid_twice(member: Json, payment: Json) -> bool:
    """Say whether a payment bought lifetime when another one had before; a person pays this one back."""
    holds = member.get("lifetime") and member.get("payment_intent") not in (None, payment["id"])
    return bool(holds and product_of(payment) == LIFETIME and _is_good(payment))


def learner_of(thing: Json) -> str | None:
    """Return the learner that was written on a thing when it was bought; None if it was not bought here."""
    return (thing.get("metadata") or {}).get("learner") or None


def product_of(thing: Json) -> str | None:
    """Return the product that the desk wrote on a thing when it was bought."""
    return (thing.get("metadata") or {}).get("product") or None


def _goes_before(held: Json, subscription: Json) -> bool:
    """Say whether the subscription that a row names stays in it: it runs, and the other pays no better."""
    pays_better = subscription["status"] in PAID_STATUSES and held["status"] not in PAID_STATUSES
    return held["status"] in LIVE and not pays_better


def _lifetime(member: Json, payment: Json, *, lost: bool) -> Json:
    held = member.get("payment_intent")
    if _is_good(payment) and not lost:
        return {} if member.get("lifetime") else {"lifetime": True, "payment_intent": payment["id"]}
    return {"lifetime": False, "payment_intent": payment["id"]} if held in (None, payment["id"]) else {}


def _is_good(payment: Json) -> bool:
    return payment["status"] == "succeeded" and not (payment.get("latest_charge") or {}).get("refunded")


def _period_end(subscription: Json) -> datetime | None:
    ends = [item["current_period_end"] for item in subscription["items"]["data"]]
    return datetime.fromtimestamp(max(ends), UTC) if ends else None


def _cancels_at(subscription: Json) -> datetime | None:
    if subscription.get("cancel_at"):
        return datetime.fromtimestamp(subscription["cancel_at"], UTC)
    return _period_end(subscription) if subscription.get("cancel_at_period_end") else None
