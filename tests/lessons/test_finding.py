"""Where in the course something is told, found by plain words."""

from pathlib import Path

import pytest

from academy.lessons.catalogue import catalogue
from academy.lessons.finding import find, words_of

COURSE = catalogue(Path(__file__).parents[2] / "course")


@pytest.mark.parametrize(
    ("asked", "lesson"),
    [
        ("What is swing?", 11),
        ("How do I resample with an effect?", 14),
        ("How do I chop a break by hand?", 13),
        ("ghost notes too loud", 12),
        ("How do I record a pattern on the unit?", 5),
    ],
)
def test_a_question_finds_its_lesson_first(asked: str, lesson: int) -> None:
    assert find(COURSE, asked, 3)[0].number == lesson


def test_what_no_lesson_speaks_of_is_not_found() -> None:
    assert find(COURSE, "What is the weather in Paris?", 3) == []
    assert find(COURSE, "", 3) == []


def test_a_place_leads_to_an_exercise_that_its_page_has() -> None:
    for place in find(COURSE, "How do I record a pattern on the unit?", 6):
        file, _, anchor = place.url.partition("#")
        lesson = next(one for one in COURSE.lessons if one.path.name == file)
        assert anchor in {one.cell_id for one in lesson.exercises}
        assert "**" not in place.text and "`" not in place.text and len(place.text) <= 365


def test_no_place_stands_there_twice() -> None:
    urls = [place.url for place in find(COURSE, "late kick and hats", 6)]
    assert len(urls) == len(set(urls)) > 1


def test_words_that_mean_the_same_meet() -> None:
    assert words_of("Why do I rush?") == words_of("early")
    assert words_of("hats and a hat") == ["hat", "hat"]
