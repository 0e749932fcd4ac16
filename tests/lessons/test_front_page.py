"""The front page of a lesson that is not open, and its taste."""

import json
from pathlib import Path

import pytest

from academy.lessons.catalogue import what_can_be_read
from academy.lessons.check import check
from academy.lessons.front_page import front_page
from academy.lessons.kits import kits_in
from academy.lessons.notebook import Lesson, read_lesson
from academy.lessons.taste import MOST_S, cut, taste_of
from academy.patterns.notation import parse

ROOT = Path(__file__).parents[2]
LESSONS = what_can_be_read(ROOT / "course").lessons
KITS = kits_in(ROOT / "data" / "kits")


def test_eight_bars_at_sixty_are_cut_to_seven_and_played_once() -> None:
    pattern = parse("tempo: 60\npasses: 4\n\nkick " + "x... .... .... .... " * 8)
    taste = cut(pattern)  # a bar lasts 4 s
    assert (taste.bars, taste.passes) == (7, 1)


def test_a_note_that_is_held_beyond_the_cut_ends_there() -> None:
    held = "x===============" * 16
    taste = cut(parse(f"tempo: 120\npasses: 1\n\nbass {held}"))
    assert taste.bars == 15 and taste.lanes[0].notes[-1].hold == 15


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_has_a_taste_of_at_most_half_a_minute(lesson: Lesson) -> None:
    taste = taste_of(lesson)
    assert taste is not None and taste.id == f"{lesson.id}/taste" and parse(taste.text)
    assert (
        taste.pattern.bars * taste.pattern.passes * taste.pattern.meter[0] * 60 / taste.pattern.tempo
        <= MOST_S
    )


def test_no_two_tastes_read_the_same_so_that_a_kernel_knows_whose_it_plays() -> None:
    texts = [taste.text for taste in map(taste_of, LESSONS) if taste is not None]
    assert len(set(texts)) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_front_page_is_read_as_one_and_tells_no_line_of_the_lesson(lesson: Lesson, tmp_path: Path) -> None:
    notebook = front_page(lesson, "It is part of premium.", "/services/desk/pricing")
    file = tmp_path / lesson.path.name
    file.write_text(json.dumps(notebook))
    read = read_lesson(file)
    assert read.is_front_page and not lesson.is_front_page and read.front == lesson.front
    assert [one.name for one in read.exercises] == ["taste"]
    alone = {None, "front-matter", "unlock"}  # other lessons and the home page are not beside it here
    assert {problem.cell for problem in check([file], kits=KITS, published=False)} <= alone
    shown = file.read_text()
    prose = [cell for cell in json.loads(lesson.path.read_text())["cells"] if cell["cell_type"] == "markdown"]
    lines = {line.strip() for cell in prose for line in "".join(cell["source"]).splitlines()}
    public = {f"# {lesson.title}", *(f"- {each}" for each in lesson.front.objectives)}
    assert not [line for line in lines - public if len(line) > 20 and json.dumps(line)[1:-1] in shown]


def test_that_a_lesson_is_locked_and_how_to_open_it_stand_right_below_its_title() -> None:
    cells = front_page(LESSONS[7], "It is part of premium.", "/services/desk/pricing")["cells"]
    shown = [cell["id"] for cell in cells if cell["cell_type"] == "markdown"]
    assert shown == ["title", "unlock", "teaches", "taste-intro"] and cells[-1]["id"] == "taste"
    unlock = "".join(next(cell for cell in cells if cell["id"] == "unlock")["source"])
    assert "**This lesson is locked.** It is part of premium." in unlock
    assert "[See how to open it](/services/desk/pricing)" in unlock
