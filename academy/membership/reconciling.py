"""Once a night: catch up with whatever Stripe told while nobody listened, and end a grace that is over."""

from datetime import datetime
from typing import Any

from academy.errors import PaymentError
from academy.membership.events import FarEnd, Members, handle, settle_place
from academy.membership.standing import LIVE

Json = dict[str, Any]


def reconcile(members: Members, far_end: FarEnd, now: datetime) -> Json:
    """Deal with undelivered events, then look at every subscription; safe to run at any time and twice.

    Returns how many `events` were done, how many `learners` changed, and what `failed`, each in a sentence;
    one that fails does not keep the others from being done. PaymentError when Stripe does not answer at all.
    """
    before = {row["learner"]: row["version"] for row in members.all()}
    failed: list[str] = []
    events = sum(
        _try(failed, handle, event, members, far_end, now) == "done" for event in far_end.undelivered()
    )
    running = {subscription["id"] for subscription in far_end.subscriptions()}
    held = {row["subscription"] for row in members.all() if row["status"] in LIVE and row["subscription"]}
    for name in sorted(running | held):
        _try(failed, settle_place, ("subscription", name), members, far_end, now)
    changed = sum(before.get(row["learner"]) != row["version"] for row in members.all())
    return {"events": events, "learners": changed, "failed": failed}


def _try(failed: list[str], work: Any, *arguments: Any) -> str | None:
    try:
        answer: str = work(*arguments)
    except PaymentError as error:
        failed.append(str(error))
        return None
    return answer
