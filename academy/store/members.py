"""The store as membership sees it: plans, payments, quotas, letters and the audit log, of all learners.

Reached as `store.members`; whatever a method returns was committed before.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from academy.store import letters, membership, quotas
from academy.store.membership import Overtaken, Settlement
from academy.store.writer import Writer

Json = dict[str, Any]


class Members:
    """Thin methods over one transaction each. Moments of rows are datetimes in UTC."""

    def __init__(self, writer: Writer, now: Callable[[], datetime]) -> None:
        self._do = writer.do
        self._now = now

    def sign_up(self, learner: str) -> None:
        """Keep when a learner first came; again is nothing."""
        self._do(lambda connection: membership.sign_up(connection, learner, self._now()))

    def member(self, learner: str) -> Json | None:
        """Return a learner's row, None before the first sign-in."""
        return self._do(lambda connection: membership.member(connection, learner))

    def found(self, **names: str | None) -> Json | None:
        """Return the learner that Stripe knows by `subscription`, `payment_intent` or `customer`."""
        return self._do(lambda connection: membership.found(connection, **names))

    def all(self) -> list[Json]:
        """Return all learners' rows by name."""
        return self._do(membership.members)

    def settle(self, **settlement: Any) -> str:
        """Make a `Settlement`: 'done', 'repeat' for an event dealt with before, 'overtaken': decide again."""
        whole = Settlement(**settlement)
        try:
            new = self._do(lambda connection: membership.settle(connection, whole, self._now()))
        except Overtaken:
            return "overtaken"
        return "done" if new else "repeat"

    def knows_event(self, event_id: str) -> bool:
        """Say whether an event was dealt with."""
        return self._do(lambda connection: membership.knows_event(connection, event_id))

    def plan_history(self, learner: str | None = None) -> list[Json]:
        """Return changes of plans, oldest first: of one learner, or of all."""
        return self._do(lambda connection: membership.plan_history(connection, learner))

    def use_quota(
        self, learner: str, kind: str, item: str, *, request_id: str, period: str, limit: int | None
    ) -> Json:
        """Count a request once if the limit allows it: `granted`, `repeat`, `used`.

        RequestReused when its id was used for another thing.
        """
        request = {"learner": learner, "request_id": request_id, "kind": kind, "item": item, "period": period}
        return self._do(lambda connection: quotas.use(connection, request, limit, self._now()))

    def quota_used(self, learner: str, period: str) -> dict[str, int]:
        """Return how often each kind of thing was done in a period."""
        return self._do(lambda connection: quotas.used(connection, learner, period))

    def drop_counts_before(self, period: str) -> int:
        """Delete what was counted in months before this one; return how many counts these were."""
        return self._do(lambda connection: quotas.drop_before(connection, period))

    def record(self, who: str, did: str, whom: str | None = None, about: Json | None = None) -> None:
        """Write what somebody did into the audit log."""
        self._do(lambda connection: membership.record(connection, who, did, whom, about or {}, self._now()))

    def audit_log(self, limit: int = 200) -> list[Json]:
        """Return what was done, newest first."""
        return self._do(lambda connection: membership.audit_log(connection, limit))

    def waiting_letters(self) -> list[str]:
        """Return the ids of letters that are to be sent, oldest first."""
        return self._do(letters.waiting)

    def take_letter(self, letter_id: str) -> Json | None:
        """Take a letter to send it; None when another process did."""
        return self._do(lambda connection: letters.take(connection, letter_id, self._now()))

    def letter_sent(self, letter_id: str) -> None:
        """Say that the mail server has a letter."""
        self._do(lambda connection: letters.sent(connection, letter_id, self._now()))

    def give_letter_back(self, letter_id: str, trouble: str) -> None:
        """Leave a letter that the mail server did not take to the next round."""
        self._do(lambda connection: letters.give_back(connection, letter_id, trouble))

    def stuck_letters(self, before: datetime) -> list[Json]:
        """Return letters that were taken before a moment and not said to be sent."""
        return self._do(lambda connection: letters.stuck(connection, before))
