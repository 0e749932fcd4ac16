"""What the counter says of plans and moments. Pure."""

from datetime import datetime
from typing import Any

from academy.membership.plans import (
    CLASSROOM,
    FREE,
    FREE_LESSONS,
    KIT_EXPORT,
    LESSON_REQUEST,
    PLANS,
    SAMPLE_DOWNLOAD,
    Plan,
)

Json = dict[str, Any]
PLAN_WORDS = {FREE: "Free", "premium": "Premium", "lifetime": "Lifetime", CLASSROOM: "Everything is open"}
KIND_WORDS = {
    SAMPLE_DOWNLOAD: "Downloads of sounds",
    KIT_EXPORT: "Kits for the unit",
    LESSON_REQUEST: "Lessons on request",
}

WISH_WORDS = {
    "asked": "waits for its draft",
    "drafting": "is being drafted",
    "drafted": "an instructor looks at it",
    "published": "in your course",
    "refused": "not this time",
}


def plan_rows() -> list[Json]:
    """Return a row for each plan that there is to choose: name, words, price, and what it holds."""
    sold = [plan for plan in PLANS.values() if plan.name != CLASSROOM]
    return [
        {"name": plan.name, "words": PLAN_WORDS[plan.name], "price": _price(plan), "holds": _holds(plan)}
        for plan in sold
    ]


def moments(account: Json) -> dict[str, tuple[str, str]]:
    """Return each moment of an account as (for machines, for people), in UTC; a page makes it local."""
    told = {name: account.get(name) for name in ("paid_until", "grace_until", "cancels_at", "signed_up_at")}
    told["returns_at"] = account["quota"]["returns_at"]
    return {name: (said, _day(said)) for name, said in told.items() if said}


def quota_rows(account: Json) -> list[tuple[str, str]]:
    """Return each kind of thing that a plan counts, with what is left of it in words."""
    kinds = account["quota"]["kinds"]
    return [(KIND_WORDS[kind], _left(one)) for kind, one in kinds.items() if one["limit"] != 0]


def money(invoice: Json) -> str:
    """Return what an invoice came to, such as '15.00 USD'."""
    return f"{invoice.get('amount_paid', 0) / 100:.2f} {str(invoice.get('currency', '')).upper()}"


def _left(one: Json) -> str:
    return "no limit" if one["limit"] is None else f"{one['left']} of {one['limit']} left"


def _price(plan: Plan) -> str:
    if not plan.usd:
        return "0 USD"
    return f"{plan.usd} USD once" if plan.once else f"{plan.usd} USD a month"


def _holds(plan: Plan) -> list[str]:
    samples, kits = plan.monthly[SAMPLE_DOWNLOAD], plan.monthly[KIT_EXPORT]
    said = [
        "All lessons" if plan.all_lessons else f"The first {FREE_LESSONS} lessons and their exercises",
        "The whole library of sounds" if plan.samples is None else f"{plan.samples} sounds",
        "Downloads without limit" if samples is None else f"{samples} downloads of sounds a month",
        "Kits for the unit without limit" if kits is None else f"{kits} kits for the unit a month",
        "The coach, and a language model's voice" if plan.ai_feedback else "The coach, by rules",
    ]
    if plan.analytics:
        said.append("My playing in full")
    if plan.early_access:
        said.append("New lessons before all others")
    if plan.monthly[LESSON_REQUEST]:
        said.append("A lesson made for you, one a month")
    return said


def _day(said: str) -> str:
    moment = datetime.fromisoformat(said)
    return f"{moment.day} {moment:%B %Y}"
