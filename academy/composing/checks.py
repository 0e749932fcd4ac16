"""What a variation must be before anybody sees it: a beat that can be read, played, and is new.

Every fault is a sentence with the value and what was expected, so that a model or a person can mend it. The
same checks hold for both (coach.md, "Generated lessons and variations").
"""

from collections.abc import Collection, Iterator

from academy.composing.brief import Brief, Pads
from academy.composing.canonical import canonical, distance
from academy.composing.playability import unplayable
from academy.composing.wording import MOST_LINE, MOST_TITLE, faults_of_pads, faults_of_text
from academy.errors import NotationError
from academy.lessons.kits import DEFAULT_KIT, mistakes_with
from academy.patterns.difficulty import difficulty
from academy.patterns.model import Pattern
from academy.patterns.notation import parse

TEMPI = (60.0, 180.0)
"""Beats per minute of a beat to practise; the course goes from 60 to 174."""
DISTANCES = (0.05, 0.70)


def checked(text: str, brief: Brief, others: Collection[str] = ()) -> tuple[Pattern | None, list[str]]:
    """Read a variation and return it with all its faults; None when it cannot be read.

    `others` are the variations already accepted beside it (`canonical`).
    """
    try:
        pattern = parse(text)
    except NotationError as error:
        return None, [str(error)]
    by_itself = faults_of_beat(pattern, brief.pads, brief.base.pattern)
    return pattern, [*by_itself, *_as_asked(pattern, brief, others)]


def faults_of_beat(pattern: Pattern, pads: Pads, base: Pattern | None = None) -> Iterator[str]:
    """Yield what is wrong with a beat by itself; `base` is an exercise that learners play already."""
    kit = {pattern.kit or DEFAULT_KIT: pads}
    for _, says, cure in mistakes_with(kit, pattern):
        yield f"{says}. {cure.rstrip('.')}"
    if not any(lane.notes for lane in pattern.lanes):
        yield "no hits; expected at least one"
    yield from unplayable(pattern, pads, base)
    low, high = TEMPI
    if not low <= pattern.tempo <= high:
        yield f"tempo is {pattern.tempo:g}; expected {low:g} to {high:g} beats per minute"
    if pattern.title is not None:
        yield from faults_of_text("title", pattern.title, MOST_TITLE)
    if pattern.hint is not None:
        yield from faults_of_text("hint", pattern.hint, MOST_LINE)
        yield from faults_of_pads("hint", pattern.hint, pattern, pads)


def _as_asked(pattern: Pattern, brief: Brief, others: Collection[str]) -> Iterator[str]:
    base = brief.base.pattern
    if (pattern.steps, pattern.division, pattern.meter) != (base.steps, base.division, base.meter):
        grid = f"{base.steps} steps, {base.division} to a beat, in {base.meter[0]}/{base.meter[1]}"
        yield f"it has {pattern.steps} steps, {pattern.division} to a beat; the exercise it varies has {grid}"
        return
    name = canonical(pattern, brief.pads)
    if name in others:
        yield "this is the same beat as another variation; each must be new"
    elif name in brief.taken:
        yield "this beat exists in the course already; change a note"
    apart, (nearest, farthest) = distance(pattern, base, brief.pads), DISTANCES
    if not nearest <= apart <= farthest:
        what = "change more notes" if apart < nearest else "keep more of its notes"
        value, low, high = figures(apart, DISTANCES)
        yield f"it differs from '{brief.base.id}' by {value}; wanted {low} to {high}: {what}"
    yield from faults_of_difficulty(difficulty(pattern, brief.pads), brief.band)


def faults_of_difficulty(measured: float, band: tuple[float, float]) -> Iterator[str]:
    """Yield a fault when a measured difficulty lies outside a band, both in logits."""
    if not band[0] <= measured <= band[1]:
        what = "make it harder" if measured < band[0] else "make it easier"
        value, low, high = figures(measured, band)
        yield f"its measured difficulty is {value}; wanted {low} to {high}: {what}"


def figures(value: float, band: tuple[float, float]) -> tuple[str, str, str]:
    """Return a value and the ends of a band with two digits, or as many as tell them apart.

    Else a model is told "0.08; wanted 0.08 to 0.70", and cannot do anything about it.
    """
    for digits in range(2, 7):
        said = tuple(f"{number:.{digits}f}" for number in (value, *band))
        if said[0] not in said[1:]:
            break
    return said[0], said[1], said[2]
