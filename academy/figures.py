"""The seed's figures beside what they should be. Pure.

A share is in percent, a length in minutes. A figure without anything to count is None, not zero.
"""

from collections.abc import Mapping, Sequence
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
    sessions, weeks = summary["sessions"], summary["frequency"]
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
        _figure("Days of practice", weeks["days"], "a week", 3, MORE, f"{weeks['weeks']} weeks of a learner"),
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
            f"{churn['ended']} of {churn['premium']} who had it on the first",
        ),
        _figure(
            "Models cost a learner",
            ai_usd / ai_learners if ai_learners else None,
            "USD",
            None,
            LESS,
            f"{ai_usd:.2f} USD this month for {ai_learners} learners",
        ),
    ]


def revenue(plans: Sequence[Json]) -> Json:
    """Return what the plans are worth at their list prices: USD a month, and once in all."""
    count = {row["plan"]: row["learners"] for row in plans}
    return {
        "monthly_usd": count.get(PREMIUM, 0) * PLANS[PREMIUM].usd,
        "once_usd": count.get(LIFETIME, 0) * PLANS[LIFETIME].usd,
    }


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _figure(
    name: str, value: float | None, unit: str, target: float | None, better: str, counted: str
) -> Json:
    met = None
    if value is not None and target is not None:
        met = value >= target if better == MORE else value <= target
    said = {"name": name, "value": None if value is None else round(value, 2), "unit": unit}
    return said | {"target": target, "better": better, "is_met": met, "counted": counted}
