"""What to do when Stripe tells of something: look how it stands now, and write that, once.

Events come late, twice and in any order. So an event only says where to look: its subscription or payment
is fetched anew after the learner's row was read, and written if the row is still the one that was read. With
it goes, in the same transaction, the id of the event, and the letters that are to be sent.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from academy.errors import PaymentError
from academy.membership.ending import (
    Ends,
    bought_twice,
    end_what_lifetime_replaces,
    end_what_was_taken_back,
    note_of_twice,
    other_held,
)
from academy.membership.letters import letter
from academy.membership.plans import plan_of
from academy.membership.standing import (
    NOBODY,
    is_paid_twice,
    learner_of,
    of_payment,
    of_subscription,
    product_of,
    was_taken_back,
)

Json = dict[str, Any]
PAID = ("paid", "no_payment_required")
TRIES = 5


class Members(Protocol):
    """What is asked of the store; academy/store/members.py."""

    def member(self, learner: str) -> Json | None:
        """Return a learner's row."""

    def found(self, **names: str | None) -> Json | None:
        """Return the row that Stripe knows by one of its names."""

    def all(self) -> list[Json]:
        """Return all rows."""

    def settle(self, **settlement: Any) -> str:
        """Write an event's change once: done, repeat or overtaken."""

    def knows_event(self, event_id: str) -> bool:
        """Say whether an event was dealt with."""


class FarEnd(Ends, Protocol):
    """What is asked of Stripe; academy/membership/billing.py."""

    def session(self, session: str) -> Json:
        """Return a checkout."""

    def payment(self, intent: str) -> Json:
        """Return a payment."""

    def subscriptions(self) -> Iterable[Json]:
        """Return every subscription that has not ended."""

    def undelivered(self) -> list[Json]:
        """Return events that no desk has taken."""


def handle(event: Json, members: Members, far_end: FarEnd, now: datetime) -> str:
    """Deal with a verified event: 'done', or 'repeat' when it was before.

    PaymentError when Stripe cannot be asked or the learner's row never holds still; answer with a 503 then,
    and Stripe delivers again.
    """
    if members.knows_event(event["id"]):
        return "repeat"
    session = _session(event, far_end)
    extra = _extra(event, session)
    place = _place(event, session)
    if place is None:
        learner = learner_of(session or event["data"]["object"])
        if learner is None or members.member(learner) is None:
            extra.pop("letters", None)  # sold by somebody else, or to one who was deleted since
            learner = None
        return members.settle(event_id=event["id"], why=event["type"], learner=learner, **extra)
    return settle_place(place, members, far_end, now, event=event, extra=extra)


def settle_place(
    place: tuple[str, str],
    members: Members,
    far_end: FarEnd,
    now: datetime,
    *,
    event: Json | None = None,
    extra: Json | None = None,
    why: str = "reconciled",
) -> str:
    """Write how a subscription or a payment stands now; `place` is ('subscription' or 'payment', its id).

    `why` is told of the change where no event is.
    """
    kind, name = place
    fetch = far_end.subscription if kind == "subscription" else far_end.payment
    why = event["type"] if event else why
    whole: Json = {"event_id": event["id"] if event else None, "why": why} | (extra or {})
    noted = tuple(whole.pop("notes", ()))
    thing = fetch(name)
    learner = _whose(thing, members, kind)
    if learner is None:
        if event is None:
            return "done"
        note = {"did": "not claimed by any learner", "about": {kind: name, "event": why}}
        return members.settle(**whole | {"letters": (), "notes": (*noted, note)})
    if kind == "payment" and was_taken_back(thing):
        noted += _take_back(name, members, far_end, now, why)
    for _ in range(TRIES):
        member = members.member(learner) or NOBODY
        thing = fetch(name)  # after the row was read: what is written is never older than what it replaces
        held = other_held(member, thing, far_end) if kind == "subscription" else None
        surplus = bought_twice(learner, held, thing)
        changes, notes = _meaning(kind, thing, member, why, now, held)
        notes += [note_of_twice(surplus)] if surplus else []
        after = member | changes
        plan = plan_of(after, now)
        answer = "done"
        if event is not None or notes or (after, plan) != (member, member["plan"]):
            decided = {"seen": member["version"], "changes": changes, "plan": plan}
            answer = members.settle(**whole, **decided, learner=learner, notes=(*noted, *notes))
        if answer != "overtaken":
            end_what_lifetime_replaces(after, far_end)
            if surplus:
                far_end.end_now(surplus["id"])
            return answer
    raise PaymentError(f"The row of '{learner}' changed {TRIES} times while '{why}' was dealt with.")


