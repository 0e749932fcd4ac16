"""The report over many learners: numbers by hand, everybody in one place, totals that add up."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_course import COURSE, MONDAY, courses, histories, lesson, take, takes

from academy.progress.attempt import Attempt
from academy.progress.course import Course
from academy.progress.learners import Place, learners_of
from academy.progress.report import ExerciseReport, LessonReport, Report, report

NOW = MONDAY + timedelta(days=30)


def told(*rows: list[Attempt], course: Course = COURSE, days: int = 14) -> Report:
    """The report over one learner for each row; takes of different learners are told apart."""
    files = {
        f"learner-{number}": [own(attempt, number) for attempt in row] for number, row in enumerate(rows)
    }
    return report(course, learners_of(course, files), NOW, days)


def own(attempt: Attempt, learner: int) -> Attempt:
    names = [name for name in Attempt.__slots__ if name != "take_id"]
    return Attempt(f"{learner}-{attempt.take_id}", **{name: getattr(attempt, name) for name in names})


def lesson_in(said: Report, name: str) -> LessonReport:
    return next(one for one in said.lessons if one.lesson.id == name)


def exercise_in(said: Report, name: str) -> ExerciseReport:
    return next(one for lesson in said.lessons for one in lesson.exercises if one.exercise.id == name)


def test_an_exercise_is_told_by_its_learners_takes_and_best_scores() -> None:
    said = exercise_in(told(takes("pulse/a", 60, 75), takes("pulse/a", 90), takes("pulse/b", 50)), "pulse/a")
    played = said.played
    assert (played.began, played.attempts, played.completed) == (2, 3, 2)
    assert (played.mean, played.median, played.tries) == (82.5, 82.5, 1.5)


def test_a_lesson_is_completed_by_its_own_rule() -> None:
    twice = Course((lesson("pulse", 1, teaches=("pulse",), exercises=(0.0, 0.0), times=2),))
    once = [*takes("pulse/a", 90, 90), *takes("pulse/b", 90, first=2)]
    said = told(once, [*once, take(3, "pulse/b")], course=twice)
    assert lesson_in(said, "pulse").played.completed == 1
    assert exercise_in(said, "pulse/b").played.completed == 1


def test_practice_is_an_attempt_but_neither_a_score_nor_a_try() -> None:
    row = [take(0, "pulse/a", 99, whole=False), take(1, "pulse/a", 72)]
    played = exercise_in(told(row), "pulse/a").played
    assert (played.attempts, played.mean, played.tries) == (2, 72, 1)


def test_the_score_of_a_lesson_is_the_mean_of_the_bests_and_its_tries_are_those_of_all_exercises() -> None:
    row = [*takes("pulse/a", 60, 80), *takes("pulse/b", 40, 50, 90, first=2)]
    played = lesson_in(told(row), "pulse").played
    assert (played.mean, played.tries) == (85, 2 + 3)
    assert lesson_in(told(takes("pulse/a", 80)), "pulse").played.tries is None


def test_minutes_are_a_median_over_learners_of_whom_every_length_is_known() -> None:
    rows = [
        [take(0, "pulse/a", seconds=length), take(1, "pulse/a", seconds=60.0)] for length in (60.0, 180.0)
    ]
    unknown = [take(0, "pulse/a", seconds=None), take(1, "pulse/a", seconds=6000.0)]
    assert exercise_in(told(*rows, unknown), "pulse/a").played.minutes == 3.0
    assert exercise_in(told(unknown), "pulse/a").played.minutes is None


@pytest.mark.parametrize(("day", "place"), [(16, Place.STOPPED), (17, Place.AT_IT)])
def test_who_has_not_played_for_two_weeks_has_stopped(day: int, place: Place) -> None:
    said = told(takes("backbeat/b", 50, first=day))
    assert said.places[place] == 1
    assert exercise_in(said, "backbeat/b").played.stopped == (place is Place.STOPPED)


def test_who_is_through_has_not_stopped_and_who_has_not_begun_is_counted_apart() -> None:
    row = [take(number, name, 90) for number, name in enumerate(COURSE.exercises)]
    places = told(row, [], row[:-1]).places
    assert (places[Place.THROUGH], places[Place.NOT_BEGUN], places[Place.STOPPED]) == (1, 1, 1)


def test_who_last_played_what_is_gone_has_stopped_elsewhere() -> None:
    said = told([take(0, "pulse/a"), take(1, "gone/a")])
    assert said.elsewhere == 1 and sum(one.played.stopped for one in said.lessons) == 0


def test_files_that_share_a_take_are_one_learner() -> None:
    monday, friday = takes("pulse/a", 60, 70), takes("pulse/a", 60, 70, 80)
    learners = learners_of(COURSE, {"b": friday, "other": takes("pulse/a", 50, first=9), "a": monday})
    assert [(learner.files, len(learner.takes)) for learner in learners] == [(("a", "b"), 3), (("other",), 1)]


def test_a_small_class_is_called_small() -> None:
    row = takes("pulse/a", 60)
    assert told(*[row] * 4).as_json()["few"] and not told(*[row] * 5).as_json()["few"]


def test_an_exercise_at_which_all_do_worse_than_around_it_is_harder_than_measured() -> None:
    flat = Course((lesson("x", 1, teaches=("x",), exercises=(0.0, 0.0, 0.0)),))
    row = [take(0, "x/a", 70), take(1, "x/b", 30), take(2, "x/c", 70)]
    hardness = exercise_in(told(*[row] * 5, course=flat), "x/b").hardness
    assert hardness is not None and hardness.verdict == "harder"
    assert hardness.seen == pytest.approx(2 * 0.8473, abs=1e-3)  # 30 and 70 lie ln(7/3) beside even
    assert exercise_in(told(*[row] * 4, course=flat), "x/b").hardness is None
    assert exercise_in(told(*[row] * 5, course=flat), "x/a").hardness is None


def test_what_was_learnt_meanwhile_is_no_ease() -> None:
    flat = Course((lesson("x", 1, teaches=("x",), exercises=(0.0, 0.0, 0.0)),))
    row = [take(0, "x/a", 50), take(1, "x/b", 70), take(2, "x/c", 84.4828)]  # ln(7/3) better each time
    hardness = exercise_in(told(*[row] * 5, course=flat), "x/b").hardness
    assert hardness is not None and hardness.seen == pytest.approx(0, abs=1e-4)


@settings(max_examples=60)
@given(st.data())
def test_all_totals_add_up(data: st.DataObject) -> None:
    course = data.draw(courses())
    rows = [data.draw(histories(course)) for _ in range(data.draw(st.integers(0, 4)))]
    said = told(*rows, course=course, days=data.draw(st.integers(1, 60)))
    json = said.as_json()
    assert sum(json["places"].values()) == json["learners"] == len(rows)
    stops = sum(one["stopped"] for one in json["lessons"]) + json["stopped_elsewhere"]
    assert stops == json["places"]["stopped"]
    for one in said.lessons:
        parts = [exercise.played for exercise in one.exercises]
        assert one.played.attempts == sum(part.attempts for part in parts)
        assert one.played.stopped == sum(part.stopped for part in parts)
        assert one.played.completed <= one.played.began <= len(rows)
        assert all(part.completed <= part.began <= one.played.began for part in parts)
    gone = sum(attempt.exercise not in course.exercises for row in rows for attempt in row)
    assert sum(one.played.attempts for one in said.lessons) + gone == json["takes"]
