"""What to play next as a model chooses it, and questions to the coach.

POST coach/next         {"offer", "source", "why", "outcome"}: chosen among the rules' own candidates
POST coach/question     {"text"}; facts, places of the course and, where a model answers, a quotation
GET  coach/ready        {"ready"}: whether a model can be asked; answered once its library is loaded

The desk reads takes, lessons and skills itself. A question is the one thing a learner types that a model
reads.
"""

from datetime import datetime
from typing import Any

from academy.ai.curriculum import choose
from academy.ai.question import Material, answered, plain
from academy.ai.voice import language_of
from academy.coach.facts import facts
from academy.desk.coach import LANGUAGE
from academy.desk.handlers import DeskHandler
from academy.desk.seat import Seat
from academy.guidance import candidates, guide, keep_choice
from academy.guidance import course_of as progress_of
from academy.lessons.finding import find
from academy.progress.attempt import Attempt

MOST_PLACES = 6
LAST_EXERCISES = 5
MOST_FACTS = 5

Json = dict[str, Any]


class Next(DeskHandler):
    """What to play next."""

    async def post(self) -> None:
        """Answer within three seconds, with a model's choice or the rules' own."""
        self.answer(await self.think(lambda: next_for(self.office, self.now())))


class AnyQuestion(DeskHandler):
    """A question in the learner's words."""

    async def post(self) -> None:
        """Answer it; TakeError when it is empty or too long."""
        text = plain(self.said().get("text"))
        self.answer(await self.think(lambda: answer_to(self.office, text)))


class Ready(DeskHandler):
    """Whether a model can be asked."""

    async def get(self) -> None:
        """Wait while its library is being loaded, then say it."""
        self.answer({"ready": await self.think(lambda: self.office.ai.ready())})


def next_for(office: Seat, now: datetime) -> Json:
    """Return the offer as JSON, `{"offer": None}` when nothing is open; what was chosen before is kept."""
    store = office.store()
    course = progress_of(office.catalogue(), office.settings.home / "data" / "kits")
    takes = [Attempt.of(row) for row in store.attempts()]
    offer = guide(course, takes, store, now)
    if offer is None or offer["chosen_by"] == "ai":
        return {"offer": offer, "source": "ai" if offer else "rules", "why": None, "outcome": "kept"}
    chosen = choose(
        candidates(course, takes, store, now),
        office.ai,
        user=office.learner,
        course=office.course,
        language=language_of(store.setting(LANGUAGE)),
    )
    kept = None
    if chosen.exercise is not None:
        kept = keep_choice(course, takes, store, now, chosen.exercise, chosen.reason, chosen.voice)
    source = "rules" if kept is None else "ai"
    return {"offer": kept or offer, "source": source, "why": chosen.why, "outcome": chosen.outcome}


def answer_to(office: Seat, text: str) -> Json:
    """Return the answer to a question as JSON."""
    store = office.store()
    material = Material(_facts(office), find(office.catalogue(), text, MOST_PLACES))
    language = language_of(store.setting(LANGUAGE))
    return answered(text, material, office.ai, user=office.learner, course=office.course, language=language)


def _facts(office: Seat) -> list[str]:
    """Return what the coach says of the newest take of each of the last exercises, faults first."""
    store, catalogue = office.store(), office.catalogue()
    newest: dict[str, str] = {}
    for row in store.attempts(limit=20):
        if row["status"] == "scored" and catalogue.exercise(row["exercise"]) is not None:
            newest.setdefault(row["exercise"], row["take_id"])
    told: list[tuple[bool, float, str]] = []
    for exercise_id, take_id in list(newest.items())[:LAST_EXERCISES]:
        exercise, take = catalogue.exercise(exercise_id), store.take(take_id)
        assert exercise is not None
        score, pattern = (take or {}).get("score") or {}, exercise.pattern
        found = facts(score, (), pattern.pass_mark, office.shelf.lanes(exercise))
        title = pattern.title or exercise.name
        told += [(one.is_good, -one.severity, f"{title}: {one.text}") for one in found if one.id != "passed"]
    return [text for _, _, text in sorted(told)[:MOST_FACTS]]
