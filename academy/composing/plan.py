"""What to do about weak skills: exercises of the course that train them, and variations where it hurts.

A skill is weak when its last three takes averaged below 70 (`progress/mastery.py`). Its exercises are those
of open lessons, the one nearest to a chance of 80 % first. Variations are of the exercise of the skill that
went worst, and follow what was found in its last take: a late kick becomes a thinner kick, slower.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import fmean
from typing import Any

from academy.composing.brief import Brief, Wish, taken_by
from academy.composing.canonical import canonical
from academy.composing.minutes import playing_minutes
from academy.composing.variations import Variation, vary
from academy.lessons.kits import DEFAULT_KIT, Kits
from academy.lessons.notebook import Exercise
from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS
from academy.progress.course import Course, CourseExercise, spoken
from academy.progress.estimate import Estimate
from academy.progress.learner_model import LearnerModel
from academy.progress.mastery import SkillState, standing

Json = dict[str, Any]
MOST_SKILLS = 3
MOST_EXERCISES = 3
MOST_VARIATIONS = 3
TAKES = 4
"""Takes of each exercise of a plan: it is one practice session, not a lesson."""
LAST = CONSTANTS.mastered_takes

TOUCH = ("uneven", "accents_flat", "accents_inverted")
"""Faults of loudness: the same notes with other accents help more than fewer notes."""


@dataclass(frozen=True)
class Hurt:
    """What goes wrong in an exercise: the lanes it is heard on, which way to vary it, and its sentence."""

    lanes: tuple[str, ...] = ()
    wish: Wish = "easier"
    says: str | None = None


def hurt_of(exercise: Exercise, pads: Mapping[str, str], facts: Sequence[Mapping[str, Any]]) -> Hurt:
    """Return what hurts, from the facts of a take as JSON, the gravest first."""
    bad = [fact for fact in facts if not fact["is_good"]]
    lane_on = {pads.get(lane.name, lane.name): lane.name for lane in exercise.pattern.lanes}
    named = [(fact, lane_on.get(fact.get("evidence", {}).get("pad"))) for fact in bad]
    lanes = tuple(dict.fromkeys(lane for _, lane in named if lane))
    first = next((fact for fact, lane in named if lane), bad[0] if bad else None)
    if first is None:
        return Hurt()
    return Hurt(lanes, "same" if first["id"] in TOUCH else "easier", str(first["text"]))


def weak_skills(course: Course, attempts: Iterable[Attempt]) -> list[SkillState]:
    """Return the weak skills, the weakest first."""
    states = standing(course, attempts).skills.values()
    return sorted((one for one in states if one.is_weak), key=lambda one: (one.score or 0.0, one.skill))


def worst_exercise(skill: str, course: Course, attempts: Iterable[Attempt]) -> str | None:
    """Return the exercise of a skill whose last three takes went worst, None when none was played."""
    takes: dict[str, list[float]] = {}
    exercises = course.exercises
    for attempt in in_order(attempts):
        if attempt.counts and attempt.exercise in exercises and skill in exercises[attempt.exercise].skills:
            takes.setdefault(attempt.exercise, []).append(attempt.points)
    return min(takes, key=lambda name: (fmean(takes[name][-LAST:]), name), default=None)


def plan(
    course: Course,
    attempts: Iterable[Attempt],
    exercises: Mapping[str, Exercise],
    kits: Kits,
    now: datetime,
    seed: int = 0,
    facts: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> Json:
    """Return the plan as JSON: `skills`, weakest first, and `minutes` for all of it.

    `facts` are those of the last take of an exercise, by its id. The same takes give the same plan; `seed`
    gives other variations.
    """
    takes = in_order(attempts)
    model = LearnerModel.of(course, takes)
    taken = taken_by(exercises.values(), kits)
    open_lessons = standing(course, takes).open_lessons
    skills: list[Json] = []
    for state in weak_skills(course, takes)[:MOST_SKILLS]:
        worst = exercises.get(worst_exercise(state.skill, course, takes) or "")
        pads = {} if worst is None else kits.get(worst.pattern.kit or DEFAULT_KIT, {})
        hurt = Hurt() if worst is None else hurt_of(worst, pads, (facts or {}).get(worst.id, ()))
        brief = None
        if worst is not None:
            level = worst.pattern.level or 1
            brief = Brief(worst, pads, hurt.wish, MOST_VARIATIONS, level, hurt.lanes, taken)
        chosen = _targeted(state.skill, course, open_lessons, model)
        made = _varied(brief, seed)
        taken |= {canonical(one.pattern, pads) for one in made}  # two skills may hurt in one exercise
        skills.append(_skill(state, chosen, exercises, model, worst, hurt, made))
    minutes = round(sum(one["minutes"] for one in skills))
    return {"made_at": now.isoformat(), "minutes": minutes, "skills": skills, "says": _says(skills)}


def _varied(brief: Brief | None, seed: int) -> list[Variation]:
    """Return variations as wished for, else of about the same difficulty: not every beat can be easier."""
    if brief is None:
        return []
    return vary(brief, seed) or vary(replace(brief, wish="same"), seed)


def _targeted(
    skill: str, course: Course, open_lessons: Collection[str], model: LearnerModel
) -> list[CourseExercise]:
    ways = [
        exercise
        for lesson in course.lessons
        if lesson.id in open_lessons
        for exercise in lesson.exercises
        if skill in exercise.skills
    ]
    return sorted(ways, key=lambda one: abs(model.predict(one.id).chance - CONSTANTS.aim))[:MOST_EXERCISES]


def _skill(
    state: SkillState,
    chosen: Sequence[CourseExercise],
    exercises: Mapping[str, Exercise],
    model: LearnerModel,
    worst: Exercise | None,
    hurt: Hurt,
    variations: Sequence[Variation],
) -> Json:
    why = f"Your last {LAST} takes averaged {state.score:.0f}, below {CONSTANTS.weak_points:.0f}."
    patterns = [exercises[one.id].pattern for one in chosen if one.id in exercises]
    patterns += [one.pattern for one in variations]
    judged = len(model.passed)
    return {
        "skill": state.skill,
        "name": spoken(state.skill),
        "score": round(state.score or 0.0, 1),
        "why": f"{why} {hurt.says}" if hurt.says else why,
        "hurts": worst and worst.id,
        "minutes": round(playing_minutes(patterns, TAKES), 1),
        "exercises": [
            {
                "exercise": one.id,
                "title": one.title,
                "lesson": one.lesson,
                "chance": Estimate(model.predict(one.id), judged).words,
            }
            for one in chosen
        ],
        "variations": [one.as_json() for one in variations],
    }


def _says(skills: Sequence[Json]) -> str:
    if not skills:
        return f"No skill is weak: none has three takes that average below {CONSTANTS.weak_points:.0f}."
    names = ", ".join(one["name"] for one in skills)
    return f"To work on: {names}."
