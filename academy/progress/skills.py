"""The skill graph: which skills a skill needs, which lessons it opens, and the way to it.

A skill needs what the lessons that teach it require. A lesson may deepen a skill that another lesson begins:
requiring that skill there makes no circle, as in `academy check`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from academy.errors import LessonError
from academy.progress.course import Course, CourseLesson


@dataclass(frozen=True, slots=True)
class SkillGraph:
    """Skills in learning order (each after all it needs), what each needs, and the lessons of the course."""

    order: tuple[str, ...]
    needs: Mapping[str, frozenset[str]]
    lessons: tuple[CourseLesson, ...]

    @classmethod
    def of(cls, course: Course) -> "SkillGraph":
        """Build the graph of a course; LessonError names the circle if the skills go in one."""
        teachers = Counter(skill for lesson in course.lessons for skill in set(lesson.teaches))
        needs: dict[str, set[str]] = {skill: set() for skill in course.skills}
        for lesson in course.lessons:
            deepened = {skill for skill in lesson.teaches if teachers[skill] > 1}
            for skill in lesson.teaches:
                needs[skill].update(set(lesson.requires) - deepened)
        return cls(
            order=_order(needs),
            needs={skill: frozenset(needed) for skill, needed in needs.items()},
            lessons=course.lessons,
        )

    def opens(self, skill: str) -> tuple[CourseLesson, ...]:
        """Return the lessons that require a skill, by number."""
        return tuple(lesson for lesson in self.lessons if skill in lesson.requires)

    def way_to(self, skill: str, mastered: Collection[str] = ()) -> tuple[str, ...]:
        """Return what is still to be mastered for a skill, in learning order, the skill itself last."""
        wanted, left = set(), [skill]
        while left:
            one = left.pop()
            if one not in wanted and one not in mastered:
                wanted.add(one)
                left += self.needs.get(one, ())
        return tuple(one for one in self.order if one in wanted)

    def way_from(self, skills: Iterable[str], mastered: Collection[str] = ()) -> tuple[str, ...]:
        """Return skills and what they carry in turn, in learning order, mastered ones left out."""
        carried = set(skills)
        for skill in self.order:
            if self.needs[skill] & carried:
                carried.add(skill)
        return tuple(skill for skill in self.order if skill in carried and skill not in mastered)


def _order(needs: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the skills so that each stands after all it needs, else as the course has them."""
    sorter = TopologicalSorter({skill: sorted(needed & needs.keys()) for skill, needed in needs.items()})
    place = {skill: number for number, skill in enumerate(needs)}
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " needs ".join(reversed(error.args[1]))
        raise LessonError(
            f"the skills go in a circle: {circle}. Take one out of 'requires' of a lesson that teaches them."
        ) from error
    ordered: list[str] = []
    ready = set(sorter.get_ready())
    while ready:
        skill = min(ready, key=place.__getitem__)
        ready.remove(skill)
        ordered.append(skill)
        sorter.done(skill)
        ready.update(sorter.get_ready())
    return tuple(ordered)
