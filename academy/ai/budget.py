"""What may be spent in a calendar month, counted from the ledger."""

from datetime import UTC, datetime
from typing import Protocol

from academy.ai.why import COURSE_BUDGET, LEARNER_BUDGET, Reason
from academy.settings import AiSettings


class Counts(Protocol):
    """What knows how much was spent; the store does."""

    def ai_spent(self, since: datetime, learner: str | None = None, course: str | None = None) -> float:
        """Return US dollars since a moment."""
        ...


def month_of(now: datetime) -> datetime:
    """Return the moment at which the month of `now` began, in UTC."""
    return now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def refusal(
    settings: AiSettings, ledger: Counts, *, user: str, course: str | None, now: datetime
) -> Reason | None:
    """Return why a question may not be asked, None when it may; what it will cost stands in the ledger.

    The learner's budget is looked at before the course's. One's own server has none.
    """
    if settings.is_local:
        return None
    since = month_of(now)
    if ledger.ai_spent(since, learner=user) > settings.learner_usd:
        return LEARNER_BUDGET
    if ledger.ai_spent(since, course=course) > settings.course_usd:
        return COURSE_BUDGET
    return None
