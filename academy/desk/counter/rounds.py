"""What the desk does by itself: letters, groups and drafts each minute, at night a look at all of Stripe
and an end to what was counted in months before.

Safe in several desks at once: a letter or a wish is taken by one of them, a second look changes nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tornado.httpclient import HTTPClientError

from academy.desk.counter.groups import Groups
from academy.desk.counter.till import Till
from academy.desk.log import failure
from academy.errors import AcademyError
from academy.membership.mail import Post, deliver
from academy.membership.plans import period_of, plan_of

MINUTE_S = 60.0
NIGHT_HOUR = 3
"""The hour, UTC, after which the nightly look at Stripe is due."""


class Rounds:
    """The rounds of one desk; `say` writes a line to its log, `draft_next` the draft of a wish that waits."""

    def __init__(
        self,
        till: Till,
        post: Post | None,
        groups: Groups,
        say: Callable[..., None],
        draft_next: Callable[[], bool],
    ) -> None:
        self._till, self._post, self._groups, self._say = till, post, groups, say
        self._draft_next = draft_next
        self._wake = asyncio.Event()
        self._looked: datetime | None = None

    def soon(self) -> None:
        """Go round now: something was paid."""
        self._wake.set()

    async def run(self) -> None:
        """Go round each minute until cancelled."""
        while True:
            try:
                await self.once(datetime.now(UTC))
            except Exception as error:  # noqa: BLE001 (whatever ends one round, the next is due in a minute)
                self._say("rounds", level="error", **failure(error))
            try:
                await asyncio.wait_for(self._wake.wait(), MINUTE_S)
            except TimeoutError:
                continue
            self._wake.clear()

    async def once(self, now: datetime) -> None:
        """Go round once; what fails is said in the log and tried in the next round."""
        if self._is_night(now):
            await self._try("reconcile", self._reconcile())
            await self._try("counts", self._ended_months(now))
            self._looked = now
        await self._try("groups", self._mirror(now))
        await self._try("letters", self._letters())
        await self._try("drafts", self._drafts())

    def _is_night(self, now: datetime) -> bool:
        """Say whether the look of this night is due; a desk that was just started looks at once."""
        night = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
        last = night if now >= night else night - timedelta(days=1)
        return self._looked is None or self._looked < last

    async def _reconcile(self) -> dict[str, Any]:
        return await self._till.do(self._till.reconcile) if self._till.billing else {}

    async def _ended_months(self, now: datetime) -> dict[str, Any]:
        period = period_of(now)
        return {"dropped": await self._till.do(lambda: self._till.members.drop_counts_before(period))}

    async def _mirror(self, now: datetime) -> dict[str, Any]:
        rows = await self._till.do(lambda: self._till.members.all())
        return {"changed": await self._groups.mirror((row["learner"], plan_of(row, now)) for row in rows)}

    async def _drafts(self) -> dict[str, Any]:
        drafted = 0
        while await self._till.do(self._draft_next):
            drafted += 1
        return {"drafted": drafted}

    async def _letters(self) -> dict[str, Any]:
        post = self._post
        if post is None:
            return {"sent": 0, "failed": []}
        did = await self._till.do(lambda: deliver(self._till.members, post.sender, post.send))
        # why stands with the letter in the store: a mail server's words may name who it was for
        return did | {"failed": [said.partition(": ")[0] for said in did["failed"]]}

    async def _try(self, name: str, work: Any) -> None:
        try:
            did = await work
        except (AcademyError, OSError, HTTPClientError) as error:
            status = {"status": error.code} if isinstance(error, HTTPClientError) else {}
            self._say(name, level="error", **failure(error), **status)
            return
        if any(did.values()):
            self._say(name, **did)
