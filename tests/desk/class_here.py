"""A desk for a class: ann and ben learn, tess teaches; what they ask, and what Stripe would say of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import urllib3
from desk_here import desk_here
from tornado.web import HTTPError

from academy.ai.request import Asks
from academy.client import Desk
from academy.desk.auth import Person
from academy.desk.office import Office
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.notebook import Lesson
from academy.settings import Settings

COURSE = Path(__file__).parents[2] / "course"
FREE = ["first-hits", "backbeat", "four-on-the-floor", "boom-bap-pocket", "first-pattern"]
LESSONS = what_can_be_read(COURSE).lessons
PREMIUM = [lesson for lesson in LESSONS if lesson.id not in FREE]
STATUS = {"premium": "active", "free": "canceled"}


class Hub:
    """Stands for a hub that knows three tokens."""

    async def person(self, authorization: str) -> Person:
        name = authorization.removeprefix("token ")
        if name not in ("ann", "ben", "tess"):
            raise HTTPError(401, reason="nobody")
        return Person(name, is_instructor=name == "tess")


@dataclass
class Class:
    """The desk as ann's kernel reaches it, and the office behind it."""

    desk: Desk
    office: Office

    def as_(self, name: str) -> "Class":
        """Return the same as somebody else's kernel reaches it."""
        return replace(self, desk=replace(self.desk, token=name))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        """Ask as a learner's own code can: any path, body and headers."""
        said = {"Authorization": f"token {self.desk.token}", **headers}
        sent = None if body is None else json.dumps(body)
        answer = urllib3.request(method, f"{self.desk.url}/{path}", body=sent, headers=said, timeout=60)
        return answer.status, answer.data

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """Return status and JSON of an address."""
        status, data = self.ask("GET", path, **headers)
        return status, json.loads(data)

    def pays(self, plan: str, name: str = "ann") -> None:
        """Write what the desk writes when an event of Stripe's says so; `free` is a plan that lapsed."""
        members = self.office.store().members
        row = members.member(name)
        said = {"learner": name, "why": "test", "event_id": f"{name} {row and row['version']} {plan}"}
        members.settle(**said, seen=row["version"] if row else 0, changes={"status": STATUS[plan]}, plan=plan)

    def passes(self, lesson: Lesson) -> None:
        """Play every exercise of a lesson as often as it wants, and pass."""
        score = {"status": "scored", "overall": 99.0, "constants": "2026-11"}
        for exercise in lesson.exercises:
            for number in range(lesson.front.success.attempts):
                take = {"id": f"{exercise.id} {number}", "exercise": exercise.id, "whole": True}
                self.desk.record(take | {"hits": [{"time_s": 0.5, "velocity": 90}]}, score, passed=True)


@contextmanager
def class_here(settings: Settings, ai: Asks | None = None, **said: Any) -> Iterator[Class]:
    """Serve a class's desk until the block ends."""
    offices: list[Office] = []
    with desk_here(settings, is_learners_own=False, who=Hub(), ai=ai, offices=offices, **said) as desk:
        yield Class(replace(desk, token="ann"), offices[0])


def lesson_named(lesson_id: str) -> Lesson:
    """Return a lesson of the course."""
    return next(lesson for lesson in LESSONS if lesson.id == lesson_id)
