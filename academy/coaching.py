"""The coach's page: what to practise and why, and what language models have cost."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from academy.errors import AcademyError, DeskUnavailable
from academy.lessons.catalogue import Catalogue

Json = dict[str, Any]
NO_DESK = "The coach cannot hear you just now: start the academy with `make start` or `academy start`."


class Coaches(Protocol):
    """What the page needs of a desk; `academy.client.Desk` is one."""

    def plan(self, seed: int = 0) -> Json:
        """Return what to do about weak skills."""
        ...

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[Json]:
        """Return attempts, newest first."""
        ...

    def set_setting(self, key: str, value: Any) -> None:
        """Keep one setting."""
        ...

    def costs(self, month: str | None = None) -> Json:
        """Return what language models cost."""
        ...

    def coach_question(self, text: str) -> Json:
        """Answer a question."""
        ...


class Coaching:
    """What the coach knows of a learner; `desk` is asked anew each time."""

    def __init__(self, catalogue: Catalogue, desk: Callable[[], Coaches | None]) -> None:
        self._catalogue = catalogue
        self._desk = desk
        self._costs: Json | None = None

    def read(self, seed: int = 0) -> Json:
        """Return what the page shows: `plan`, `costs` (None where no model was ever asked), `start`."""
        said: Json = {"plan": None, "costs": None, "played": False, "trouble": None, "start": self._start()}
        desk = self._desk()
        if desk is None:
            return said | {"trouble": NO_DESK}
        try:
            played = bool(desk.attempts(limit=1))
            plan, costs = desk.plan(seed), desk.costs()
        except AcademyError as error:
            return said | {"trouble": str(error)}
        self._costs = costs if costs["configured"] or costs["total"]["runs"] else None
        plan["skills"] = [self._with_addresses(skill) for skill in plan["skills"]]
        return said | {"plan": plan, "costs": self._costs, "played": played}

    def picture(self, width: float) -> Json:
        """Return the picture of the costs for a page of this width in px; empty when there are none."""
        from academy.plots.costs import costs_svg

        if self._costs is None:
            return {"svg": "", "caption": ""}
        svg, caption = costs_svg(self._costs, width)
        return {"svg": svg, "caption": caption}

    def ask(self, text: str) -> Json:
        """Return the answer to a question; DeskUnavailable or TakeError say why there is none."""
        desk = self._desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        return desk.coach_question(text)

    def speak(self, language: str) -> None:
        """Have language models write in a language from now on; DeskUnavailable when that cannot be kept."""
        desk = self._desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        desk.set_setting("language", language)

    def _with_addresses(self, skill: Mapping[str, Any]) -> Json:
        exercises = []
        for one in skill["exercises"]:
            lesson = self._catalogue.lesson(one["exercise"].partition("/")[0])
            name = one["exercise"].partition("/")[2]
            url = f"{lesson.path.name}#{name}" if lesson else None
            exercises.append(one | {"url": url, "lesson": lesson.title if lesson else one["lesson"]})
        return dict(skill) | {"exercises": exercises}

    def _start(self) -> Json | None:
        """Return where a learner begins who has played nothing."""
        for lesson in self._catalogue.lessons:
            for exercise in lesson.exercises:
                url = f"{lesson.path.name}#{exercise.name}"
                return {"title": exercise.pattern.title or exercise.name, "lesson": lesson.title, "url": url}
        return None
