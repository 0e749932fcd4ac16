"""The course that is delivered, its kit, and beats to vary: what new material is held to."""

from functools import cache
from pathlib import Path

from academy.composing.brief import Brief, Wish, brief_for
from academy.composing.lesson_checks import Neighbours
from academy.guidance import course_of
from academy.lessons.catalogue import Catalogue, catalogue
from academy.lessons.kits import Kits, kits_in
from academy.lessons.notebook import Exercise, exercise_of_pattern
from academy.patterns.notation import parse
from academy.progress.course import Course

HOME = Path(__file__).parent.parent.parent
BASE = """title: A beat
tempo: 90
kick  x... .... x.x. ....
snare .... x... .... x...
hat   x.x. x.x. x.x. x.x.
"""


@cache
def course() -> Catalogue:
    return catalogue(HOME / "course")


@cache
def kits() -> Kits:
    return kits_in(HOME / "data" / "kits")


@cache
def measured_course() -> Course:
    return course_of(course(), HOME / "data" / "kits")


@cache
def neighbours() -> Neighbours:
    return Neighbours.of(course(), kits(), Catalogue(()))


def exercise(text: str = BASE, name: str = "lesson/beat") -> Exercise:
    return exercise_of_pattern(name, parse(text), text, None)


@cache
def brief(exercise_id: str | None = None, wish: Wish = "same", count: int = 5) -> Brief:
    """The brief for an exercise of the course, else for BASE."""
    base = course().exercises[exercise_id] if exercise_id else exercise()
    return brief_for(base, course(), kits(), wish, count)
