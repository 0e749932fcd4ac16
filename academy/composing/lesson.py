"""A whole lesson without a model: a beat of the course, taken apart and led further than the course does.

Deterministic: the same wish and seed give the same lesson. Three exercises, each harder than the one before:
the beat made easier, the beat otherwise, the beat led on. Who wrote it is said as it is: `course generator`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from academy.composing.brief import Brief
from academy.composing.content import BANDS, Content, Step
from academy.composing.lesson_checks import Neighbours, faults_of_lesson, faults_of_title
from academy.composing.naming import beat_words, lane_words
from academy.composing.variations import Variation, vary
from academy.composing.wording import MOST_PROSE
from academy.errors import LessonError
from academy.lessons.notebook import Exercise, Lesson
from academy.patterns.difficulty import difficulty

MOST_BARS = 4
TRIES = 12
"""Beats of the course that are tried before it is said that none will do."""
NAMES = ("first-steps", "another-way", "led-on")


@dataclass(frozen=True)
class LessonWish:
    """What is asked for: a title, a topic, a level from 1 to 3, and the skills to deepen (any if none)."""

    title: str
    topic: str = "rhythm"
    level: int = 1
    skills: tuple[str, ...] = ()


def compose(wish: LessonWish, around: Neighbours, seed: int) -> Content:
    """Return a lesson that passes all checks; LessonError says why there is none."""
    refuse_what_cannot_be(wish, around)
    chance = Random(seed)
    said: list[str] = []
    for lesson, base in _bases(wish, around, chance):
        steps = _steps(wish, base, around, chance.randrange(2**32))
        if steps is None:
            continue
        content = _content(wish, lesson, base, steps, seed)
        said = faults_of_lesson(content, around)
        if not said:
            return content
    why = f" The last one tried: {said[0].rstrip('.')}." if said else ""
    what = f"skills {', '.join(wish.skills)}" if wish.skills else f"topic {wish.topic}"
    raise LessonError(
        f"No beat of the course makes a lesson of level {wish.level} for {what}.{why} "
        "Try another level, topic or seed."
    )


def refuse_what_cannot_be(wish: LessonWish, around: Neighbours) -> None:
    """Raise LessonError when the title cannot be that of a lesson, or no lesson teaches one of the skills."""
    for fault in faults_of_title(wish.title, around):
        raise LessonError(f"{fault.rstrip('.')}.")
    unknown = [skill for skill in wish.skills if skill not in around.skills]
    if unknown:
        raise LessonError(f"No lesson teaches '{unknown[0]}'. Taught are {', '.join(around.skills)}.")


def _bases(wish: LessonWish, around: Neighbours, chance: Random) -> Iterator[tuple[Lesson, Exercise]]:
    """Yield exercises to begin from, in an order of chance; those of the level asked for come first."""
    low, high = BANDS[wish.level]
    ways = [
        (lesson, exercise)
        for lesson in around.catalogue.lessons
        if (set(wish.skills) & set(lesson.front.teaches) if wish.skills else lesson.front.topic == wish.topic)
        for exercise in lesson.exercises
        if exercise.pattern.type == "rhythm"
        and exercise.pattern.bars <= MOST_BARS
        and low <= difficulty(exercise.pattern, around.pads) <= high
    ]
    chance.shuffle(ways)
    ways.sort(key=lambda way: abs(way[0].front.level - wish.level))
    yield from ways[:TRIES]


def _steps(wish: LessonWish, base: Exercise, around: Neighbours, seed: int) -> tuple[Step, ...] | None:
    """Return three exercises of rising difficulty, None when the beat has too little to change."""
    brief = Brief(base, around.pads, level=wish.level, taken=around.taken)
    rows = [vary(replace(brief, wish=one), seed) for one in ("easier", "same", "harder")]
    if not all(rows):
        return None
    easier, same, harder = (row[len(row) // 2] for row in rows)
    ordered = sorted(
        {one.hash: one for one in (easier, same, harder)}.values(), key=lambda one: one.difficulty
    )
    if len(ordered) < len(NAMES):
        return None
    return tuple(_step(name, one, wish) for name, one in zip(NAMES, ordered, strict=True))


def _step(name: str, variation: Variation, wish: LessonWish) -> Step:
    pattern = replace(variation.pattern, level=wish.level, pass_mark=70.0, hint=None)  # it stands above
    lanes = [lane for lane in pattern.lanes if lane.notes]
    leader = max(lanes, key=lambda lane: (len(lane.notes), -pattern.lanes.index(lane)))
    after = f"The {leader.name.replace('-', ' ')} holds it together; the rest falls in with it."
    if len(lanes) == 1:
        after = "One sound alone hides nothing: listen for gaps that are all alike."
    return Step(name, pattern, beat_words(pattern, MOST_PROSE), after)


def _content(wish: LessonWish, lesson: Lesson, base: Exercise, steps: Sequence[Step], seed: int) -> Content:
    front, last = lesson.front, steps[-1].pattern
    teaches = [skill for skill in front.teaches if skill in wish.skills] or list(front.teaches[:1])
    title = base.pattern.title or base.name
    lead = max((lane for lane in last.lanes if lane.notes), key=lambda lane: len(lane.notes))
    return Content(
        title=wish.title,
        topic=wish.topic,
        level=wish.level,
        objectives=(
            f"Play three forms of a beat you know, the last at {last.tempo:g} beats a minute",
            f"Keep time with {lane_words(last, lead)}",
        ),
        instructions=f"You know this beat from {lesson.title}; here it comes in other forms.",
        steps=tuple(steps),
        teaches=tuple(teaches),
        requires=tuple(skill for skill in front.requires if skill not in teaches),
        sources=(f"Varied by rules from {title} ({base.id}), seed {seed}; nobody has played it yet",),
    )
