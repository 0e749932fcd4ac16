"""The reasons of a recommendation in words a musician understands, what weighs most first."""

import math
from collections.abc import Iterator

from academy.progress.constants import CONSTANTS
from academy.progress.course import spoken
from academy.progress.recommendation import Reason
from academy.progress.weighing import Known, Weighed

MOST = 3
RESTED_FROM_DAYS = 3
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def reasons(known: Known, one: Weighed) -> tuple[Reason, ...]:
    """Return at most three reasons for an exercise; always at least one."""
    return tuple(list(_all(known, one))[:MOST])


def _all(known: Known, one: Weighed) -> Iterator[Reason]:
    if one.weak is not None and one.weak.score is not None:
        yield _weak(one.weak.skill, one.weak.score, dict([one.carries] if one.carries else []))
    if one.due is not None:
        text = f"You have not played {the(one.due.skill)} for {one.due.days} days; a take now keeps it yours."
        yield Reason("due", text, {"skill": one.due.skill, "days": one.due.days})
    yield from _step(known, one)
    if one.carries is not None and one.weak is None:
        skill, count = one.carries
        text = f"Three takes in a row at {CONSTANTS.mastered_points:.0f} master {the(skill)}"
        text += f", which helps to open {_lessons(count, ' more')}."
        row = known.standing.skills[skill].in_a_row
        yield Reason("carries", text, {"skill": skill, "lessons": count, "in_a_row": row})
    if one.wanted is not None:
        yield Reason("interest", f"You asked for {spoken(one.wanted)}.", {"wanted": one.wanted})
    if one.due is None and one.days_rested is not None and one.days_rested >= RESTED_FROM_DAYS:
        text = f"You have not played {the(one.exercise.skills[0])} for {one.days_rested} days."
        yield Reason("rested", text, {"days": one.days_rested})
    yield _reach(one)


def _weak(skill: str, score: float, carried: dict[str, int]) -> Reason:
    text = f"Your last three takes of {the(skill)} averaged {math.floor(score)}"
    count = carried.get(skill, 0)
    text += f"; it carries the next {_lessons(count).removeprefix('one ')}." if count else "."
    return Reason("weak_skill", text, {"skill": skill, "score": round(score, 1), "lessons": count})


def _step(known: Known, one: Weighed) -> Iterator[Reason]:
    """Yield what the exercise is in its lesson, unless it is passed."""
    if one.is_passed:
        return
    mine = [take.points for take in known.takes if take.exercise == one.exercise.id and take.counts]
    best, mark = max(mine, default=None), one.exercise.pass_mark
    if best is not None and best < mark:
        text = f"Your best is {math.floor(best)}; {mark:.0f} passes it."
        yield Reason("best", text, {"best": round(best, 1), "pass_mark": mark})
    elif not known.takes:
        yield Reason("first_step", "A good place to begin.", {})
    elif any(take.lesson == one.lesson.id for take in known.takes):
        yield Reason("next_step", f"It is still to pass in {one.lesson.title}, which you have begun.", {})
    else:
        yield Reason("new_lesson", f"{one.lesson.title} is open to you now.", {})


def _reach(one: Weighed) -> Reason:
    """Return what the estimate means for practice."""
    said = one.estimate
    evidence = {"chance": round(said.prediction.chance, 4)}
    if said.percent is None:
        text = "How hard it is for you shows after a few takes."
        return Reason("unknown", text, {"takes": said.takes, "least": CONSTANTS.least_for_percent})
    if said.in_band:
        return Reason("in_reach", "It is within reach, and not too easy.", evidence)
    if said.prediction.chance > CONSTANTS.aim:
        return Reason("easy", "It should go well: a take to warm up with.", evidence)
    return Reason("stretch", "It is a stretch; play it slower first.", evidence)


def the(skill: str) -> str:
    """Return a skill with its article, where it takes one: `the backbeat`, `soft and loud`, `two hands`."""
    name = spoken(skill)
    return name if " and " in name or name.split()[0] in _NUMBERS else f"the {name}"


def _lessons(count: int, more: str = "") -> str:
    word = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{word}{more} lesson{'' if count == 1 else 's'}"
