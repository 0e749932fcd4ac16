"""All lessons of a folder, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from academy.errors import LessonError
from academy.lessons.notebook import Exercise, Lesson, cells_of, has_front_matter, read_lesson
from academy.lessons.problem import shown
from academy.lessons.skills import Placed, clashes


@dataclass(frozen=True)
class Catalogue:
    """The lessons of a course by number; `broken` says why others beside them could not be read."""

    lessons: tuple[Lesson, ...]
    broken: tuple[str, ...] = ()

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


def lesson_after(lesson: Lesson) -> Lesson | None:
    """Return the lesson that follows in the course, None after the last; broken ones are passed over.

    Where files are named in the order of the course only the next one is read, not all of them.
    """
    names = sorted(path.name for path in lesson.path.parent.glob("*.ipynb"))
    for name in names[names.index(lesson.path.name) + 1 :][:1]:
        near = _lessons_of([lesson.path.with_name(name)], broken=[])
        if near and near[0].number == lesson.number + 1:
            return near[0]
    return what_can_be_read(lesson.path.parent).next_after(lesson.id)


def lesson_files(folder: Path) -> list[Path]:
    """Return the notebooks of a folder that have front matter; other pages (home, connect) have none."""
    return [path for path in sorted(folder.glob("*.ipynb")) if has_front_matter(cells_of(path))]


def catalogue(folder: Path) -> Catalogue:
    """Read all lessons of a folder; LessonError names the first that breaks the format or the order."""
    lessons = sorted((read_lesson(path) for path in lesson_files(folder)), key=lambda lesson: lesson.number)
    for clash in clashes(Placed(lesson.path, lesson.front) for lesson in lessons):
        raise LessonError(f"{shown(clash.lesson.path)}: {clash.says}. {clash.cure}")
    return Catalogue(tuple(lessons))


def what_can_be_read(folder: Path) -> Catalogue:
    """Read the lessons of a folder that can be read, so that one broken notebook costs nobody the others."""
    broken: list[str] = []
    lessons = _lessons_of(sorted(folder.glob("*.ipynb")), broken)
    return Catalogue(tuple(sorted(lessons, key=lambda lesson: lesson.number)), tuple(broken))


def _lessons_of(paths: Iterable[Path], broken: list[str]) -> list[Lesson]:
    """Read the lessons among notebooks; why one could not be read is added to `broken`."""
    lessons = []
    for path in paths:
        try:
            if has_front_matter(cells_of(path)):
                lessons.append(read_lesson(path))
        except LessonError as error:
            broken.append(str(error))
    return lessons
