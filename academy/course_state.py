"""Where a learner stands in the course: lessons done, best scores, what to play next."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from academy.errors import DeskUnavailable
from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Lesson
from academy.practice import Json, Keeps, best_of

NO_DESK = "Nothing is being saved just now: start the academy with `make start` or `academy start`."


@dataclass(frozen=True)
class CourseState:
    """The course beside what the desk knows; `desk` is asked anew each time."""

    catalogue: Catalogue
    desk: Callable[[], Keeps | None]

    def has_desk(self) -> bool:
        """Say whether a desk answers."""
        desk = self.desk()
        try:
            return desk is not None and bool(desk.health()["ok"])
        except DeskUnavailable:
            return False

    def as_json(self) -> Json:
        """Return lessons with their progress, the next exercise with its reason, and whether it is saved."""
        attempts, device, trouble = self._known()
        lessons = [self._lesson(lesson, attempts) for lesson in self.catalogue.lessons]
        return {
            "lessons": lessons,
            "next": next_of(lessons),
            "connected": device is not None,
            "device": device,
            "takes": len(attempts),
            "saving": trouble is None,
            "trouble": trouble,
            "broken": list(self.catalogue.broken),
        }

    def _known(self) -> tuple[list[Json], Json | None, str | None]:
        """Return attempts, the device setting, and why nothing is kept, if so."""
        desk = self.desk()
        if desk is None:
            return [], None, NO_DESK
        try:
            return desk.attempts(), desk.setting("device"), None
        except DeskUnavailable as error:
            return [], None, str(error)

    def _lesson(self, lesson: Lesson, attempts: list[Json]) -> Json:
        exercises = []
        for exercise in lesson.exercises:
            mine = [attempt for attempt in attempts if attempt["exercise"] == exercise.id]
            best = best_of(mine)
            mark = exercise.pattern.pass_mark
            whole = [one for one in mine if one["whole"] and (one["overall"] or 0) >= mark]
            exercises.append(
                {
                    "id": exercise.id,
                    "title": exercise.pattern.title or exercise.name,
                    "url": f"{lesson.path.name}#{exercise.name}",
                    "best": None if best is None else best["overall"],
                    "passed": len(whole) >= lesson.front.success.attempts,
                    "takes": len(mine),
                }
            )
        return {
            "id": lesson.id,
            "number": lesson.number,
            "title": lesson.title,
            "topic": lesson.front.topic,
            "level": lesson.front.level,
            "tier": lesson.front.tier,
            "minutes": lesson.front.minutes,
            "objectives": list(lesson.front.objectives),
            "url": lesson.path.name,
            "exercises": exercises,
            "done": all(exercise["passed"] for exercise in exercises),
        }


def next_of(lessons: list[Json]) -> dict[str, Any] | None:
    """Return the first exercise that is not passed, with the reason in words; None when all are."""
    for lesson in lessons:
        for exercise in lesson["exercises"]:
            if exercise["passed"]:
                continue
            if exercise["best"] is not None:
                reason = f"Your best is {math.floor(exercise['best'])}; a little more passes it."
            elif exercise["takes"]:
                reason = "You have practised it; now play all of it at its tempo."
            elif any(other["takes"] for other in lesson["exercises"]):
                reason = "The next exercise of the lesson you are in."
            else:
                reason = lesson["objectives"][0].rstrip(".") + "."
            return {
                "lesson": lesson["title"],
                "number": lesson["number"],
                "title": exercise["title"],
                "url": exercise["url"],
                "reason": reason,
                "begun": any(other["takes"] for other in lesson["exercises"]),
            }
    return None
