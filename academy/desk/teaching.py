"""What an instructor sees of the course and its learners; every look is written into the audit log.

GET  teaching                    figures with their targets, lessons, learners, plans, costs, downloads, log
GET  teaching/learners/NAME      one learner's attempts, newest first

No learner's notes, settings or hits are in any of it.
"""

from datetime import UTC, datetime
from typing import Any

from tornado.web import HTTPError

from academy.ai.costs import costs_of, month_named
from academy.desk.handlers import DeskHandler
from academy.desk.seat import Seat
from academy.figures import figures, revenue
from academy.lessons.catalogue import Catalogue
from academy.membership.plans import SAMPLE_DOWNLOAD
from academy.store.figures import Needed
from academy.store.store import Store

Json = dict[str, Any]
MOST_ATTEMPTS, MOST_LOG = 200, 100
REVIEW = "/services/desk/review"
NOT_YOURS = "This is for instructors. Whoever runs the hub names them."


class TeachingHandler(DeskHandler):
    """What instructors' routes share: nobody else is answered, and what is done is written down."""

    async def prepare(self) -> None:
        """Give whoever teaches their seat; HTTPError 403 for all others."""
        await super().prepare()
        if not self.person.is_instructor:
            raise HTTPError(403, reason=NOT_YOURS)

    async def record(self, did: str, whom: str | None = None, **about: Any) -> None:
        """Write what this instructor did into the audit log."""
        name = self.person.name
        await self.ask(lambda store: store.members.record(name, did, whom, about))


class Teaching(TeachingHandler):
    """The whole course at a glance."""

    async def get(self) -> None:
        """Send it."""
        await self.record("looked at the course")
        self.answer(await self.ask(lambda store: glance(self.office, store)))


class OneLearner(TeachingHandler):
    """One learner's progress."""

    async def get(self, name: str) -> None:
        """Send attempts, newest first."""
        await self.record("looked at a learner", name)
        self.answer(await self.ask(lambda store: store.of(name).attempts(limit=MOST_ATTEMPTS)))


def glance(office: Seat, store: Store) -> Json:
    """Return all that the Teaching page shows."""
    catalogue, told = office.shelf.catalogue(), store.figures
    month = month_named(f"{datetime.now(UTC):%Y-%m}")
    costs = costs_of(store.ai_runs(month[0], None), office.settings.ai, month)
    lessons, plans = told.lessons(needed(catalogue)), told.plans()
    titles = {one.id: (one.number, one.title) for one in catalogue.lessons}
    rows = [row | dict(zip(("number", "title"), titles[row["lesson"]], strict=True)) for row in lessons]
    return {
        "figures": figures(told.summary(), lessons, costs["total"]["usd"], len(costs["learners"])),
        "lessons": sorted(rows, key=lambda row: int(row["number"])),
        "learners": told.learners(),
        "plans": plans,
        "revenue": revenue(plans),
        "costs": costs["learners"],
        "drafts": len(store.wishes.open()),
        "review": None if office.is_learners_own else REVIEW,
        "downloads": told.downloads(SAMPLE_DOWNLOAD),
        "log": [row | {"at": row["at"].isoformat()} for row in store.members.audit_log(MOST_LOG)],
    }


def needed(catalogue: Catalogue) -> list[Needed]:
    """Return what each lesson of the course asks for."""
    return [
        (lesson.id, exercise.id, lesson.front.success.attempts)
        for lesson in catalogue.lessons
        for exercise in lesson.exercises
    ]
