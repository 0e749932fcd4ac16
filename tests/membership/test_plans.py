"""The table of plans: who may open what, how often, and for how long."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from academy.lessons.catalogue import what_can_be_read
from academy.membership.plans import (
    CLASSROOM,
    PLANS,
    LessonFacts,
    free_lessons,
    limit_of,
    may_open,
    period_of,
    plan_of,
    quota_left,
    returns_at,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FREE_ONE = LessonFacts("backbeat", 2, 1, "free")
PAID_ONE = LessonFacts("dub", 17, 2, "premium")
EARLY = LessonFacts("new", 29, 1, "premium", is_early=True)


def test_the_course_has_five_free_beginner_lessons() -> None:
    course = what_can_be_read(Path(__file__).parents[2] / "course").lessons
    facts = [LessonFacts(one.id, one.number, one.front.level, one.front.tier) for one in course]
    expected = ("first-hits", "backbeat", "four-on-the-floor", "boom-bap-pocket", "first-pattern")
    assert free_lessons(reversed(facts)) == expected
    assert free_lessons([*facts, LessonFacts("a-sixth", 30, 1, "free")]) == expected


@pytest.mark.parametrize(
    ("plan", "opens"),
    [("free", {"backbeat"}), ("premium", {"backbeat", "dub"}), ("lifetime", {"backbeat", "dub", "new"})],
)
def test_each_plan_opens_its_lessons(plan: str, opens: set[str]) -> None:
    assert {one.id for one in (FREE_ONE, PAID_ONE, EARLY) if may_open(plan, one, {"backbeat"})} == opens


def test_what_was_finished_stays_open_when_the_plan_has_lapsed() -> None:
    assert may_open("free", PAID_ONE, {"backbeat"}, finished={"dub"})
    assert not may_open("free", PAID_ONE, {"backbeat"}, finished={"jungle"})


def test_limits_and_prices_are_as_told() -> None:
    assert [(plan.name, plan.usd, plan.samples) for plan in PLANS.values() if plan.name != CLASSROOM] == [
        ("free", 0, 50),
        ("premium", 15, None),
        ("lifetime", 99, None),
    ]
    limits = {
        kind: [limit_of(plan, kind) for plan in PLANS if plan != CLASSROOM]
        for kind in ("sample_download", "kit_export", "lesson_request")
    }
    assert limits == {
        "sample_download": [10, None, None],
        "kit_export": [2, None, None],
        "lesson_request": [0, 0, 1],
    }


@pytest.mark.parametrize(
    ("member", "plan"),
    [
        (None, "free"),
        ({"status": "active"}, "premium"),
        ({"status": "trialing"}, "premium"),
        ({"status": "past_due", "grace_until": NOW + timedelta(seconds=1)}, "premium"),
        ({"status": "past_due", "grace_until": NOW.isoformat()}, "free"),
        ({"status": "past_due", "grace_until": None}, "free"),
        *(
            ({"status": status}, "free")
            for status in (
                "unpaid",
                "paused",
                "canceled",
                "incomplete",
                "incomplete_expired",
                "new-word",
                None,
            )
        ),
        ({"status": "canceled", "lifetime": True}, "lifetime"),
        ({"status": "active", "lifetime": True}, "lifetime"),
        ({"status": "active", "lifetime": True, "frozen": True}, "free"),
    ],
)
def test_the_plan_follows_from_what_stripe_said(member: dict[str, Any] | None, plan: str) -> None:
    assert plan_of(member, NOW) == plan


def test_a_month_is_that_of_utc() -> None:
    new_york = datetime(2026, 11, 30, 20, tzinfo=timezone(timedelta(hours=-5)))
    assert period_of(new_york) == "2026-12"
    assert returns_at(new_york) == datetime(2027, 1, 1, tzinfo=UTC)
    assert returns_at(NOW) == datetime(2026, 12, 1, tzinfo=UTC)


def test_the_page_is_told_what_is_left_and_when_it_returns() -> None:
    left = quota_left("free", {"sample_download": 7, "kit_export": 3}, NOW)
    assert (left["period"], left["returns_at"]) == ("2026-11", "2026-12-01T00:00:00+00:00")
    assert {kind: row["left"] for kind, row in left["kinds"].items()} == {
        "sample_download": 3,
        "kit_export": 0,
        "lesson_request": 0,
    }
    assert quota_left("premium", {"sample_download": 70}, NOW)["kinds"]["sample_download"]["left"] is None
