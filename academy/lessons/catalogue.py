"""All lessons of a folder, in order."""

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
    lessons: list[Lesson] = []
    broken = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            if has_front_matter(cells_of(path)):
                lessons.append(read_lesson(path))
        except LessonError as error:
            broken.append(str(error))
    return Catalogue(tuple(sorted(lessons, key=lambda lesson: lesson.number)), tuple(broken))
