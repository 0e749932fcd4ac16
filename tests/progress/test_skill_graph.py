"""The skill graph: what needs what, and the way from here to there."""

import pytest
from hypothesis import given
from small_course import COURSE, courses, lesson

from academy.errors import LessonError
from academy.progress.course import Course
from academy.progress.skills import SkillGraph

GRAPH = SkillGraph.of(COURSE)


def test_a_skill_needs_what_its_lesson_requires() -> None:
    assert GRAPH.needs["fills"] == {"syncopated-kick", "backbeat"}
    assert GRAPH.needs["steady-pulse"] == frozenset()


def test_the_way_to_a_skill_leads_through_all_it_needs_and_leaves_out_what_is_mastered() -> None:
    assert GRAPH.way_to("fills") == ("steady-pulse", "backbeat", "syncopated-kick", "fills")
    assert GRAPH.way_to("fills", {"backbeat"}) == ("syncopated-kick", "fills")


def test_the_way_from_a_skill_is_what_it_carries_in_turn() -> None:
    assert GRAPH.way_from(["syncopated-kick"]) == ("syncopated-kick", "four-bar-form", "fills")
    assert GRAPH.way_from(["syncopated-kick"], {"syncopated-kick"}) == ("four-bar-form", "fills")


def test_a_skill_opens_the_lessons_that_require_it() -> None:
    assert [one.id for one in GRAPH.opens("syncopated-kick")] == ["form", "fills"]


def test_a_circle_is_refused_and_named() -> None:
    circle = Course(
        (lesson("a", 1, teaches=("x",), requires=("y",)), lesson("b", 2, teaches=("y",), requires=("x",)))
    )
    with pytest.raises(LessonError, match="the skills go in a circle: x needs y needs x"):
        SkillGraph.of(circle)


def test_a_lesson_that_deepens_a_skill_makes_no_circle() -> None:
    course = Course((lesson("a", 1, teaches=("x",)), lesson("b", 2, teaches=("x", "y"), requires=("x",))))
    assert SkillGraph.of(course).order == ("x", "y")


@given(courses())
def test_every_skill_stands_after_all_it_needs(course: Course) -> None:
    graph = SkillGraph.of(course)
    place = {skill: number for number, skill in enumerate(graph.order)}
    assert sorted(place) == sorted(course.skills)
    assert all(place[needed] < place[skill] for skill in graph.order for needed in graph.needs[skill])
