"""What no answer may hold of a lesson that is not open: its own lines, as they stand in JSON."""

import json

from academy.lessons.notebook import Lesson, cells_of
from academy.lessons.taste import taste_of

SHORTEST = 25
"""Shorter lines, such as 'tempo: 90', stand in any lesson."""


def secret_lines(lesson: Lesson) -> list[str]:
    """Return the lines of a lesson but its title, what it teaches, and the bars of its taste."""
    taste = taste_of(lesson)
    public = {f"# {lesson.title}", *(f"- {each}" for each in lesson.front.objectives)}
    public |= set(taste.text.splitlines() if taste else ())
    lines = {line.strip() for cell in cells_of(lesson.path)[1:] for line in cell["source"].splitlines()}
    return sorted(json.dumps(line)[1:-1] for line in lines - public if len(line) >= SHORTEST)
