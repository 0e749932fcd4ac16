"""The seed's figures beside what they should be. Pure.

A share is in percent, a length in minutes. A figure without anything to count is None, not zero.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from academy.membership.plans import LIFETIME, PLANS, PREMIUM

Json = dict[str, Any]
MORE, LESS = "more", "less"


def figures(
    summary: Mapping[str, Any], lessons: Sequence[Json], ai_usd: float, ai_learners: int
) -> list[Json]:
    """Return each figure with its target: `name`, `value`, `unit`, `target`, `better`, `is_met`, `counted`.

    `summary` and `lessons` are those of academy/store/figures.py, `ai_usd` what language models cost this
    month and `ai_learners` for how many.
    """
    begun, finished = (sum(row[name] for row in lessons) for name in ("begun", "finished"))
    learners, active = summary["learners"], summary["active"]["active"]
    sessions, practice = summary["sessions"], summary["frequency"]
    paid, churn = summary["free_to_paid"], summary["churn"]
    return [
        _figure("Lessons finished", _share(finished, begun), "%", 60, MORE, f"{finished} of {begun} begun"),
        _figure(
            "Active this week", _share(active, learners), "%", 40, MORE, f"{active} of {learners} learners"
        ),
        _figure(
            "Length of a session",
            sessions["mean"],
            "min",
            20,
            MORE,
            f"{sessions['sessions']} sessions in twelve weeks, {sessions['of_one_take']} of a single take",
        ),
        _figure(
            "Days of practice",
            practice["days"],
            "a week",
            3,
            MORE,
            f"over {practice['weeks']} weeks in which a learner played",
        ),
        _figure(
            "Free to paid in 30 days",
            _share(paid["paid"], paid["signed_up"]),
            "%",
            5,
            MORE,
            f"{paid['paid']} of {paid['signed_up']} who signed up",
        ),
        _figure(
            "Ended premium last month",
            _share(churn["ended"], churn["premium"]),
            "%",
            5,
            LESS,
            f"{churn['ended']} of {churn['premium']} who had it when that month began",
        ),
        _cost("Models cost who asks them", ai_usd, ai_learners, "who asked"),
        _cost("Models cost each learner", ai_usd, learners, "in all"),
    ]


def weeks(rows: Sequence[Json], now: datetime, count: int = 12) -> list[Json]:
    """Return how many played in each of the last weeks (Monday to Sunday, UTC): `week`, `active`, `is_over`.

    `rows` are those of academy/store/figures.py, which has none for a week in which nobody played.
    """
    active = {row["week"]: row["active"] for row in rows}
    today = now.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    days = [(monday - timedelta(weeks=ago)).isoformat() for ago in reversed(range(count))]
    return [{"week": day, "active": active.get(day, 0), "is_over": day != days[-1]} for day in days]


def revenue(plans: Sequence[Json]) -> Json:
    """Return what the plans are worth at their list prices: USD a month, and once in all."""
    count = {row["plan"]: row["learners"] for row in plans}
    return {
        "monthly_usd": count.get(PREMIUM, 0) * PLANS[PREMIUM].usd,
        "once_usd": count.get(LIFETIME, 0) * PLANS[LIFETIME].usd,
    }


def _cost(name: str, usd: float, learners: int, which: str) -> Json:
    counted = f"{usd:.2f} USD this month for {learners} {'learner' if learners == 1 else 'learners'} {which}"
    return _figure(name, usd / learners if learners else None, "USD", None, LESS, counted)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _figure(
    name: str, value: float | None, unit: str, target: float | None, better: str, counted: str
) -> Json:
    met = None
    if value is not None and target is not None:
        met = value >= target if better == MORE else value <= target
    digits = 4 if unit == "USD" else 1
    said = {"name": name, "value": None if value is None else round(value, digits), "unit": unit}
    return said | {"target": target, "better": better, "is_met": met, "counted": counted}
