"""The plans, in one table, and what each lets a learner do. Pure.

    free      the beginner lessons, their exercises, a part of the library, the rule-made coach
    premium   15 USD a month: every lesson, feedback by models, the whole library, no limits, analytics
    lifetime  99 USD once: premium for good, new lessons early, one custom lesson a month

CLASSROOM is never sold: it is what holds on a learner's own computer, for instructors, and on a hub whose
operator opens everything.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

FREE, PREMIUM, LIFETIME, CLASSROOM = "free", "premium", "lifetime", "classroom"
SAMPLE_DOWNLOAD, KIT_EXPORT, LESSON_REQUEST = "sample_download", "kit_export", "lesson_request"
FREE_LESSONS = 5
PAID_STATUSES = frozenset({"active", "trialing"})
GRACE_DAYS = 7
"""How long premium goes on after a payment failed; Stripe tries the card again meanwhile."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One row of the table. `monthly` are limits in a calendar month (UTC); None is no limit.

    `usd` is paid every month, or once where `once`. `samples` is how much of the library is shown, None all.
    """

    name: str
    usd: int
    monthly: dict[str, int | None]
    once: bool = False
    samples: int | None = None
    all_lessons: bool = True
    ai_feedback: bool = True
    analytics: bool = True
    early_access: bool = False


_FREE = Plan(
    FREE,
    usd=0,
    monthly={SAMPLE_DOWNLOAD: 10, KIT_EXPORT: 2, LESSON_REQUEST: 0},
    samples=50,
    all_lessons=False,
    ai_feedback=False,
    analytics=False,
)
_PREMIUM = Plan(PREMIUM, usd=15, monthly={SAMPLE_DOWNLOAD: None, KIT_EXPORT: None, LESSON_REQUEST: 0})
_LIFETIME = Plan(
    LIFETIME,
    usd=99,
    once=True,
    monthly={SAMPLE_DOWNLOAD: None, KIT_EXPORT: None, LESSON_REQUEST: 1},
    early_access=True,
)
_CLASSROOM = Plan(
    CLASSROOM,
    usd=0,
    monthly={SAMPLE_DOWNLOAD: None, KIT_EXPORT: None, LESSON_REQUEST: 1},
    early_access=True,
)
PLANS: dict[str, Plan] = {plan.name: plan for plan in (_FREE, _PREMIUM, _LIFETIME, _CLASSROOM)}
PRODUCTS = tuple(name for name, plan in PLANS.items() if plan.usd)


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What a plan asks of a lesson: the keys of its front matter, and whether it is out for all yet."""

    id: str
    number: int
    level: int
    tier: str
    is_early: bool = False


def free_lessons(lessons: Iterable[LessonFacts]) -> tuple[str, ...]:
    """Return the ids of the lessons of the free plan: the first five of level 1 that say `tier: free`."""
    beginner = (lesson for lesson in lessons if lesson.level == 1 and lesson.tier == FREE)
    return tuple(lesson.id for lesson in sorted(beginner, key=lambda lesson: lesson.number)[:FREE_LESSONS])


def may_open(plan: str, lesson: LessonFacts, free: Container[str], finished: Container[str] = ()) -> bool:
    """Say whether a learner may open a lesson and play its exercises.

    `free` are the `free_lessons` of the course; what is `finished` stays open whatever became of the plan.
    """
    if lesson.id in finished:
        return True
    row = PLANS[plan]
    if lesson.is_early and not row.early_access:
        return False
    return row.all_lessons or lesson.id in free


def limit_of(plan: str, kind: str) -> int | None:
    """Return how often a month a kind of thing may be done, None: no limit; KeyError for an unknown kind."""
    return PLANS[plan].monthly[kind]


def plan_of(member: Json | None, now: datetime) -> str:
    """Return the plan that holds now for a row of the members, None for one who never paid.

    Decided from what Stripe said last: a subscription that is active or on trial is premium, one whose
    payment failed is until the grace ends, any other status is free. A lifetime plan outlives every
    subscription. While a payment is disputed the plan is free.
    """
    if member is None or member.get("frozen"):
        return FREE
    if member.get("lifetime"):
        return LIFETIME
    status, until = member.get("status"), member.get("grace_until")
    if status in PAID_STATUSES or (status == "past_due" and until is not None and now < _moment(until)):
        return PREMIUM
    return FREE


def period_of(now: datetime) -> str:
    """Return the month that a quota counts in, as text in UTC: '2026-12'."""
    return f"{now.astimezone(UTC):%Y-%m}"


def returns_at(now: datetime) -> datetime:
    """Return when a quota is whole again: the first moment of the next month, UTC."""
    utc = now.astimezone(UTC)
    year, month = divmod(utc.year * 12 + utc.month, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def quota_left(plan: str, used: dict[str, int], now: datetime) -> Json:
    """Return what a page shows: of each kind `limit`, `used`, `left` (None: no limit); when all returns."""
    kinds = {
        kind: {
            "limit": limit,
            "used": used.get(kind, 0),
            "left": None if limit is None else max(0, limit - used.get(kind, 0)),
        }
        for kind, limit in PLANS[plan].monthly.items()
    }
    return {"period": period_of(now), "returns_at": returns_at(now).isoformat(), "kinds": kinds}


def _moment(said: datetime | str) -> datetime:
    return datetime.fromisoformat(said) if isinstance(said, str) else said
