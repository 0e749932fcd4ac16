"""The course as progress sees it: lessons, skills they teach and require, and how hard each exercise is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson


@dataclass(frozen=True, slots=True)
class CourseExercise:
    """One exercise: its id is lesson/name, its difficulty in logits, its skills those of its lesson."""

    id: str
    title: str
    difficulty: float
    skills: tuple[str, ...]
    pass_mark: float = 70.0

    @property
    def lesson(self) -> str:
        """The lesson it stands in."""
        return self.id.split("/")[0]


@dataclass(frozen=True, slots=True)
class CourseLesson:
    """One lesson. It is done when each exercise has reached `pass_mark` in `times` whole takes."""

    id: str
    number: int
    title: str
    topic: str
    level: int
    teaches: tuple[str, ...]
    requires: tuple[str, ...] = ()
    exercises: tuple[CourseExercise, ...] = ()
    pass_mark: float = 70.0
    times: int = 1


@dataclass(frozen=True, slots=True)
class Course:
    """All lessons by number."""

    lessons: tuple[CourseLesson, ...]

    @property
    def exercises(self) -> dict[str, CourseExercise]:
        """Every exercise by its id, in the order of the course."""
        return {exercise.id: exercise for lesson in self.lessons for exercise in lesson.exercises}

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill that is taught, in the order of the course."""
        return tuple(dict.fromkeys(skill for lesson in self.lessons for skill in lesson.teaches))

    @classmethod
    def of(cls, lessons: Iterable["Lesson"], difficulties: Mapping[str, float]) -> "Course":
        """Build it from the catalogue's lessons; `difficulties` are logits by exercise id."""
        course = [
            CourseLesson(
                id=lesson.id,
                number=lesson.number,
                title=lesson.title,
                topic=lesson.front.topic,
                level=lesson.front.level,
                teaches=lesson.front.teaches,
                requires=lesson.front.requires,
                exercises=tuple(
                    CourseExercise(
                        id=exercise.id,
                        title=exercise.pattern.title or exercise.name,
                        difficulty=difficulties[exercise.id],
                        skills=lesson.front.teaches,
                        pass_mark=exercise.pattern.pass_mark,
                    )
                    for exercise in lesson.exercises
                    if not lesson.is_front_page  # a taste is no part of the lesson
                ),
                pass_mark=lesson.front.success.pass_mark,
                times=lesson.front.success.attempts,
            )
            for lesson in lessons
        ]
        return cls(tuple(sorted(course, key=lambda lesson: (lesson.number, lesson.id))))


def spoken(skill: str) -> str:
    """Return a skill as it is said: `syncopated-kick` is `syncopated kick`."""
    return skill.replace("-", " ")
