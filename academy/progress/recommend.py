"""What to play next: lesson and exercise, reasons, an honest estimate, alternatives, and the path.

takes → standing (what is open) + learner model (within reach) + FSRS (due) → weighed → the first

Deterministic and offline: the same takes at the same moment give the same recommendation, in whatever order
they come. Nothing that is locked, missing or not offered can be named, because only open lessons are
weighed.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course
from academy.progress.learner_model import LearnerModel
from academy.progress.mastery import standing
from academy.progress.reasons import reasons
from academy.progress.recommendation import Pick, Recommendation
from academy.progress.retests import due_skills
from academy.progress.skills import SkillGraph
from academy.progress.weighing import Known, Weighed, weigh

CANDIDATES = 8
"""Among so many a coach may choose; the first of them is the recommendation."""


def recommend(
    course: Course,
    attempts: Iterable[Attempt],
    now: datetime,
    *,
    wanted: Collection[str] = (),
    offered: Collection[str] | None = None,
    goal: str | None = None,
    model: LearnerModel | None = None,
    alternatives: int = CONSTANTS.alternatives,
    prefer: str | None = None,
) -> Recommendation | None:
    """Return what to play next, None when no open lesson has an exercise.

    `prefer` is an exercise that was chosen among the best `CANDIDATES`; any other is not taken.

    `wanted` are topics or skills the learner asked for; `offered` the lessons that may be named (the
    learner's plan), all when None; `goal` a skill to lead the path to, else it shows what the pick carries.
    `model` is what is believed after exactly these takes, for callers that keep it; it is worked out when
    None.
    """
    takes = in_order(attempts)
    stands = standing(course, takes)
    known = Known(
        course=course,
        takes=takes,
        standing=stands,
        model=model or LearnerModel.of(course, takes),
        due=due_skills(course, takes, now, stands),
        wanted=frozenset(wanted),
        now=now,
    )
    weighed = weigh(known, offered)
    if not weighed:
        return None
    weighed = _preferred(weighed[:CANDIDATES], prefer)[: 1 + alternatives]
    picks = [_pick(known, one) for one in weighed]
    graph = SkillGraph.of(course)
    best = weighed[0].exercise
    way = graph.way_to(goal, stands.mastered) if goal else graph.way_from(best.skills, stands.mastered)
    path = tuple((skill, stands.skills[skill].status) for skill in way[: CONSTANTS.path_skills])
    return Recommendation(now, picks[0], tuple(picks[1:]), path)


def _preferred(weighed: Sequence[Weighed], exercise: str | None) -> list[Weighed]:
    """Return them with the preferred one first, the others in their order."""
    return sorted(weighed, key=lambda one: one.exercise.id != exercise)


def _pick(known: Known, one: Weighed) -> Pick:
    return Pick(
        lesson=one.lesson.id,
        lesson_title=one.lesson.title,
        exercise=one.exercise.id,
        exercise_title=one.exercise.title,
        reasons=reasons(known, one),
        estimate=one.estimate,
    )
