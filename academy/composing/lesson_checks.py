"""What a whole lesson must be before it is written as a draft; each fault is a sentence to act on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from academy.composing.brief import Pads, taken_by
from academy.composing.canonical import canonical
from academy.composing.checks import faults_of_beat, faults_of_difficulty, figures
from academy.composing.content import BANDS, Content, Step
from academy.composing.minutes import SITTING
from academy.composing.wording import MOST_LINE, MOST_PROSE, MOST_TITLE, faults_of_pads, faults_of_text
from academy.errors import AcademyError, LessonError
from academy.lessons.catalogue import Catalogue
from academy.lessons.drafting import lesson_id
from academy.lessons.exercise_text import faults_of_name
from academy.lessons.front_matter import FrontMatter, mistakes_in
from academy.lessons.kits import DEFAULT_KIT, Kits
from academy.lessons.skills import Placed, clashes
from academy.patterns.difficulty import difficulty
from academy.patterns.notation import parse, render

STEPS = (2, 6)
"""How many exercises a lesson may have."""
LEAP = 2.5
"""From one exercise to the next it may become harder by so much, in logits; more loses learners."""


@dataclass(frozen=True)
class Neighbours:
    """Where a new lesson comes to stand: the course, its pads, its beats, and the drafts beside it."""

    catalogue: Catalogue
    pads: Pads
    taken: frozenset[str] = field(default=frozenset(), repr=False)
    drafts: Catalogue = field(default_factory=lambda: Catalogue(()))

    @classmethod
    def of(cls, catalogue: Catalogue, kits: Kits, drafts: Catalogue) -> "Neighbours":
        """Return what a new lesson on the course kit comes to stand beside."""
        pads = kits.get(DEFAULT_KIT, {})
        return cls(catalogue, pads, taken_by(catalogue.exercises.values(), kits), drafts)

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill that the course teaches, in its order."""
        lessons = self.catalogue.lessons
        return tuple(dict.fromkeys(skill for lesson in lessons for skill in lesson.front.teaches))


def faults_of_lesson(content: Content, around: Neighbours) -> list[str]:
    """Return all that is wrong with a lesson."""
    return [
        *faults_of_title(content.title, around),
        *_words(content),
        *_steps(content, around),
        *_front(content, content.front(1), around),
    ]


def faults_of_title(title: str, around: Neighbours) -> Iterator[str]:
    """Yield what is wrong with a title, or with the id that it gives."""
    yield from faults_of_text("title", title, MOST_TITLE)
    try:
        name = lesson_id(title)
    except LessonError as error:
        yield str(error)
        return
    same = around.catalogue.lesson(name) or around.drafts.lesson(name)
    if same:
        yield f"{same.path.name} has the id '{name}' already. Choose another title"


def _words(content: Content) -> Iterator[str]:
    yield from faults_of_text("instructions", content.instructions, MOST_PROSE)
    for number, objective in enumerate(content.objectives, start=1):
        yield from faults_of_text(f"objective {number}", objective, MOST_LINE)
    low, high = STEPS
    if not low <= len(content.steps) <= high:
        yield f"the lesson has {len(content.steps)} exercises; expected {low} to {high}"


def _steps(content: Content, around: Neighbours) -> Iterator[str]:
    seen: set[str] = set()
    names: set[str] = set()
    for step in content.steps:
        for fault in _of_step(step, content.level, around, seen):
            yield f"exercise '{step.name}': {fault}"
        if step.name in names:
            yield f"exercise '{step.name}': a second one of that name; choose another"
        names.add(step.name)
        seen.add(canonical(step.pattern, around.pads))
    for before, after in pairwise(content.steps):
        leap = difficulty(after.pattern, around.pads) - difficulty(before.pattern, around.pads)
        if leap > LEAP:
            said, _, most = figures(leap, (0.0, LEAP))
            yield f"exercise '{after.name}': {said} harder than the one before it; at most {most} (logits)"


def _of_step(step: Step, level: int, around: Neighbours, seen: Collection[str]) -> Iterator[str]:
    for fault in faults_of_name(step.name):
        yield fault.says
    yield from _as_text(step)
    yield from faults_of_beat(step.pattern, around.pads)
    name = canonical(step.pattern, around.pads)
    if name in seen:
        yield "the same beat as an earlier exercise of this lesson; change a note"
    elif name in around.taken:
        yield "this beat exists in the course already; change a note"
    yield from faults_of_difficulty(difficulty(step.pattern, around.pads), BANDS[level])
    for what, text in (("the sentence before it", step.before), ("what to notice", step.after)):
        yield from faults_of_text(what, text, MOST_PROSE)
        yield from faults_of_pads(what, text, step.pattern, around.pads)


def _as_text(step: Step) -> Iterator[str]:
    """Yield why a beat does not come back from its text as it is."""
    try:
        if parse(render(step.pattern)) != step.pattern:
            yield "its text reads as another beat; take line breaks and # out of title and hint"
    except AcademyError as error:
        yield str(error)


def _front(content: Content, front: Mapping[str, Any], around: Neighbours) -> Iterator[str]:
    mistakes = mistakes_in(front)
    yield from (f"{mistake.says}. {mistake.cure}" for mistake in mistakes)
    least, most = SITTING
    if not least <= content.minutes <= most:
        cure = "more exercises" if content.minutes < least else "fewer bars or passes"
        yield f"it takes {content.minutes} minutes; expected {least} to {most}: {cure}"
    if mistakes:
        return
    mine = Placed(Path(f"{content.id}.ipynb"), FrontMatter.of(front))
    course = [Placed(lesson.path, lesson.front) for lesson in around.catalogue.lessons]
    for clash in clashes([*course, mine]):
        if clash.lesson is mine and clash.key == "requires":
            yield f"{clash.says}. {clash.cure}"
