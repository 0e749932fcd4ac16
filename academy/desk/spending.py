"""Counting what a plan allows so often a month: at the desk, in one statement, whatever comes at once."""

from datetime import UTC, datetime

from academy.errors import NotInPlan
from academy.membership.plans import (
    FREE,
    KIT_EXPORT,
    LESSON_REQUEST,
    LIFETIME,
    PREMIUM,
    SAMPLE_DOWNLOAD,
    Plan,
    period_of,
    returns_at,
)
from academy.store.members import Members

THINGS = {
    SAMPLE_DOWNLOAD: "downloads of sounds",
    KIT_EXPORT: "exports of kits",
    LESSON_REQUEST: "requests for a lesson",
}


def spend(members: Members, learner: str, plan: Plan, kind: str, item: str, request_id: str) -> None:
    """Count a request once; NotInPlan when the plan has no more of this kind until the month is over.

    RequestReused when the id was used for another item.
    """
    now, limit = datetime.now(UTC), plan.monthly[kind]
    count = members.use_quota(learner, kind, item, request_id=request_id, period=period_of(now), limit=limit)
    if not count["granted"]:
        raise NotInPlan(_why_not(plan, kind, limit or 0, now), _unlocks(plan, kind))


def _why_not(plan: Plan, kind: str, limit: int, now: datetime) -> str:
    if not limit:
        return f"{THINGS[kind].capitalize()} are part of the plan {LIFETIME}."
    back = returns_at(now)
    again = f"they return on {back.day} {back:%B}, 00:00 UTC"
    more = "; premium has no limit" if plan.name == FREE else ""
    return f"This month's {limit} {THINGS[kind]} are used up; {again}{more}."


def _unlocks(plan: Plan, kind: str) -> str | None:
    if kind == LESSON_REQUEST:
        return None if plan.monthly[kind] else LIFETIME
    return PREMIUM if plan.name == FREE else None
