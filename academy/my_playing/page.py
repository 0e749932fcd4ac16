"""The page "My playing": read once from the desk, then numbers at once and pictures as they are looked at."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from academy.errors import DeskUnavailable
from academy.lessons.catalogue import Catalogue
from academy.plots.told import Later, Told
from academy.progress.achievements import achievements
from academy.progress.attempt import Attempt, in_order
from academy.progress.course import Course
from academy.progress.still_open import still_open
from academy.progress.streak import streak
from academy.progress.totals import totals

Json = dict[str, Any]

NO_DESK = "What you played cannot be read just now: start the academy with `make start` or `academy start`."
FROM_ALL_HITS = ("pads", "velocity")
"""Pictures that are drawn from what a desk sums up over all hits."""
NOTHING: Json = {"takes": {}, "velocities": {}, "pads": {}}


class Remembers(Protocol):
    """What the page needs of a desk; `academy.client.Desk` is one."""

    def playing(self) -> Json:
        """Return takes (a list for each column), velocities and asynchronies by pad.

        Where the learner's plan has not the last two, `withheld` says so in a sentence.
        """
        ...


def attempts_of(columns: Mapping[str, Sequence[Any]]) -> list[Attempt]:
    """Return the takes that stand in columns as the store's `playing` gives them."""
    rows = zip(*columns.values(), strict=True)
    return [Attempt.of(dict(zip(columns, row, strict=True))) for row in rows]


class MyPlaying:
    """All that was played, as it stood when `read` was called last; days are those of `now`'s zone."""

    def __init__(
        self, catalogue: Catalogue, desk: Callable[[], Remembers | None], now: Callable[[], datetime]
    ) -> None:
        self._catalogue, self._desk, self._now = catalogue, desk, now
        # difficulties are for recommending; what was earned does not hang on them
        self._course = Course.of(catalogue.lessons, dict.fromkeys(catalogue.exercises, 0.0))
        self._told = self._of(NOTHING)
        self._withheld: str | None = None

    def read(self) -> Json:
        """Ask the desk, and return what the page shows before its pictures."""
        rows, trouble = self._rows()
        self._told = told = self._of(rows)
        self._withheld = rows.get("withheld")
        earned = achievements(told.takes, self._course, told.zone)
        left = still_open(told.takes, self._course, {one.id for one in earned}, told.today, told.zone)
        return {
            "trouble": trouble,
            "totals": totals(told.takes, told.zone).as_json(),
            "streak": streak(told.takes, told.today, told.zone).as_json(),
            "earned": [one.as_json() for one in reversed(earned)],
            "open": [one.as_json() for one in left],
            "exercises": self._exercises(told),
            "exercise": told.takes[-1].exercise if told.takes else None,
            "start": self._start(),
        }

    def picture(self, name: str, width: float, exercise: str | None) -> Json:
        """Return a picture for a page of this width: `svg`, `caption`, `spots`; or `later`, a sentence."""
        if self._withheld and name in FROM_ALL_HITS:
            return {"svg": "", "later": self._withheld}
        from academy.plots.gallery import on_page

        svg, drawn = on_page(name, self._about(exercise), width)
        if isinstance(drawn, Later):
            return {"svg": "", "later": drawn.says}
        return {"svg": svg, "caption": drawn.caption, "spots": [spot.as_json() for spot in drawn.spots]}

    def file(self, name: str, kind: str, exercise: str | None) -> bytes | None:
        """Return a picture as a file, `svg`, `png` or `pdf`; None when there is none yet."""
        from academy.plots.gallery import as_file

        return as_file(name, self._about(exercise), kind)

    def _rows(self) -> tuple[Json, str | None]:
        desk = self._desk()
        if desk is None:
            return NOTHING, NO_DESK
        try:
            return desk.playing(), None
        except DeskUnavailable as error:
            return NOTHING, str(error)

    def _of(self, rows: Json) -> Told:
        now = self._now()
        assert now.tzinfo is not None
        return Told(
            takes=in_order(attempts_of(rows["takes"])),
            velocities={int(value): count for value, count in rows["velocities"].items()},
            pads=rows["pads"],
            today=now.date(),
            zone=now.tzinfo,
        )

    def _about(self, exercise_id: str | None) -> Told:
        """Return all that was played, with this exercise as the one whose history is told."""
        known = self._catalogue.exercise(exercise_id or "")
        if known is None:
            return replace(self._told, exercise=exercise_id, title=exercise_id or "")
        title = known.pattern.title or known.name
        return replace(self._told, exercise=exercise_id, title=title, pass_mark=known.pattern.pass_mark)

    def _exercises(self, told: Told) -> list[Json]:
        """Return the exercises that were played, in the order of the course; then those that are gone."""
        takes = Counter(take.exercise for take in told.takes)
        in_course = [
            {"id": exercise.id, "title": exercise.pattern.title or exercise.name, "lesson": lesson.title}
            for lesson in self._catalogue.lessons
            for exercise in lesson.exercises
        ]
        known = {one["id"] for one in in_course}
        gone = [{"id": name, "title": name, "lesson": ""} for name in sorted(takes.keys() - known)]
        return [one | {"takes": takes[one["id"]]} for one in (*in_course, *gone) if takes[one["id"]]]

    def _start(self) -> Json | None:
        """Return where a learner begins who has played nothing."""
        for lesson in self._catalogue.lessons:
            for exercise in lesson.exercises:
                title = exercise.pattern.title or exercise.name
                return {"title": title, "lesson": lesson.title, "url": f"{lesson.path.name}#{exercise.name}"}
        return None
