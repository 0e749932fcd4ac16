"""Where a learner stands in the course: what to play next, lessons and skills, this week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path

from academy.errors import AcademyError, DeskUnavailable
from academy.guidance import WANTED, course_of, guide
from academy.lessons.catalogue import Catalogue
from academy.lessons.notebook import Lesson
from academy.practice import Json, Keeps, best_of
from academy.progress.attempt import Attempt
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, spoken
from academy.progress.mastery import Standing, standing
from academy.progress.streak import streak
from academy.progress.totals import day_of, totals, week_of
from academy.progress.tree import tree

NO_DESK = "Nothing is being saved just now: start the academy with `make start` or `academy start`."


@dataclass(frozen=True)
class CourseState:
    """The course beside what the desk knows; `desk` is asked anew each time.

    `now` gives a moment in the learner's own zone: days and weeks are theirs. `kits` is the folder of kits.
    """

    catalogue: Catalogue
    kits: Path
    desk: Callable[[], Keeps | None]
    now: Callable[[], datetime]

    @cached_property
    def course(self) -> Course:
        """The course as progress sees it."""
        return course_of(self.catalogue, self.kits)

    @cached_property
    def _tree(self) -> Json:
        drawn = tree(self.course)
        return {"rows": [list(row) for row in drawn.rows], "ways": [list(way) for way in drawn.ways]}

    def has_desk(self) -> bool:
        """Say whether a desk answers."""
        desk = self.desk()
        try:
            return desk is not None and bool(desk.health()["ok"])
        except DeskUnavailable:
            return False

    def has_coach(self) -> bool:
        """Say whether a language model is set up where the desk is."""
        desk = self.desk()
        try:
            return desk is not None and bool(desk.health().get("coach"))
        except DeskUnavailable:
            return False

    def advice(self) -> Json:
        """Return what a model chose to play next, as the home page shows it beside the rules' own.

        `pick` and `voice`, or `why` there is none. It may take three seconds, and some more after the
        academy was started: the page that is opened then is this one, and the library is still being loaded.
        """
        desk = self.desk()
        try:
            if desk is None:
                raise DeskUnavailable(NO_DESK)
            desk.coach_ready()
            said = desk.coach_next()
        except AcademyError as error:
            return {"pick": None, "voice": None, "why": str(error)}
        offer = said["offer"]
        if said["source"] != "ai" or offer is None or self.catalogue.lesson(offer["lesson"]) is None:
            return {"pick": None, "voice": None, "why": said["why"]}
        return {"pick": self._pick(offer), "voice": offer["voice"], "why": None}

    def rate(self, lesson: str, stars: int, note: str) -> None:
        """Keep how a lesson was liked; DeskUnavailable when it cannot be kept, TakeError when it is none."""
        desk = self.desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        desk.rate({"lesson": lesson, "stars": stars, "note": note})

    def want(self, skills: Sequence[str]) -> None:
        """Keep the skills the learner aims for, the latest last; DeskUnavailable when it cannot be kept."""
        desk = self.desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        desk.set_setting(WANTED, [skill for skill in skills if skill in self.course.skills])

    def as_json(self) -> Json:
        """Return what the home page shows."""
        rows, device, wanted, ratings, trouble = self._known()
        takes = [Attempt.of(row) for row in rows]
        stands = standing(self.course, takes)
        of_exercise: dict[str, list[Json]] = {}
        for row in rows:
            of_exercise.setdefault(row["exercise"], []).append(row)
        lessons = [self._lesson(lesson, of_exercise, stands) for lesson in self.catalogue.lessons]
        for lesson in lessons:
            lesson["rating"] = ratings.get(lesson["id"])
        return {
            "lessons": lessons,
            "rate": _just_done(lessons, takes),
            "next": self._next(takes, trouble),
            "tree": self._tree,
            "week": week(takes, self.now()),
            "wanted": wanted,
            "connected": device is not None,
            "device": device,
            "takes": len(rows),
            "saving": trouble is None,
            "trouble": trouble,
            "broken": list(self.catalogue.broken),
        }

    def _known(self) -> tuple[list[Json], Json | None, list[str], dict[str, Json], str | None]:
        """Return attempts, the device setting, the skills aimed for, ratings, and why nothing is kept."""
        desk = self.desk()
        if desk is None:
            return [], None, [], {}, NO_DESK
        try:
            rated = {one["lesson"]: {"stars": one["stars"], "note": one["note"]} for one in desk.ratings()}
            return desk.attempts(), desk.setting("device"), desk.setting(WANTED) or [], rated, None
        except DeskUnavailable as error:
            return [], None, [], {}, str(error)

    def _next(self, takes: Sequence[Attempt], trouble: str | None) -> Json | None:
        """Return the recommendation with the addresses of what it names."""
        offer = guide(self.course, takes, None if trouble else self.desk(), self.now())
        if offer is None:
            return None
        begun = any(take.lesson == offer["lesson"] for take in takes)
        return {
            **self._pick(offer),
            "reasons": [reason["text"] for reason in offer["reasons"]],
            "chance": offer["estimate"]["words"],
            "begun": begun,
            "voice": offer.get("voice"),
            "alternatives": [self._pick(pick) for pick in offer["alternatives"]],
            "path": [{"name": spoken(step["skill"]), "status": step["status"]} for step in offer["path"]],
        }

    def _pick(self, pick: Json) -> Json:
        lesson = self.catalogue.lesson(pick["lesson"])
        assert lesson is not None  # only lessons of this catalogue are recommended
        return {
            "lesson": pick["lesson_title"],
            "number": lesson.number,
            "title": pick["exercise_title"],
            "url": f"{lesson.path.name}#{pick['exercise'].split('/')[1]}",
            "reason": pick["reasons"][0]["text"],
        }

    def _lesson(self, lesson: Lesson, attempts: dict[str, list[Json]], stands: Standing) -> Json:
        state = stands.lessons[lesson.id]
        exercises = []
        for exercise in () if lesson.is_front_page else lesson.exercises:
            mine = attempts.get(exercise.id, [])
            best = best_of(mine)
            exercises.append(
                {
                    "id": exercise.id,
                    "title": exercise.pattern.title or exercise.name,
                    "url": f"{lesson.path.name}#{exercise.name}",
                    "best": None if best is None else best["overall"],
                    "passed": exercise.id in state.passed,
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
            "status": state.status,
            "closed": lesson.is_front_page,
            "waits_for": [spoken(skill) for skill in state.waits_for],
            "skills": [
                {**stands.skills[skill].as_json(), "name": spoken(skill)} for skill in lesson.front.teaches
            ],
        }


def _just_done(lessons: Sequence[Json], takes: Sequence[Attempt]) -> str | None:
    """Return the lesson that the last take has completed, as long as it is not rated; else None."""
    last = max(takes, key=lambda take: take.played_at, default=None)
    mine = [one for one in lessons if last is not None and one["id"] == last.lesson]
    return next((str(one["id"]) for one in mine if one["status"] == "done" and not one["rating"]), None)


def week(takes: Sequence[Attempt], now: datetime) -> Json:
    """Return the minutes of each day of this week, Monday first, with streak and totals beside them."""
    zone: tzinfo | None = now.tzinfo
    assert zone is not None
    monday = week_of(now, zone)
    minutes = {monday + timedelta(days=day): 0.0 for day in range(7)}
    for take in takes:
        day = day_of(take.played_at, zone)
        if day in minutes:
            minutes[day] += (take.seconds or 0.0) / 60
    return {
        "minutes": [round(each, 1) for each in minutes.values()],
        "today": now.date().weekday(),
        "goal": CONSTANTS.weekly_minutes,
        "streak": streak(takes, now.date(), zone).as_json(),
        "totals": totals(takes, zone).as_json(),
    }
