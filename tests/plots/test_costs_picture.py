"""The picture of the costs: its caption counts what fits into the plan, and it is as wide as the page."""

from academy.plots.costs import costs, costs_svg, dollars


def told(usd: float) -> dict[str, object]:
    kinds = {"billed_usd": usd, "estimated_usd": 0.0, "unmeasured_usd": 0.0, "usd": usd, "runs": int(usd > 0)}
    none = kinds | {"billed_usd": 0.0, "usd": 0.0, "runs": 0}
    rows = [
        {"key": key, "says": "a way", "model": "a-model", "usd": dear, "fits": dear <= 50}
        for key, dear in (("A", 39.22), ("B", 90.42))
    ]
    projection = {"learners": 2000, "lessons": 50, "claim_usd": 50.0, "prices": "a list", "scenarios": rows}
    days = [(kinds if day == 3 else none) | {"day": day} for day in range(1, 31)]
    return {"month": "2026-11", "total": {"usd": usd}, "days": days, "projection": projection}


def test_the_caption_counts_the_ways_that_stay_within_the_plan() -> None:
    drawn = costs(told(0.25), 900)
    assert drawn.caption == "$0.25 in Nov 2026. 1 of 2 ways to use a model stay below $50 a month."
    assert [spot.text for spot in drawn.spots] == [
        "Day 3: $0.25, 1 question",
        "A. a way, a-model: $39.22 a month",
        "B. a way, a-model: $90.42 a month",
    ]


def test_a_month_without_questions_is_drawn_too() -> None:
    svg, caption = costs_svg(told(0.0), 400)
    assert svg.startswith("<svg") and "Nothing was spent this month" in svg
    assert caption.startswith("$0 in Nov 2026.")


def test_small_sums_are_told_with_more_digits() -> None:
    assert [dollars(usd) for usd in (0, 39.224, 0.0042, 0.00001)] == [
        "$0",
        "$39.22",
        "$0.0042",
        "under $0.0001",
    ]