def _meaning(
    kind: str, thing: Json, member: Json, why: str, now: datetime, held: Json | None
) -> tuple[Json, list[Json]]:
    """Return what a thing changes in a learner's row, and what a person should know of it."""
    if kind == "subscription":
        return of_subscription(member, thing, now, held), []
    changes = of_payment(member, thing, is_dispute=why.startswith("charge.dispute"))
    twice = {"did": "paid for lifetime twice", "about": {"payment": thing["id"]}}
    return changes, [twice] if is_paid_twice(member, thing) else []


def _take_back(intent: str, members: Members, far_end: FarEnd, now: datetime, why: str) -> tuple[Json, ...]:
    """End the subscription of a month that the bank took back, and write that down before anything thaws."""
    name = end_what_was_taken_back(intent, far_end)
    if name is None:
        return ()
    settle_place(("subscription", name), members, far_end, now, why=why)
    return ({"did": "ended premium: a dispute was lost", "about": {"subscription": name}},)


def _session(event: Json, far_end: FarEnd) -> Json | None:
    if not event["type"].startswith("checkout.session."):
        return None
    return far_end.session(event["data"]["object"]["id"])


def _place(event: Json, session: Json | None) -> tuple[str, str] | None:
    """Say which subscription or payment an event is about; None when it changes no plan."""
    kind, thing = event["type"], event["data"]["object"]
    if session is not None:
        if session["payment_status"] not in PAID:
            return None
        return _named("subscription", session) or _named("payment_intent", session)
    if kind.startswith("customer.subscription."):
        return ("subscription", thing["id"])
    if kind in ("invoice.paid", "invoice.payment_failed", "invoice.payment_action_required"):
        return _named("subscription", (thing.get("parent") or {}).get("subscription_details") or thing)
    if kind == "charge.refunded" or kind.startswith("charge.dispute."):
        return _named("payment_intent", thing)
    return None


def _named(field: str, thing: Json) -> tuple[str, str] | None:
    name = thing.get(field)
    return ("subscription" if field == "subscription" else "payment", name) if name else None


def _extra(event: Json, session: Json | None) -> Json:
    """Return the letters and notes that go with an event."""
    kind, thing = event["type"], event["data"]["object"]
    if session is not None:
        return _of_checkout(kind, session)
    if kind == "invoice.paid" and thing.get("amount_paid"):
        return {"letters": letter("receipt", thing["id"], thing.get("customer_email"), thing)}
    if kind in ("invoice.payment_failed", "invoice.payment_action_required"):
        what = "failed" if kind.endswith("failed") else "action"
        return {"letters": letter(what, thing["id"], thing.get("customer_email"), thing)}
    if kind == "radar.early_fraud_warning.created":
        return {"notes": ({"did": "warned of fraud", "about": {"charge": thing.get("charge")}},)}
    if kind.startswith("charge.dispute."):
        about = {"dispute": thing["id"], "event": kind}
        return {"notes": ({"did": "payment disputed", "about": about},)}
    return {}


def _of_checkout(kind: str, session: Json) -> Json:
    address = (session.get("customer_details") or {}).get("email")
    about = {"product": product_of(session)}
    if session["payment_status"] in PAID:
        return {"letters": letter("welcome", session["id"], address, about)}
    if kind.endswith("async_payment_failed"):
        return {"letters": letter("not_paid", session["id"], address, about)}
    return {}


def _whose(thing: Json, members: Members, kind: str) -> str | None:
    """Return whose a thing is: the desk wrote it there when it was bought; else by what Stripe calls them."""
    if learner := learner_of(thing):
        return learner
    names = {"subscription" if kind == "subscription" else "payment_intent": thing["id"]}
    row = members.found(**names) or members.found(customer=thing.get("customer"))
    return row["learner"] if row else None
