"""A learner sees their plan as it is, and can buy nothing twice."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from academy.membership.account import account_of, why_not

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("member", "can_buy"),
    [
        (None, ["premium", "lifetime"]),
        ({"status": "canceled"}, ["premium", "lifetime"]),
        ({"status": "active"}, ["lifetime"]),
        ({"status": "past_due"}, ["lifetime"]),
        ({"status": "canceled", "lifetime": True}, []),
        ({"status": "canceled", "frozen": True}, []),
    ],
)
def test_nothing_is_sold_twice(member: dict[str, Any] | None, can_buy: list[str]) -> None:
    assert [product for product in ("premium", "lifetime") if not why_not(member, product)] == can_buy
    assert account_of(member, {}, NOW)["can_buy"] == can_buy


def test_an_account_is_told_whole() -> None:
    row = {"status": "active", "subscription": "sub_1", "customer": "cus_1", "paid_until": NOW}
    account = account_of(row, {"kit_export": 3}, NOW)
    assert json.loads(json.dumps(account)) == account
    assert (account["plan"], account["usd"], account["paid_until"]) == ("premium", 15, NOW.isoformat())
    assert account["can_cancel"] and account["has_portal"]
    assert account["quota"]["kinds"]["kit_export"] == {"limit": None, "used": 3, "left": None}
    assert not account_of(row | {"cancels_at": NOW}, {}, NOW)["can_cancel"]
