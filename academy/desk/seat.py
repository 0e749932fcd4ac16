"""A learner's seat at the desk: everything a request may use, and of the store their own rows alone."""

from asyncio import Lock
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.ai.request import Asks
from academy.ai.rules_only import RulesOnly
from academy.desk.gate import Gate
from academy.desk.remembered import Remembered
from academy.desk.shelf import Shelf
from academy.desk.sound_room import SoundRoom
from academy.desk.spending import spend
from academy.desk.thinking import Thinking
from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Lesson, lesson_in, notebook_of
from academy.membership.plans import CLASSROOM, PLANS, Plan, plan_of
from academy.settings import Settings
from academy.store.store import Store
from academy.store.wishes import PUBLISHED

if TYPE_CHECKING:
    from academy.desk.copying import Copying
    from academy.desk.office import Office

FOR_YOU, FIRST_NUMBER = "for-you-", 501
"""How ids of lessons made for one learner begin, and their first number: behind those of any course."""


def id_of_wish(wish_id: str) -> str:
    """Return the id of the lesson that a wish becomes."""
    return f"{FOR_YOU}{wish_id[:8]}"


class Seat:
    """What the office lends to one learner; made by `Office.of` for each request."""

    def __init__(self, office: "Office", learner: str, *, opens_all: bool, teaches: bool = False) -> None:
        self._office = office
        self.teaches = teaches
        self._opens_all = opens_all
        self.learner = learner

    def plan(self) -> Plan:
        """Return the plan that holds now, by the desk's own table and nothing that a request says."""
        if self._opens_all:
            return PLANS[CLASSROOM]
        return PLANS[plan_of(self._office.store().members.member(self.learner), self.now())]

    def gate(self) -> Gate:
        """Return what of the course is open to this learner now."""
        return Gate(self.plan(), self.shelf.catalogue(), self.store, self.now())

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return a lesson that is open to this learner, None when there is none; NotInPlan when it is not.

        Drafts are there for those to whom everything is open, those of lessons on request for who teaches.
        """
        made = self._on_request(lesson_id) if lesson_id.startswith(FOR_YOU) else None
        if made is not None or self._opens_all:
            return made or self.shelf.lesson(lesson_id)
        lesson = self.shelf.catalogue().lesson(lesson_id)
        if lesson is not None and not (gate := self.gate()).is_open(lesson):
            raise gate.refusal(lesson)
        return lesson

    def catalogue(self) -> Catalogue:
        """Return the lessons that are open to this learner, those made for them last."""
        course = self.shelf.catalogue() if self._opens_all else self.gate().open_lessons()
        return Catalogue((*course.lessons, *self.made_for_them().lessons), course.broken)

    def made_for_them(self) -> Catalogue:
        """Return the lessons that this learner wished for and got; nobody else can open them."""
        found: list[Lesson] = []
        for row in self._office.store().wishes.of(self.learner)[::-1]:
            if row["state"] == PUBLISHED:
                file = Path(f"{FIRST_NUMBER + len(found)}-{id_of_wish(row['wish_id'])}.ipynb")
                found.append(lesson_in(row["notebook"], file))
        return Catalogue(tuple(found))

    def _on_request(self, lesson_id: str) -> Lesson | None:
        """Return a lesson made for this learner, or for who teaches one that is still a draft."""
        from academy.desk.drafts import drafts_of

        made = self.made_for_them().lesson(lesson_id)
        if made is not None or not self.teaches:
            return made
        return next((lesson for _row, lesson in drafts_of(self) if lesson.id == lesson_id), None)

    def notebook(self, lesson: Lesson) -> dict[str, Any]:
        """Return the notebook of a lesson: the course's file, or what was published for this learner."""
        for row in self._office.store().wishes.of(self.learner):
            if row["state"] == PUBLISHED and id_of_wish(row["wish_id"]) == lesson.id:
                return dict(row["notebook"])
        return notebook_of(lesson.path)

    def spend(self, kind: str, item: str, request_id: str) -> None:
        """Count a download, an export or a request of the month, once an id; NotInPlan when none is left."""
        spend(self._office.store().members, self.learner, self.plan(), kind, item, request_id)

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._office.now()

    def store(self) -> Store:
        """Return the learner's rows of the store; StoreBusy and its kin say why there are none."""
        return self._office.store().of(self.learner)

    @property
    def settings(self) -> Settings:
        """Where the course is and what models may cost."""
        return self._office.settings

    @property
    def host(self) -> str:
        """What links to the desk's own pages begin with; nothing where they have no host of their own."""
        return self._office.host

    @property
    def shelf(self) -> Shelf:
        """The lessons and kits of the course."""
        return self._office.shelf

    @property
    def sounds(self) -> SoundRoom:
        """The library of sounds."""
        return self._office.sounds

    @property
    def ai(self) -> Asks:
        """Language models, where one is set up and the learner's plan has them; else the rules answer."""
        return self._office.ai if self.plan().ai_feedback else RulesOnly(self._office.ai)

    @property
    def has_models(self) -> bool:
        """Whether a language model is set up that this learner's plan has."""
        return self.settings.ai.is_configured and self.plan().ai_feedback

    @property
    def looking(self) -> Lock:
        """Held by whoever looks at all learners' rows."""
        return self._office.looking

    @property
    def glance(self) -> Remembered[dict[str, Any]]:
        """What instructors see of the whole course, as it was found last."""
        return self._office.glance

    @property
    def thinking(self) -> Thinking:
        """Threads that may wait for a model."""
        return self._office.thinking

    @property
    def copying(self) -> "Copying":
        """The thread in which copies of learners' own rows are made."""
        return self._office.copying

    @property
    def course(self) -> str:
        """The name under which the ledger keeps what the course's learners spent together."""
        return self._office.course

    @property
    def is_learners_own(self) -> bool:
        """Say whether this machine is the learner's own."""
        return self._office.is_learners_own
