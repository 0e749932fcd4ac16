"""The lessons of a folder stand in their order, and their skills make a graph without circles."""

from itertools import pairwise
from pathlib import Path

import pytest
from notebooks import FRONT, code, lesson, prose, skills, write

from academy.errors import LessonError
from academy.lessons.catalogue import catalogue, lesson_after, what_can_be_read
from academy.lessons.front_matter import FrontMatter
from academy.lessons.front_text import read_front_text
from academy.lessons.skills import Placed, clashes


def placed(number: int, teaches: str, requires: str = "") -> Placed:
    """Return a lesson of which only the front matter is known."""
    said = read_front_text(skills(number, teaches, requires)).said
    assert said is not None
    return Placed(Path(f"{number}.ipynb"), FrontMatter.of(said))


def said_of(*lessons: Placed) -> list[tuple[str, str]]:
    """Return the file and the words of everything that is wrong between lessons."""
    return [(clash.lesson.path.name, clash.says) for clash in clashes(lessons)]


def test_lessons_stand_by_number_not_by_file_name(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson(skills(2, "late")))
    write(tmp_path / "z.ipynb", lesson(skills(1, "early")))
    course = catalogue(tmp_path)
    assert [one.number for one in course.lessons] == [1, 2]
    following = course.next_after("lesson-1")
    assert following is not None
    assert following.id == "lesson-2"
    assert course.next_after("lesson-2") is None
    assert course.next_after("none") is None


@pytest.mark.parametrize("names", [("01-a", "02-b"), ("z", "a")])
def test_the_lesson_after_is_found_by_its_number_however_files_are_named(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    for number, name in enumerate(names, 1):
        write(tmp_path / f"{name}.ipynb", lesson(skills(number, f"s{number}")))
    write(tmp_path / f"{names[0]}-broken.ipynb", lesson("---\ntitle: [\n---"))
    first, second = what_can_be_read(tmp_path).lessons
    assert lesson_after(first) == second
    assert lesson_after(second) is None


def test_pages_without_front_matter_are_no_lessons(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson())
    write(tmp_path / "index.ipynb", [prose("# Home"), code("%load_ext academy")])
    assert [one.id for one in catalogue(tmp_path).lessons] == ["dembow"]


def test_an_exercise_is_found_by_lesson_and_name(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson())
    found = catalogue(tmp_path).exercise("dembow/first-bar")
    assert found is not None
    assert found.pattern.tempo == 95
    assert catalogue(tmp_path).exercise("dembow/none") is None


def test_a_broken_notebook_costs_nobody_the_other_lessons(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson())
    (tmp_path / "b.ipynb").write_text("no notebook")
    course = what_can_be_read(tmp_path)
    assert [one.id for one in course.lessons] == ["dembow"]
    assert len(course.broken) == 1 and "b.ipynb" in course.broken[0]


def test_an_exercise_without_a_mark_of_its_own_has_that_of_its_lesson(tmp_path: Path) -> None:
    own = lesson(FRONT.replace("number: 1", "number: 1\nsuccess: {pass: 85, attempts: 1}"))
    write(tmp_path / "a.ipynb", own)
    (exercise, *_) = what_can_be_read(tmp_path).lessons[0].exercises
    assert exercise.pattern.pass_mark == 85


def test_a_course_with_a_clash_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", lesson(FRONT))
    write(tmp_path / "b.ipynb", lesson(FRONT.replace("number: 1", "number: 2")))
    with pytest.raises(LessonError, match=r"a\.ipynb: 'id' is dembow, which is that of b\.ipynb too"):
        catalogue(tmp_path)


def test_skills_that_build_on_each_other_are_no_clash() -> None:
    assert said_of(placed(1, "a"), placed(2, "b", "a"), placed(3, "c, d", "a, b")) == []


def test_a_skill_that_nobody_teaches_is_named_with_those_that_are_taught() -> None:
    (said,) = said_of(placed(1, "a"), placed(2, "b", "swing"))
    assert said == ("2.ipynb", "'requires' names 'swing', which no lesson here teaches; taught are a, b")
    assert list(clashes([placed(2, "b", "swing")], ["swing"])) == []


def test_a_circle_is_told_to_every_lesson_in_it_and_to_no_other() -> None:
    said = said_of(placed(1, "a", "c"), placed(2, "b", "a"), placed(3, "c", "b"), placed(4, "d", "a"))
    assert [file for file, _ in said] == ["1.ipynb", "2.ipynb", "3.ipynb"]
    words = said[0][1].removeprefix("'requires' goes in a circle: ").split(" needs ")
    needs = {"a": "c", "b": "a", "c": "b"}
    assert all(needs[one] == other for one, other in pairwise(words))
    assert len(words) == 4


def test_every_circle_is_found() -> None:
    said = said_of(placed(1, "a", "b"), placed(2, "b", "a"), placed(3, "c", "d"), placed(4, "d", "c"))
    assert [file for file, _ in said] == ["1.ipynb", "2.ipynb", "3.ipynb", "4.ipynb"]


def test_a_lesson_that_needs_what_only_it_teaches_goes_in_a_circle() -> None:
    assert said_of(placed(1, "a", "a")) == [("1.ipynb", "'requires' goes in a circle: a needs a")]


def test_a_lesson_may_deepen_what_an_earlier_one_begins() -> None:
    assert said_of(placed(1, "swing"), placed(2, "swing, ghosts", "swing")) == []


def test_two_lessons_of_one_number_are_both_told() -> None:
    said = said_of(placed(1, "a"), Placed(Path("other.ipynb"), placed(1, "b").front))
    assert [file for file, words in said if words.startswith("'number' is 1")] == ["1.ipynb", "other.ipynb"]
