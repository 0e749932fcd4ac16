"""The course as a tree to draw: lessons in rows, each below all it builds on, and what leads to what.

A lesson builds on the lessons that first teach a skill it requires. Ways that others already show are left
out (the transitive reduction), so that the picture stays readable.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from academy.progress.course import Course

SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Tree:
    """Lesson ids in rows from the first to the last, and the ways (from, to) between them."""

    rows: tuple[tuple[str, ...], ...]
    ways: tuple[tuple[str, str], ...]


def tree(course: Course) -> Tree:
    """Return the tree of a course; the same course gives the same picture."""
    needs = _needs(course)
    depth: dict[str, int] = {}
    for lesson in _after_their_needs(needs):
        depth[lesson] = 1 + max((depth[one] for one in needs[lesson]), default=-1)
    rows: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=-1))]
    for lesson in needs:
        rows[depth[lesson]].append(lesson)
    ways = _shortest(needs)
    return Tree(tuple(map(tuple, _untangled(rows, ways))), tuple(ways))


def _needs(course: Course) -> dict[str, set[str]]:
    """Return for each lesson the lessons that first teach what it requires."""
    teacher: dict[str, str] = {}
    for lesson in course.lessons:
        for skill in lesson.teaches:
            teacher.setdefault(skill, lesson.id)
    return {
        lesson.id: {teacher[skill] for skill in lesson.requires if teacher.get(skill, lesson.id) != lesson.id}
        for lesson in course.lessons
    }


def _after_their_needs(needs: Mapping[str, set[str]]) -> list[str]:
    """Return the lessons so that each stands after all it builds on; those of a circle come as they stand."""
    ordered: list[str] = []
    left = list(needs)
    while left:
        ready = [lesson for lesson in left if needs[lesson] <= {*ordered}] or left[:1]
        ordered += ready
        left = [lesson for lesson in left if lesson not in ready]
    return ordered


def _shortest(needs: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return the ways that no longer way stands for."""
    above: dict[str, set[str]] = {}
    for lesson in _after_their_needs(needs):
        above[lesson] = set().union(*({one} | above.get(one, set()) for one in needs[lesson]))
    return [
        (one, lesson)
        for lesson, needed in needs.items()
        for one in sorted(needed, key=list(needs).index)
        if not any(one in above.get(other, ()) for other in needed - {one})
    ]


def _untangled(rows: list[list[str]], ways: list[tuple[str, str]]) -> list[list[str]]:
    """Order each row by the middle of its neighbours, down and up again, so that fewer ways cross."""
    for sweep in range(SWEEPS):
        place = _places(rows)
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            near = {
                lesson: [place[a if down else b] for a, b in ways if (b if down else a) == lesson]
                for lesson in row
            }
            row.sort(key=lambda one: sum(near[one]) / len(near[one]) if near[one] else place[one])
            place |= _places([row])
    return rows


def _places(rows: list[list[str]]) -> dict[str, float]:
    """Return where each lesson stands in its row, 0 left to 1 right."""
    return {lesson: (at + 0.5) / len(row) for row in rows for at, lesson in enumerate(row)}
