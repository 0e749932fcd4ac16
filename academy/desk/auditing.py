"""Routes at which instructors may do more than learners: what they do there is written into the audit log.

Whoever asks whether somebody teaches asks here, so nothing that only instructors do is left out of the log.
On one's own computer everybody is their own instructor, and nothing is written.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from tornado.web import HTTPError

from academy.desk.handlers import DeskHandler
from academy.store.store import Store

T = TypeVar("T")
NOT_YOURS = "This is for instructors. Whoever runs the hub names them."


class Audited(DeskHandler):
    """A route that answers everybody, and instructors with more."""

    async def teaches(self, did: str, whom: str | None = None, **about: Any) -> bool:
        """Say whether an instructor asks; if so, write down what they do."""
        if not self.person.is_instructor:
            return False
        name = self.person.name
        if not self.office.is_learners_own:
            await self.ask(lambda store: store.members.record(name, did, whom, about))
        return True

    async def look(self, work: Callable[[Store], T]) -> T:
        """Run a look at all learners' rows in its turn: however many look, they hold one thread."""
        async with self.office.looking:
            return await self.ask(work)


class ForInstructors(Audited):
    """A route that answers nobody else."""

    did = ""
    """What the audit log says of a request."""
    not_yours = NOT_YOURS

    async def prepare(self) -> None:
        """Give whoever teaches their seat, and write down what they do; HTTPError 403 for all others."""
        await super().prepare()
        if not self.person.is_instructor:
            raise HTTPError(403, reason=self.not_yours)
        await self.teaches(self.did, self.whom(), **self.about())

    def whom(self) -> str | None:
        """Return the learner that the request is about, None when it is about no one."""
        return None

    def about(self) -> dict[str, Any]:
        """Return what else the audit log says of the request."""
        return {}
