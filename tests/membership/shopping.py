"""What tests of payment share: the moment, what a learner buys and Stripe tells, and what came of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from academy.membership.plans import plan_of
from academy.store.members import Members

Json = dict[str, Any]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PAGES = {"success_url": "https://academy.example/thanks", "cancel_url": "https://academy.example/plans"}
Buy = Callable[..., list[Json]]
Tell = Callable[..., list[str]]


def standing(members: Members, learner: str = "ana", now: datetime = NOW) -> str:
    return plan_of(members.member(learner), now)


def only(things: dict[str, Json]) -> Json:
    (thing,) = things.values()
    return thing
