"""The lessons of the course, each as its plan gives it to a learner.

GET  lessons        every lesson: what it is, whether it is open, `digest`, which changes with what is sent;
                    to who teaches also `drafts`, lessons on request that wait for a decision
GET  lessons/ID     the notebook; 402 with its front page while it is not open
GET  plan           the learner's plan, what is left of this month, and where to see more
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from tornado.web import HTTPError

from academy.desk.drafts import draft_rows
from academy.desk.gate import asked_by
from academy.desk.handlers import DeskHandler
from academy.desk.seat import Seat
from academy.errors import NotInPlan
from academy.lessons.front_page import FORM, front_page
from academy.lessons.notebook import Lesson
from academy.line import NOT_IN_PLAN
from academy.membership.plans import CLASSROOM, period_of, quota_left

Json = dict[str, Any]
PRICING, ACCOUNT = "/services/desk/pricing", "/services/desk/account"


class Lessons(DeskHandler):
    """All lessons."""

    async def get(self) -> None:
        """List them, in the order of the course."""
        said = await self.ask(lambda _store: listed(self.office))
        if self.office.teaches:
            said["drafts"] = await self.ask(lambda _store: draft_rows(self.office))
        self.answer(said)


class OneLesson(DeskHandler):
    """One lesson as a notebook."""

    async def get(self, lesson_id: str) -> None:
        """Send it, or its front page with 402, or 404."""
        given = await self.ask(lambda _store: handed_out(self.office, lesson_id))
        if given is None:
            raise HTTPError(404, reason=f"No lesson {lesson_id}.")
        self.set_status(200 if given["is_open"] else NOT_IN_PLAN)
        self.answer(given)


class LearnersPlan(DeskHandler):
    """The plan of whoever asks."""

    async def get(self) -> None:
        """Send what pages show of it."""
        self.answer(await self.ask(lambda _store: plan_of_seat(self.office)))


def listed(office: Seat) -> Json:
    """Return the plan's name and a row for each lesson; who asks for the first time has signed up by it."""
    gate = office.gate()
    if not office.is_learners_own:
        office.store().members.sign_up(office.learner)
    rows = []
    made = office.made_for_them().lessons
    for lesson in (*office.shelf.catalogue().lessons, *made):
        refusal = None if lesson in made or gate.is_open(lesson) else gate.refusal(lesson)
        unlock = refusal.unlock if refusal else None
        digest = digest_of(lesson, refusal, office.host)
        opens = {"is_open": refusal is None, "unlock": unlock, "digest": digest}
        rows.append(_row(lesson) | opens)
    return {"plan": gate.plan.name, "lessons": rows}


def handed_out(office: Seat, lesson_id: str) -> Json | None:
    """Return a lesson as this learner gets it, its front page while it is not open; None when there is none.

    What is handed out whole is written down with what it asks, once a day.
    """
    lesson = office.shelf.catalogue().lesson(lesson_id) or office.made_for_them().lesson(lesson_id)
    if lesson is None:
        return None
    said = {"id": lesson.id, "file": lesson.path.name}
    try:
        office.lesson(lesson_id)
    except NotInPlan as refusal:
        page = front_page(lesson, str(refusal), office.host + PRICING)
        why = {"error": str(refusal), "unlock": refusal.unlock}
        digest = digest_of(lesson, refusal, office.host)
        return said | why | {"is_open": False, "digest": digest, "notebook": page}
    office.store().opened(lesson.id, asked_by(lesson))
    digest = digest_of(lesson, None, office.host)
    return said | {"is_open": True, "digest": digest, "notebook": office.notebook(lesson)}


def plan_of_seat(office: Seat) -> Json:
    """Return the plan, its quotas and where a learner sees and changes it; no address where there is none."""
    plan, now = office.plan(), datetime.now(UTC)
    used = office.store().members.quota_used(office.learner, period_of(now))
    has_pages = not office.is_learners_own
    return {
        "plan": plan.name,
        "usd": plan.usd,
        "quota": quota_left(plan.name, used, now),
        "samples": plan.samples,
        "ai_feedback": plan.ai_feedback,
        "analytics": plan.analytics,
        "pricing": office.host + PRICING if has_pages and plan.name != CLASSROOM else None,
        "account": office.host + ACCOUNT if has_pages else None,
    }


def digest_of(lesson: Lesson, refusal: NotInPlan | None, host: str) -> str:
    """Return what changes with the notebook that is sent: 16 hexadecimal digits."""
    said = lesson.version_hash if refusal is None else f"{lesson.version_hash} {refusal} {FORM}{host}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _row(lesson: Lesson) -> Json:
    names = ("number", "title", "level", "topic", "tier", "minutes", "version")
    said = {"id": lesson.id, "file": lesson.path.name}
    return said | {name: getattr(lesson.front, name) for name in names}
