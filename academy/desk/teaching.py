"""What an instructor sees of the course and its learners; every look is written into the audit log.

GET  teaching                    figures with their targets, lessons, learners, plans, costs, downloads, log
GET  teaching/learners?find=     learners with that in their name, who played last first
GET  teaching/learners/NAME      one learner's attempts, newest first

No learner's notes, settings or hits are in any of it. The figures are a minute old at most, the log is not.
"""

from datetime import UTC, datetime
from typing import Any

from academy.desk.auditing import ForInstructors
from academy.desk.seat import Seat
from academy.figures import figures, revenue, weeks
from academy.lessons.catalogue import Catalogue
from academy.membership.plans import SAMPLE_DOWNLOAD
from academy.store.figures import Needed
from academy.store.store import Store

Json = dict[str, Any]
MOST_ATTEMPTS, MOST_LOG, MOST_COSTS, MOST_LETTERS = 200, 100, 50, 100
REVIEW = "/services/desk/review"


class Teaching(ForInstructors):
    """The whole course at a glance."""

    did = "looked at the course"

    async def get(self) -> None:
        """Send it."""
        office, now = self.office, self.office.now()
        told = await office.glance.get(lambda: self.look(lambda store: glance(office, store, now)))
        log = await self.ask(lambda store: store.members.audit_log(MOST_LOG))
        self.answer(told | {"log": [row | {"at": row["at"].isoformat()} for row in log]})


class Learners(ForInstructors):
    """Learners by a part of their name."""

    did = "looked for learners"

    def about(self) -> Json:
        """Return what was looked for."""
        return {"find": self._find()}

    async def get(self) -> None:
        """Send those who played last, and how many there are."""
        self.answer(await self.look(lambda store: store.figures.learners(self._find())))

    def _find(self) -> str:
        return self.get_query_argument("find", "")[:MOST_LETTERS]


class OneLearner(ForInstructors):
    """One learner's progress."""

    did = "looked at a learner"

    def whom(self) -> str:
        """Return the learner's name."""
        return str(self.path_args[0])

    async def get(self, name: str) -> None:
        """Send attempts, newest first."""
        self.answer(await self.ask(lambda store: store.of(name).attempts(limit=MOST_ATTEMPTS)))


def glance(office: Seat, store: Store, now: datetime) -> Json:
    """Return all that the Teaching page shows, but the log."""
    catalogue, told = office.shelf.catalogue(), store.figures
    costs = told.costs(now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    lessons, plans, summary = told.lessons(needed(catalogue)), told.plans(), told.summary()
    titles = {one.id: (one.number, one.title) for one in catalogue.lessons}
    rows = [row | dict(zip(("number", "title"), titles[row["lesson"]], strict=True)) for row in lessons]
    return {
        "at": now.astimezone(UTC).isoformat(),
        "figures": figures(summary, lessons, sum(row["usd"] for row in costs), len(costs)),
        "weeks": weeks(summary["weeks"], now),
        "lessons": sorted(rows, key=lambda row: int(row["number"])),
        "learners": told.learners(),
        "plans": plans,
        "revenue": revenue(plans),
        "costs": {"rows": costs[:MOST_COSTS], "learners": len(costs)},
        "drafts": told.open_wishes(),
        "review": None if office.is_learners_own else office.host + REVIEW,
        "downloads": told.downloads(SAMPLE_DOWNLOAD),
    }


def needed(catalogue: Catalogue) -> list[Needed]:
    """Return what each lesson of the course asks for."""
    return [
        (lesson.id, exercise.id, lesson.front.success.attempts)
        for lesson in catalogue.lessons
        for exercise in lesson.exercises
    ]
