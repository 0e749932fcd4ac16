"""The course as a whole: all lessons are there, in an order that leads from each to the next."""

import json
from pathlib import Path

from expected_premium import PLACES
from whole_course import ALL, COURSE, HOME, PAGES, each_lesson, each_page

from academy.lessons.check import check
from academy.lessons.hygiene import clean
from academy.lessons.notebook import Lesson, cells_of


def test_the_course_has_no_problem() -> None:
    assert check([HOME / "course"]) == []


@each_page
def test_a_page_is_kept_as_jupyterlab_writes_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    cleaned = json.dumps(clean(json.loads(text)), indent=1, ensure_ascii=False, sort_keys=True)
    assert text == cleaned + "\n"


def test_all_lessons_are_there_with_all_their_exercises() -> None:
    there = {lesson.id: [exercise.name for exercise in lesson.exercises] for lesson in COURSE.lessons}
    assert there == {lesson: list(exercises) for lesson, exercises in ALL.items()}
    assert list(there) == list(ALL)


def test_five_lessons_are_free_and_the_others_stand_where_the_reference_has_them() -> None:
    fronts = [lesson.front for lesson in COURSE.lessons]
    assert [front.number for front in fronts] == list(range(1, 29))
    assert {(front.number <= 5, front.tier) for front in fronts} == {(True, "free"), (False, "premium")}
    assert [front.level for front in fronts[:5]] == [1] * 5
    places = {
        front.id: (front.number, front.topic, front.level, front.firmware.removeprefix(">="))
        for front in fronts[5:]
    }
    assert places == PLACES


def test_every_lesson_is_reached_from_the_first_through_its_skills() -> None:
    known: set[str] = set()
    for lesson in COURSE.lessons:  # by number
        assert set(lesson.front.requires) <= known
        assert lesson.front.number == 1 or lesson.front.requires
        known |= set(lesson.front.teaches)
    taught = [skill for lesson in COURSE.lessons for skill in lesson.front.teaches]
    assert len(taught) == len(set(taught))


@each_lesson
def test_a_lesson_ends_with_what_the_learner_can_do_and_where_to_go(lesson: Lesson) -> None:
    closing = cells_of(lesson.path)[-1]["source"]
    following = COURSE.next_after(lesson.id)
    assert closing.startswith("You ")
    if following is None:
        assert closing.endswith("**Next:** [back to the course](index.ipynb)")
    else:
        assert closing.endswith(f"**Next:** [{following.title}]({following.path.name})")


@each_lesson
def test_a_lesson_needs_only_what_an_earlier_one_teaches(lesson: Lesson) -> None:
    earlier = {
        skill for other in COURSE.lessons if other.number < lesson.number for skill in other.front.teaches
    }
    assert set(lesson.front.requires) <= earlier


@each_lesson
def test_a_title_stands_on_top_and_a_file_is_named_after_its_lesson(lesson: Lesson) -> None:
    assert cells_of(lesson.path)[2]["source"].startswith(f"# {lesson.title}\n\n")
    assert lesson.path.stem == f"{lesson.number:02}-{lesson.id}"


def test_home_and_connect_show_their_widgets() -> None:
    words = {page.stem: [cell["source"] for cell in cells_of(page)] for page in PAGES}
    assert "journey()" in words["index"]
    assert "connect()" in words["00-connect"]
