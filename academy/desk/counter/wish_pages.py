"""A learner's wish for a lesson, and the instructors' queue.

GET, POST wish            the form, and one's own wishes with what became of them
GET       review          wishes that nobody has decided
GET, POST review/ID       one wish and its draft: save, publish or refuse
"""

from typing import Any
from uuid import uuid4

from tornado.web import HTTPError

from academy.desk import wishing
from academy.desk.auditing import NOT_YOURS
from academy.desk.counter.page import CounterPage
from academy.desk.counter.words import WISH_WORDS, moments, quota_rows
from academy.desk.drafts import draft_rows
from academy.desk.seat import Seat
from academy.desk.teaching import REVIEW
from academy.errors import AcademyError
from academy.lessons.front_matter import TOPICS
from academy.membership.plans import LESSON_REQUEST

Json = dict[str, Any]
STAGES = "/hub/user-redirect/voila/render"


def lessons_made(seat: Seat) -> list[tuple[str, str]]:
    """Return title and address of each lesson that was made for a learner, newest first."""
    lessons = seat.made_for_them().lessons[::-1]
    return [(lesson.title, f"{STAGES}/{lesson.path.name}") for lesson in lessons]


class Wish(CounterPage):
    """The form, and what became of one's wishes."""

    async def get(self) -> None:
        """Show it; the id that is drawn now makes a form that is sent twice one wish."""
        await self._show(uuid4().hex, {}, None)

    async def post(self) -> None:
        """Keep the wish, or say on the form why not; nothing that was typed is lost."""
        said = {name: self.get_body_argument(name, "") for name in ("title", "topic", "level", "words")}
        wish_id = self.get_body_argument("wish_id", "")
        if len(wish_id) != 32 or not wish_id.isalnum():
            raise HTTPError(400, reason="Open the form anew and send it again.")
        try:
            await self.till.do(lambda: wishing.wish(self.seat, wish_id, said))
        except AcademyError as error:
            self.set_status(409)
            await self._show(wish_id, said, str(error))
            return
        self.rounds.soon()
        self.redirect("/services/desk/wish", status=303)

    async def _show(self, wish_id: str, said: Json, trouble: str | None) -> None:
        def known() -> Json:
            may = self.seat.plan().monthly[LESSON_REQUEST] != 0
            wishes, ready = self.seat.store().wishes.of(self.learner), lessons_made(self.seat)
            return {"wishes": wishes, "ready": ready, "may": may}

        account, told = await self.till.do(lambda: (self.till.account(self.learner), known()))
        left, when = quota_rows(account), moments(account)
        about = {"words": WISH_WORDS, "topics": TOPICS, "left": left, "moments": when}
        self.show("wish.html", wish_id=wish_id, said=said, trouble=trouble, **told, **about)


class ReviewPage(CounterPage):
    """What only instructors open; each look at it and each decision is written into the audit log."""

    async def prepare(self) -> None:
        """Refuse whoever does not teach."""
        await super().prepare()
        if not self._finished and not self.teaches:
            raise HTTPError(403, reason=NOT_YOURS)

    async def record(self, did: str, whom: str | None = None, **about: Any) -> None:
        """Write what this instructor did into the audit log."""
        await self.till.do(lambda: self.seat.store().members.record(self.learner, did, whom, about))


class Review(ReviewPage):
    """The queue."""

    async def get(self) -> None:
        """Show wishes, oldest first."""
        await self.record("looked at wishes")
        wishes = await self.till.do(lambda: self.seat.store().wishes.open())
        self.show("review.html", wishes=wishes, words=WISH_WORDS)


class ReviewOne(ReviewPage):
    """One wish and its draft, cell by cell."""

    async def get(self, wish_id: str) -> None:
        """Show it."""
        row = await self._wish(wish_id)
        await self.record("looked at a wish", row["learner"], wish=wish_id, title=row["title"])
        await self._show(row, None)

    async def post(self, wish_id: str) -> None:
        """Do what the button says; what cannot be is said above the draft as it was sent."""
        row, act = await self._wish(wish_id), self.get_body_argument("act", "")
        if row["notebook"]:
            row["notebook"] = self._as_sent(row["notebook"])
        try:
            await self.till.do(lambda: self._act(act, row))
        except AcademyError as error:
            self.set_status(409)
            await self._show(row, str(error))
            return
        self.redirect(f"{REVIEW}/{wish_id}" if act == "save" else REVIEW, status=303)

    def _act(self, act: str, row: Json) -> None:
        wish_id, who = row["wish_id"], self.learner
        if act == "refuse":
            wishing.refuse(self.office, who, wish_id, self.get_body_argument("why", ""))
        elif act == "publish" and row["notebook"]:
            wishing.publish(self.office, who, wish_id, row["notebook"])
        elif act == "save":
            self.seat.store().wishes.draft(wish_id, row["notebook"], row["note"])
            self.seat.store().members.record(who, "edited a draft", row["learner"], {"wish": wish_id})

    def _as_sent(self, notebook: Json) -> Json:
        def sent(number: int) -> str:
            return self.get_body_argument(f"cell-{number}", "", strip=False).replace("\r\n", "\n")

        cells = [cell | {"source": sent(number)} for number, cell in enumerate(notebook["cells"])]
        return notebook | {"cells": cells}

    def _stage(self, wish_id: str) -> str | None:
        """Return the address of the draft as it is kept, on the stages of the instructor's own server."""
        rows = {row["id"]: row["file"] for row in draft_rows(self.seat)}
        return f"{STAGES}/review/{rows[wish_id]}" if wish_id in rows else None

    async def _wish(self, wish_id: str) -> Json:
        row = await self.till.do(lambda: self.seat.store().wishes.one(wish_id))
        if row is None:
            raise HTTPError(404, reason="There is no such wish.")
        return row

    async def _show(self, row: Json, trouble: str | None) -> None:
        draft, problems = row["notebook"], list[str]()
        if draft:
            problems = await self.till.do(lambda: wishing.problems_of(self.office, draft))
        stage = await self.till.do(lambda: self._stage(row["wish_id"]))
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in draft["cells"]] if draft else []
        self.show("review_one.html", row=row, cells=cells, problems=problems, trouble=trouble, stage=stage)
