"""Where a learner stands: what is passed, what comes next and why, with a desk and without one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from academy.course_state import CourseState
from academy.errors import DeskUnavailable
from academy.lessons.catalogue import catalogue

HOME = Path(__file__).parents[1]
COURSE = catalogue(HOME / "course")
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
FIRST = COURSE.lessons[0].exercises[0].id
MARK = COURSE.lessons[0].front.success.pass_mark


class Desk:
    """A desk with these attempts, newest first."""

    def __init__(self, *attempts: dict[str, Any], device: dict[str, Any] | None = None) -> None:
        self._attempts = attempts
        self._rated = False
        self.settings: dict[str, Any] = {"device": device}

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        return list(self._attempts)

    def setting(self, key: str) -> Any:
        return self.settings.get(key)

    def set_setting(self, key: str, value: Any) -> None:
        self.settings[key] = value

    def offers(self, *, unsettled: bool = False) -> list[dict[str, Any]]:
        return []

    def keep_offer(self, offer: dict[str, Any]) -> dict[str, Any]:
        return {"new": True}

    def ratings(self) -> list[dict[str, Any]]:
        return [{"lesson": "first-hits", "stars": 4, "note": None}] if self._rated else []

    def health(self) -> dict[str, Any]:
        return {"ok": True}


class Gone(Desk):
    """A desk that does not answer."""

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        raise DeskUnavailable("gone")

    def health(self) -> dict[str, Any]:
        raise DeskUnavailable("gone")


def attempt(
    exercise: str = FIRST, overall: float | None = 90.0, *, whole: bool = True, at: datetime = NOON
) -> dict[str, Any]:
    passed = whole and overall is not None and overall >= MARK
    known = {"take_id": f"{exercise} {at}", "played_at": at.isoformat(), "duration_s": 90.0, "hit_count": 40}
    return known | {"exercise": exercise, "overall": overall, "whole": whole, "passed": passed}


def course_state(desk: Any) -> CourseState:
    return CourseState(COURSE, HOME / "data" / "kits", lambda: desk, lambda: NOON)


def state(desk: Any) -> dict[str, Any]:
    return course_state(desk).as_json()


def test_a_new_learner_begins_with_the_first_lesson_and_an_honest_estimate() -> None:
    said = state(Desk())
    assert (said["next"]["number"], said["next"]["begun"], said["next"]["chance"]) == (1, False, "about even")
    assert said["next"]["url"].endswith(f".ipynb#{FIRST.split('/')[1]}")
    assert (said["saving"], said["connected"], said["takes"]) == (True, False, 0)
    assert [lesson["status"] for lesson in said["lessons"]].count("open") == 1


def test_just_below_the_mark_is_not_passed_and_says_how_near() -> None:
    said = state(Desk(attempt(overall=MARK - 0.1)))
    assert not said["lessons"][0]["exercises"][0]["passed"]
    assert said["lessons"][0]["exercises"][0]["best"] == MARK - 0.1


def test_practice_neither_passes_nor_counts_as_best() -> None:
    first = state(Desk(attempt(overall=100.0, whole=False)))["lessons"][0]["exercises"][0]
    assert (first["passed"], first["best"], first["takes"]) == (False, None, 1)


def test_a_take_without_a_grade_counts_as_a_take_only() -> None:
    first = state(Desk(attempt(overall=None)))["lessons"][0]["exercises"][0]
    assert (first["passed"], first["best"], first["takes"]) == (False, None, 1)


def test_a_lesson_is_done_when_all_its_exercises_are_passed() -> None:
    mine = [attempt(exercise.id) for exercise in COURSE.lessons[0].exercises]
    assert state(Desk(*mine[1:]))["lessons"][0]["status"] == "open"
    assert state(Desk(*mine))["lessons"][0]["status"] == "done"


def test_three_good_takes_open_the_next_lesson() -> None:
    mine = [attempt(at=NOON - timedelta(minutes=n)) for n in range(3)]
    second = COURSE.lessons[1]
    assert second.front.requires == ("steady-pulse",)
    locked, unlocked = (state(Desk(*rows))["lessons"][1] for rows in (mine[:2], mine))
    assert (locked["status"], locked["waits_for"]) == ("locked", ["steady pulse"])
    assert (unlocked["status"], unlocked["waits_for"]) == ("open", [])


def test_the_week_begins_on_monday_and_counts_its_minutes() -> None:
    rows = [attempt(at=NOON), attempt(at=NOON - timedelta(days=2)), attempt(at=NOON - timedelta(days=3))]
    week = state(Desk(*rows))["week"]
    assert (week["minutes"], week["today"]) == ([1.5, 0, 1.5, 0, 0, 0, 0], 2)
    assert week["totals"]["minutes"] == 4.5


def test_what_is_aimed_for_is_kept_when_it_is_a_skill_of_the_course() -> None:
    desk = Desk()
    course_state(desk).want(["ghost-notes", "no-such-skill"])
    assert state(desk)["wanted"] == ["ghost-notes"]


def test_a_known_device_is_shown() -> None:
    said = state(Desk(device={"mode": "B"}))
    assert (said["connected"], said["device"]) == (True, {"mode": "B"})


@pytest.mark.parametrize("desk", [None, Gone()], ids=["no desk", "silent desk"])
def test_without_a_desk_the_course_is_shown_and_said_not_to_be_saved(desk: Any) -> None:
    said = state(desk)
    assert (said["saving"], said["takes"], len(said["lessons"])) == (False, 0, len(COURSE.lessons))
    assert not course_state(desk).has_desk()


def test_a_desk_that_answers_is_a_desk() -> None:
    assert course_state(Desk()).has_desk()


class Coached(Desk):
    """A desk with a model that chose the second exercise of the first lesson, and ratings."""

    loaded = False

    def health(self) -> dict[str, Any]:
        return {"ok": True, "coach": True}

    def coach_ready(self) -> bool:
        self.loaded = True
        return True

    def coach_next(self) -> dict[str, Any]:
        assert self.loaded, "asked while the library is still being loaded"
        second = COURSE.lessons[0].exercises[1]
        pick = {"lesson": COURSE.lessons[0].id, "lesson_title": "First hits", "exercise": second.id}
        pick |= {
            "exercise_title": "Pulse",
            "reasons": [{"text": "It is within reach."}],
            "voice": "Enjoy it.",
        }
        return {"offer": pick, "source": "ai", "why": None, "outcome": "answered"}


def test_advice_is_that_of_the_model_with_an_address_that_code_made() -> None:
    said = CourseState(COURSE, HOME / "data" / "kits", Coached, lambda: NOON).advice()
    assert (said["voice"], said["why"]) == ("Enjoy it.", None)
    assert said["pick"]["url"] == f"{COURSE.lessons[0].path.name}#{COURSE.lessons[0].exercises[1].name}"


def test_without_a_desk_or_a_key_there_is_no_coach_to_wait_for() -> None:
    assert not CourseState(COURSE, HOME / "data" / "kits", lambda: None, lambda: NOON).has_coach()
    assert not CourseState(COURSE, HOME / "data" / "kits", Desk, lambda: NOON).has_coach()
    assert CourseState(COURSE, HOME / "data" / "kits", Coached, lambda: NOON).has_coach()


def test_the_lesson_that_the_last_take_completed_is_asked_about_until_it_is_rated() -> None:
    lesson = COURSE.lessons[0]
    takes = [attempt(one.id, at=NOON - timedelta(minutes=n)) for n in range(3) for one in lesson.exercises]
    desk = Desk(*takes)
    state = CourseState(COURSE, HOME / "data" / "kits", lambda: desk, lambda: NOON)
    asked = state.as_json()
    assert (asked["rate"], asked["lessons"][0]["rating"]) == (lesson.id, None)
    desk._rated = True
    rated = state.as_json()
    assert (rated["rate"], rated["lessons"][0]["rating"]) == (None, {"stars": 4, "note": None})
