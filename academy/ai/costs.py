"""A month of the ledger, summed: by learner and purpose, what is left of the budgets, and the projection.

Three kinds of money are kept apart: `billed` was said by the far end; `estimated` is from the price list;
`unmeasured` is the estimate for requests of which nobody says whether they were billed. Together they are
what counts for the budgets. US dollars, months in UTC.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from academy.ai.projection import projection
from academy.settings import AiSettings

Json = dict[str, Any]
Month = tuple[datetime, datetime]
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def month_named(text: str) -> Month:
    """Return the first moment of a month such as 2026-11, and of the next; ValueError when it is none."""
    found = MONTH.fullmatch(text)
    if found is None or not 2000 <= int(found[1]) <= 2999:
        raise ValueError(f"month is '{text}'; expected a year and a month, such as 2026-11.")
    begin = datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)
    return begin, (begin + timedelta(days=32)).replace(day=1)


def costs_of(rows: Iterable[Mapping[str, Any]], settings: AiSettings, month: Month) -> Json:
    """Return the costs of a month as JSON; `rows` are those of the ledger, with `counted_usd`."""
    mine = [row for row in rows if month[0] <= datetime.fromisoformat(row["at"]) < month[1]]
    learners = _by(mine, lambda row: str(row["learner"]))
    total = _sum(mine)
    budget = None
    if not settings.is_local:
        left = [
            {"learner": one["name"], "usd": max(0.0, settings.learner_usd - one["usd"])} for one in learners
        ]
        budget = {
            "learner_usd": settings.learner_usd,
            "course_usd": settings.course_usd,
            "course_left_usd": max(0.0, settings.course_usd - total["usd"]),
            "learners_left": left,
        }
    return {
        "month": f"{month[0]:%Y-%m}",
        "configured": settings.is_configured,
        "local": settings.is_local,
        "models": {"small": settings.small, "large": settings.large},
        "total": total,
        "learners": learners,
        "purposes": _by(mine, lambda row: str(row["purpose"])),
        "outcomes": _by(mine, lambda row: str(row["outcome"])),
        "days": _days(mine, month),
        "budget": budget,
        "projection": projection(settings.small),
    }


def _by(rows: Sequence[Mapping[str, Any]], name_of: Callable[[Mapping[str, Any]], str]) -> list[Json]:
    """Return sums by a name, the dearest first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    sums = [{"name": name} | _sum(group) for name, group in groups.items()]
    return sorted(sums, key=lambda one: (-one["usd"], -one["runs"], one["name"]))


def _sum(rows: Iterable[Mapping[str, Any]]) -> Json:
    total: Json = {"runs": 0, "answered": 0, "cached": 0, "requests": 0, "tokens_in": 0, "tokens_out": 0}
    total |= {"usd": 0.0, "billed_usd": 0.0, "estimated_usd": 0.0, "unmeasured_usd": 0.0, "unmeasured": 0}
    for row in rows:
        total["runs"] += 1
        total["answered"] += row["outcome"] == "answered"
        total["cached"] += row["outcome"] == "cached"
        for name in ("requests", "tokens_in", "tokens_out", "unmeasured"):
            total[name] += row[name]
        total["usd"] += row["counted_usd"]
        billed = row["billed_usd"]
        total["billed_usd"] += billed or 0.0
        rest = row["counted_usd"] - (billed or 0.0)
        total["unmeasured_usd" if row["unmeasured"] else "estimated_usd"] += rest
    return {name: round(value, 9) if isinstance(value, float) else value for name, value in total.items()}


def _days(rows: Sequence[Mapping[str, Any]], month: Month) -> list[Json]:
    """Return what each day of the month cost, days without a question too."""
    count = (month[1] - month[0]).days
    days: list[list[Mapping[str, Any]]] = [[] for _ in range(count)]
    for row in rows:
        days[(datetime.fromisoformat(row["at"]) - month[0]).days].append(row)
    return [{"day": at + 1} | _sum(day) for at, day in enumerate(days)]
