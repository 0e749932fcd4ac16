"""What a learner is shown of their plan, and what they can buy. Pure."""

from datetime import UTC, datetime
from typing import Any

from academy.membership.plans import LIFETIME, PLANS, PREMIUM, plan_of, quota_left
from academy.membership.standing import LIVE, NOBODY

Json = dict[str, Any]
HAS_PREMIUM = "You have premium. Cards and invoices are on your account page."


def why_not(member: Json | None, product: str) -> str | None:
    """Say why a learner cannot buy a product now, in a sentence; None when they can.

    Asked before a checkout is begun, so that nobody pays twice for the same.
    """
    row = member or NOBODY
    if row.get("frozen"):
        return "A payment of yours is disputed. Your plan waits until your bank has decided."
    if row.get("lifetime"):
        return "You have premium for good; there is nothing left to buy."
    if product == PREMIUM and row.get("status") in LIVE:
        return HAS_PREMIUM
    return None


def account_of(member: Json | None, used: dict[str, int], now: datetime) -> Json:
    """Return what an account page shows, ready for JSON; `used` are the quotas used in this period."""
    row, plan = member or NOBODY, plan_of(member, now)
    runs = row.get("status") in LIVE and not row.get("cancels_at")
    moments = ("signed_up_at", "paid_until", "grace_until", "cancels_at")
    return {
        "plan": plan,
        "usd": PLANS[plan].usd,
        "frozen": bool(row.get("frozen")),
        "can_cancel": bool(runs and row.get("subscription")),
        "has_portal": bool(row.get("customer")),
        "can_buy": [product for product in (PREMIUM, LIFETIME) if why_not(member, product) is None],
        "quota": quota_left(plan, used, now),
    } | {name: _text(row.get(name)) for name in moments}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
