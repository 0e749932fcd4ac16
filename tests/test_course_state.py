"""Where a learner stands: what is passed, what comes next and why, with a desk and without one."""

from pathlib import Path
from typing import Any

import pytest

from academy.course_state import CourseState
from academy.errors import DeskUnavailable
from academy.lessons.catalogue import catalogue

COURSE = catalogue(Path(__file__).parents[1] / "course")
FIRST, SECOND = (exercise.id for exercise in COURSE.lessons[0].exercises[:2])
MARK = COURSE.lessons[0].front.success.pass_mark


class Desk:
    """A desk with these attempts, newest first."""

    def __init__(self, *attempts: dict[str, Any], device: dict[str, Any] | None = None) -> None:
        self._attempts, self._device = attempts, device

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        return list(self._attempts)

    def setting(self, key: str) -> Any:
        return self._device if key == "device" else None

    def health(self) -> dict[str, Any]:
        return {"ok": True}


class Gone(Desk):
    """A desk that does not answer."""

    def attempts(self, exercise: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        raise DeskUnavailable("gone")

    def health(self) -> dict[str, Any]:
        raise DeskUnavailable("gone")


def attempt(exercise: str = FIRST, overall: float | None = 90.0, *, whole: bool = True) -> dict[str, Any]:
    return {"exercise": exercise, "overall": overall, "whole": whole}


def state(desk: Any) -> dict[str, Any]:
    return CourseState(COURSE, lambda: desk).as_json()


def test_a_new_learner_begins_with_the_first_exercise_and_is_told_what_it_is_for() -> None:
    said = state(Desk())
    assert (said["next"]["number"], said["next"]["begun"]) == (1, False)
    assert said["next"]["reason"] == COURSE.lessons[0].front.objectives[0] + "."
    assert said["next"]["url"].endswith(f".ipynb#{FIRST.split('/')[1]}")
    assert (said["saving"], said["connected"], said["takes"]) == (True, False, 0)


def test_a_passed_exercise_leads_on_to_the_next_of_the_lesson() -> None:
    said = state(Desk(attempt(overall=MARK)))
    assert said["lessons"][0]["exercises"][0]["passed"]
    assert said["next"]["url"].endswith(SECOND.split("/")[1])
    assert said["next"]["reason"] == "The next exercise of the lesson you are in."


def test_just_below_the_mark_is_not_passed_and_says_how_near() -> None:
    said = state(Desk(attempt(overall=MARK - 0.1)))
    assert not said["lessons"][0]["exercises"][0]["passed"]
    assert said["next"]["reason"] == "Your best is 69; a little more passes it."


def test_practice_neither_passes_nor_counts_as_best() -> None:
    said = state(Desk(attempt(overall=100.0, whole=False)))
    first = said["lessons"][0]["exercises"][0]
    assert (first["passed"], first["best"], first["takes"]) == (False, None, 1)
    assert said["next"]["reason"] == "You have practised it; now play all of it at its tempo."


def test_a_take_without_a_grade_counts_as_a_take_only() -> None:
    first = state(Desk(attempt(overall=None)))["lessons"][0]["exercises"][0]
    assert (first["passed"], first["best"], first["takes"]) == (False, None, 1)


def test_a_lesson_is_done_when_all_its_exercises_are_passed() -> None:
    mine = [attempt(exercise.id) for exercise in COURSE.lessons[0].exercises]
    assert not state(Desk(*mine[1:]))["lessons"][0]["done"]
    said = state(Desk(*mine))
    assert said["lessons"][0]["done"]
    assert said["next"]["number"] == 2


def test_after_the_last_exercise_there_is_no_next() -> None:
    assert state(Desk(*map(attempt, COURSE.exercises)))["next"] is None


def test_a_known_device_is_shown() -> None:
    said = state(Desk(device={"mode": "B"}))
    assert (said["connected"], said["device"]) == (True, {"mode": "B"})


@pytest.mark.parametrize("desk", [None, Gone()], ids=["no desk", "silent desk"])
def test_without_a_desk_the_course_is_shown_and_said_not_to_be_saved(desk: Any) -> None:
    said = state(desk)
    assert (said["saving"], said["takes"], len(said["lessons"])) == (False, 0, len(COURSE.lessons))
    assert not CourseState(COURSE, lambda: desk).has_desk()


def test_a_desk_that_answers_is_a_desk() -> None:
    assert CourseState(COURSE, Desk).has_desk()
