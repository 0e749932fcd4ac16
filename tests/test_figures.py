"""The figures beside their targets."""

from datetime import UTC, datetime, timedelta, timezone

from academy.figures import figures, revenue, weeks

SUMMARY = {
    "learners": 10,
    "active": {"active": 5},
    "sessions": {"sessions": 4, "mean": 18.5, "median": 17.0, "of_one_take": 1},
    "frequency": {"weeks": 6, "days": 3.0},
    "free_to_paid": {"signed_up": 20, "paid": 2},
    "churn": {"premium": 0, "ended": 0},
}
LESSONS = [{"begun": 4, "finished": 3}, {"begun": 1, "finished": 0}]


def by_name() -> dict[str, tuple[float | None, bool | None]]:
    told = figures(SUMMARY, LESSONS, ai_usd=0.3, ai_learners=3)
    return {one["name"]: (one["value"], one["is_met"]) for one in told}


def test_each_figure_is_held_against_its_target() -> None:
    assert by_name() == {
        "Lessons finished": (60.0, True),
        "Active this week": (50.0, True),
        "Length of a session": (18.5, False),
        "Days of practice": (3.0, True),
        "Free to paid in 30 days": (10.0, True),
        "Ended premium last month": (None, None),
        "Models cost who asks them": (0.1, None),
        "Models cost each learner": (0.03, None),
    }


def test_revenue_is_at_list_prices() -> None:
    count = {"free": 9, "premium": 2, "lifetime": 1}
    plans = [{"plan": plan, "learners": learners} for plan, learners in count.items()]
    assert revenue(plans) == {"monthly_usd": 30, "once_usd": 99}


def test_weeks_without_anybody_are_told_too_and_the_one_that_goes_on_is_marked() -> None:
    rows = [{"week": "2026-11-16", "active": 2}]
    told = weeks(rows, datetime(2026, 11, 26, tzinfo=UTC), 3)
    assert [(one["week"], one["active"], one["is_over"]) for one in told] == [
        ("2026-11-09", 0, True),
        ("2026-11-16", 2, True),
        ("2026-11-23", 0, False),
    ]


def test_a_week_begins_on_monday_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert weeks([], datetime(2026, 11, 23, 8, tzinfo=tokyo))[-1]["week"] == "2026-11-16"
    assert len(weeks([], datetime(2026, 11, 23, 9, tzinfo=tokyo))) == 12
