"""What the house ends at Stripe by itself: replaced by lifetime, bought twice, or taken back by a bank.

Each is safe to do again, so the nightly look ends whatever could not be ended when it was due.
"""

from typing import Any, Protocol

from academy.membership.plans import PAID_STATUSES
from academy.membership.standing import LIVE, learner_of, one_too_many

Json = dict[str, Any]


class Ends(Protocol):
    """What is asked of Stripe; academy/membership/billing.py."""

    def subscription(self, subscription: str) -> Json:
        """Return a subscription."""

    def subscription_of(self, intent: str) -> str | None:
        """Return the id of the subscription that a payment was for."""

    def cancel(self, subscription: str) -> Json:
        """End a subscription when its paid period is over."""

    def end_now(self, subscription: str) -> Json:
        """End a subscription at once."""


def end_what_lifetime_replaces(member: Json, far_end: Ends) -> None:
    """Nobody who has bought premium for good goes on paying for it by the month."""
    pays = member.get("status") in PAID_STATUSES and not member.get("cancels_at")
    if member.get("lifetime") and pays and member.get("subscription"):
        far_end.cancel(member["subscription"])


def other_held(member: Json, subscription: Json, far_end: Ends) -> Json | None:
    """Return the other subscription that a learner's row says to run, as it stands now; None without one."""
    held = member.get("subscription")
    if held in (None, subscription["id"]) or member.get("status") not in LIVE:
        return None
    return far_end.subscription(held)


def bought_twice(learner: str, held: Json | None, subscription: Json) -> Json | None:
    """Return which of a learner's two running subscriptions is to be ended; never one not bought here."""
    surplus = one_too_many(held, subscription)
    return surplus if surplus is not None and learner_of(surplus) == learner else None


def note_of_twice(surplus: Json) -> Json:
    """Return what the operator reads of it: who pays the money back is a person."""
    return {"did": "paid for premium twice", "about": {"ended": surplus["id"]}}


def end_what_was_taken_back(intent: str, far_end: Ends) -> str | None:
    """End the subscription that a lost payment was for and return its id; None when it was for none."""
    name = far_end.subscription_of(intent)
    if name is not None and far_end.subscription(name)["status"] not in ("canceled", "incomplete_expired"):
        far_end.end_now(name)
    return name
