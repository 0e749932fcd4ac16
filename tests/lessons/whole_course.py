"""The course as it lies in the checkout, for the tests of its lessons."""

from pathlib import Path

import pytest
from expected import LESSONS
from expected_premium import PREMIUM

from academy.lessons.catalogue import Catalogue, catalogue
from academy.lessons.kits import kits_in
from academy.lessons.notebook import Lesson, cells_of
from academy.patterns.model import Pattern

HOME = Path(__file__).parents[2]
COURSE: Catalogue = catalogue(HOME / "course")
KIT = kits_in(HOME / "data" / "kits")["course"]
PADS = {**{pad: pad for pad in KIT.values()}, **KIT}  # a lane may be a pad
PAGES = sorted((HOME / "course").glob("*.ipynb"))
ALL = LESSONS | PREMIUM
each_lesson = pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def words_of(lesson: Lesson) -> str:
    """Return the prose of a lesson."""
    return "\n".join(cell["source"] for cell in cells_of(lesson.path) if cell["cell_type"] == "markdown")


def exercise_of(lesson: str, name: str) -> Pattern:
    """Return the pattern of an exercise that is there."""
    exercise = COURSE.exercise(f"{lesson}/{name}")
    assert exercise is not None
    return exercise.pattern
