"""New material: variations of an exercise, a draft of a lesson, and a plan for what is weak.

POST coach/variations   {"exercise": ID, "wish": easier|same|harder, "count": 1-10, "seed": N}
POST coach/lesson       {"title", "topic", "level", "skills", "seed"}; writes a draft
GET  coach/plan?seed=   weak skills, the exercises that train them, variations where it hurts

A model is asked where one is configured, unless `"ai": false`; else the offline generator answers. The desk
reads lessons, takes and facts itself: nothing a kernel says reaches a prompt but the title of a lesson, once
it is known to be one.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from academy.ai.lesson import lesson
from academy.ai.variations import variations
from academy.coach.facts import facts
from academy.composing.brief import MOST, WISHES, brief_for
from academy.composing.lesson import LessonWish
from academy.composing.lesson_checks import Neighbours
from academy.composing.notebook import notebook_of
from academy.composing.plan import hurt_of, plan, weak_skills, worst_exercise
from academy.composing.playing import KEPT, kept_with
from academy.composing.variations import few_of
from academy.desk.auditing import ForInstructors
from academy.desk.handlers import DeskHandler, whole_number
from academy.desk.seat import Seat
from academy.errors import LessonError, TakeError
from academy.guidance import course_of
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.drafting import next_number, write_draft
from academy.lessons.front_matter import TOPICS
from academy.lessons.kits import DEFAULT_KIT
from academy.lessons.notebook import Exercise
from academy.lessons.problem import shown
from academy.progress.attempt import Attempt
from academy.store.store import Store

Json = dict[str, Any]
MOST_TITLE = 200


class Variations(DeskHandler):
    """Variations of an exercise."""

    async def post(self) -> None:
        """Send them, and keep them so that takes on them find their beat."""
        said = self.said()
        self.answer(await self.think(lambda: variations_for(self.office, said)))


class NewLesson(ForInstructors):
    """A draft of a lesson; on one's own machine the owner of the token may write one."""

    did, not_yours = "asked for a draft of a lesson", "Only instructors write lessons here."

    def about(self) -> Json:
        """Return what the lesson is to be called."""
        return {"title": str(self.said().get("title") or "")[:MOST_TITLE]}

    async def post(self) -> None:
        """Write the draft and say where it is and what comes next."""
        said = self.said()
        self.answer(await self.think(lambda: lesson_for(self.office, said)))


class Plan(DeskHandler):
    """What to do about weak skills."""

    async def get(self) -> None:
        """Send the plan."""
        seed = whole_number("seed", self.get_query_argument("seed", "0"), 2**32 - 1)
        self.answer(await self.think(lambda: plan_for(self.office, seed, self.now())))


def variations_for(office: Seat, said: Json) -> Json:
    """Return variations as JSON; TakeError when the exercise or the wish is not known."""
    shelf, store = office.shelf, office.store()
    exercise = shelf.catalogue().exercise(str(said.get("exercise")))
    if exercise is None or office.lesson(exercise.id.partition("/")[0]) is None:
        raise TakeError(f"No lesson here has the exercise '{said.get('exercise')}'.")
    wish, count = said.get("wish", "same"), said.get("count", 5)
    if wish not in WISHES:
        raise TakeError(f"wish is {wish!r}; expected one of {', '.join(WISHES)}.")
    if type(count) is not int or not 1 <= count <= MOST:
        raise TakeError(f"count is {count!r}; expected a whole number from 1 to {MOST}.")
    takes = store.attempts(exercise.id)
    pads = shelf.kits().get(exercise.pattern.kit or DEFAULT_KIT, {})
    weak = hurt_of(exercise, pads, _facts(office, exercise, takes)).lanes
    brief = brief_for(exercise, shelf.catalogue(), shelf.kits(), wish, count, weak)
    seed = _seed(said, f"{exercise.id} {wish} {len(takes)}")
    asks = None if said.get("ai") is False else office.ai
    made = variations(asks, brief, seed, user=office.learner, course=office.course).as_json()
    _keep(store, made["variations"])
    about = {"exercise": exercise.id, "wish": wish, "seed": seed, "weak": list(weak)}
    return made | about | {"few": few_of(brief, len(made["variations"]))}


def lesson_for(office: Seat, said: Json) -> Json:
    """Write a draft and return what it is; TakeError when it cannot be."""
    wish = _lesson_wish(said)
    settings, shelf = office.settings, office.shelf
    around = Neighbours.of(shelf.catalogue(), shelf.kits(), what_can_be_read(settings.drafts))
    asks = None if said.get("ai") is False else office.ai
    seed = _seed(said, f"{wish.title} {wish.topic} {wish.level}")
    number = next_number(settings.course)
    try:
        made = lesson(asks, wish, around, seed, user=office.learner, course=office.course)
        file = write_draft(notebook_of(made.content, number), made.content.id, number, settings.drafts)
    except LessonError as error:
        raise TakeError(str(error)) from error
    return {
        "file": shown(file),
        "lesson": made.content.as_json(around.pads),
        "author": dict(made.content.author),
        "source": made.source,
        "why": made.why,
        "seed": seed,
    }


def plan_for(office: Seat, seed: int, now: datetime) -> Json:
    """Return the plan as JSON, and keep its variations."""
    store, catalogue, kits = office.store(), office.catalogue(), office.shelf.kits()
    rows = store.attempts()
    takes = [Attempt.of(row) for row in rows]
    exercises = catalogue.exercises
    course = course_of(catalogue, office.settings.home / "data" / "kits")
    worst = {worst_exercise(state.skill, course, takes) for state in weak_skills(course, takes)}
    found = {
        name: _facts(office, exercises[name], [row for row in rows if row["exercise"] == name])
        for name in worst
        if name is not None
    }
    made = plan(course, takes, exercises, kits, now, seed, found)
    _keep(store, [one for skill in made["skills"] for one in skill["variations"]])
    return made


def _lesson_wish(said: Json) -> LessonWish:
    title, topic, level = said.get("title"), said.get("topic", "rhythm"), said.get("level", 1)
    skills = said.get("skills") or []
    if not isinstance(title, str) or not title.strip():
        raise TakeError("A title is needed, such as Dembow.")
    if topic not in TOPICS:
        raise TakeError(f"topic is {topic!r}; expected one of {', '.join(TOPICS)}.")
    if level not in (1, 2, 3):
        raise TakeError(f"level is {level!r}; expected 1, 2 or 3.")
    if not isinstance(skills, list):
        raise TakeError(f"skills is {skills!r}; expected a list.")
    return LessonWish(" ".join(title.split()), topic, level, tuple(map(str, skills)))


def _facts(office: Seat, exercise: Exercise, takes: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Return the facts of the newest scored take of an exercise as JSON."""
    newest = next((row for row in takes if row["status"] == "scored"), None)
    take = office.store().take(newest["take_id"]) if newest else None
    score = take and take["score"]
    if not score:
        return []
    found = facts(score, pass_mark=exercise.pattern.pass_mark, lanes=office.shelf.lanes(exercise))
    return [fact.as_json() for fact in found]


def _seed(said: Json, otherwise: str) -> int:
    """Return the seed asked for, else one that stays the same until something was played."""
    seed = said.get("seed")
    if seed is None:
        return zlib.crc32(otherwise.encode())
    if type(seed) is not int or not 0 <= seed < 2**32:
        raise TakeError(f"seed is {seed!r}; expected a whole number from 0.")
    return seed


def _keep(store: Store, made: Sequence[Json]) -> None:
    if made:
        store.set_setting(KEPT, kept_with(store.setting(KEPT), made))
