"""What is wrong between lessons: ids and numbers used twice, skills nobody teaches, circles of skills."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from academy.lessons.front_matter import FrontMatter


@dataclass(frozen=True)
class Placed:
    """A lesson as far as others see it: its file and what it says of itself."""

    path: Path
    front: FrontMatter


@dataclass(frozen=True)
class Clash:
    """What is wrong with one key of a lesson because of other lessons, and the cure."""

    lesson: Placed
    key: str
    says: str
    cure: str


def clashes(
    lessons: Iterable[Placed], also_taught: Iterable[str] = (), course: Sequence[Placed] | None = None
) -> Iterator[Clash]:
    """Yield what is wrong between lessons; `also_taught` are skills of lessons that are not judged.

    Drafts are held to the lessons of their `course`: they get their numbers when they are published.
    """
    lessons = sorted(lessons, key=lambda lesson: (lesson.front.number, lesson.path.name))
    yield from _used_twice(lessons, course)
    taught = sorted({*also_taught, *(skill for lesson in lessons for skill in lesson.front.teaches)})
    for lesson in lessons:
        for skill in lesson.front.requires:
            if skill not in taught:
                says = f"'requires' names '{skill}', which no lesson here teaches"
                says = f"{says}; taught are {', '.join(taught)}"
                yield Clash(lesson, "requires", says, "Name one of these, or teach it in a lesson.")
    yield from _circles(lessons)


def _used_twice(lessons: Sequence[Placed], course: Sequence[Placed] | None) -> Iterator[Clash]:
    for key in ("id", "number") if course is None else ("id",):
        for lesson in lessons:
            value = getattr(lesson.front, key)
            beside = [other for other in (*lessons, *(course or ())) if other is not lesson]
            same = [other for other in beside if getattr(other.front, key) == value]
            if same:
                files = ", ".join(other.path.name for other in same)
                says = f"'{key}' is {value}, which is that of {files} too; each lesson needs its own"
                yield Clash(lesson, key, says, "Choose another.")


def _circles(lessons: Sequence[Placed]) -> Iterator[Clash]:
    """Name every lesson in a circle of skills; a circle once named is left out, to find the next."""
    left = list(lessons)
    while circle := _circle(left):
        for lesson in list(left):
            if set(circle) & set(lesson.front.teaches) and set(circle) & set(lesson.front.requires):
                says = f"'requires' goes in a circle: {' needs '.join(circle)}"
                yield Clash(lesson, "requires", says, "Take one requirement out.")
                left.remove(lesson)


def _circle(lessons: Sequence[Placed]) -> list[str]:
    """Return one circle of skills, its first skill once more at its end; empty when there is none.

    A lesson may deepen a skill that another lesson begins: requiring it there is no circle.
    """
    teachers = Counter(skill for lesson in lessons for skill in lesson.front.teaches)
    graph: TopologicalSorter[str] = TopologicalSorter()
    for lesson in lessons:
        own = {skill for skill in lesson.front.teaches if teachers[skill] > 1}
        needs = [skill for skill in lesson.front.requires if skill not in own]
        for skill in lesson.front.teaches:
            graph.add(skill, *needs)
    try:
        graph.prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
