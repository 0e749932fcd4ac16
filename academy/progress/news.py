"""What one take has changed: lessons that opened, and what was reached with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from academy.progress.achievements import achievements
from academy.progress.attempt import Attempt, in_order
from academy.progress.course import Course
from academy.progress.mastery import standing


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell: a title, a sentence, and the lesson that it leads to, if any."""

    title: str
    text: str
    lesson: str | None = None


def news(course: Course, attempts: Iterable[Attempt], take_id: str, zone: tzinfo = UTC) -> tuple[News, ...]:
    """Return what a take brought, lessons first; nothing when it is not among the attempts."""
    takes = in_order(attempts)
    before = [take for take in takes if take.take_id != take_id]
    if len(before) == len(takes):
        return ()
    opened = standing(course, takes).open_lessons - standing(course, before).open_lessons
    lessons = [
        News(f"Lesson {lesson.number} is open", f"{lesson.title} waits for you.", lesson.id)
        for lesson in course.lessons
        if lesson.id in opened
    ]
    reached = [one for one in achievements(takes, course, zone) if one.take_id == take_id]
    return (*lessons, *(News(one.title, one.text) for one in reached))
