"""All lessons of a folder, in order, and the graph of their skills."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from academy.errors import LessonError
from academy.lessons.notebook import Exercise, Lesson, cells_of, read_lesson


@dataclass(frozen=True)
class Catalogue:
    """The lessons of a course by number."""

    lessons: tuple[Lesson, ...]

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by `lesson/exercise`."""
        return {exercise.id: exercise for lesson in self.lessons for exercise in lesson.exercises}

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return one exercise by `lesson/exercise`, None if no lesson has it."""
        return self.exercises.get(exercise_id)

    def lesson(self, lesson_id: str) -> Lesson | None:
        """Return one lesson by its id, None if there is none."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def next_after(self, lesson_id: str) -> Lesson | None:
        """Return the lesson that follows in the course, None after the last."""
        following = [lesson.id for lesson in self.lessons]
        if lesson_id not in following:
            return None
        place = following.index(lesson_id) + 1
        return self.lessons[place] if place < len(self.lessons) else None


def lesson_files(folder: Path) -> list[Path]:
    """Return the notebooks of a folder that have front matter; other pages (home, connect) have none."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        cells = cells_of(path)
        if cells and cells[0].get("cell_type") == "raw":
            found.append(path)
    return found


def catalogue(folder: Path) -> Catalogue:
    """Read all lessons of a folder; LessonError names the first that breaks the format or the order."""
    lessons = sorted((read_lesson(path) for path in lesson_files(folder)), key=lambda lesson: lesson.number)
    for problem in problems_between(lessons):
        raise LessonError(problem)
    return Catalogue(tuple(lessons))


def problems_between(lessons: Iterable[Lesson]) -> list[str]:
    """Return what is wrong between lessons: ids and numbers used twice, skills nobody teaches, circles."""
    lessons = list(lessons)
    found: list[str] = []
    for what in ("id", "number"):
        seen: dict[object, Lesson] = {}
        for lesson in lessons:
            value = getattr(lesson, what)
            if value in seen:
                found.append(
                    f"{lesson.path.name}: {what} {value} is that of {seen[value].path.name}; choose another."
                )
            seen[value] = lesson
    taught = {skill for lesson in lessons for skill in lesson.front.teaches}
    for lesson in lessons:
        found += [
            f"{lesson.path.name}: requires '{skill}', which no lesson teaches. "
            f"Skills: {', '.join(sorted(taught))}."
            for skill in lesson.front.requires
            if skill not in taught
        ]
    return found + _circles(lessons)


def _circles(lessons: list[Lesson]) -> list[str]:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for lesson in lessons:
        for skill in lesson.front.teaches:
            graph.add(skill, *(need for need in lesson.front.requires if need not in lesson.front.teaches))
    try:
        graph.prepare()
    except CycleError as error:
        return [
            f"skills go in a circle: {' needs '.join(reversed(error.args[1]))}. Take one requirement out."
        ]
    return []
