"""A draft as text for its reviewer: what it says of itself, each beat, how hard and how long it is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.errors import AcademyError
from academy.lessons.decision import Decision, decision_about
from academy.lessons.front_matter import FrontMatter
from academy.lessons.notebook import Exercise, cells_of, read_front_matter, read_lesson
from academy.lessons.problem import Problem, shown
from academy.patterns.difficulty import difficulty, features
from academy.patterns.model import Pattern
from academy.patterns.notation import render
from academy.publishing.gate import is_current, problems_before
from academy.publishing.trial import pads_of, tried

HANDS = 4
"""More pads than this at once want more fingers than drummers use on a grid."""
QUICK_MS = 90.0
"""Hits on one pad closer together than this are a roll for two hands."""


@dataclass(frozen=True)
class Portrait:
    """A draft as its reviewer sees it; `front` is None when it cannot be read."""

    file: Path
    front: FrontMatter | None
    exercises: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    decision: Decision | None
    is_stale: bool

    @property
    def standing(self) -> str:
        """What was decided, and whether that still holds."""
        if self.decision is None:
            return "nobody has decided yet"
        return f"{self.decision}{', but the draft was changed since' if self.is_stale else ''}"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        front = None if self.front is None else vars(self.front) | {"success": vars(self.front.success)}
        return {
            "file": shown(self.file),
            "front": front,
            "exercises": list(self.exercises),
            "problems": [problem.as_json() for problem in self.problems],
            "decision": None if self.decision is None else vars(self.decision) | {"stale": self.is_stale},
        }


def portrait_of(draft: Path) -> Portrait:
    """Look at a draft; one that cannot be read has its problems, and no exercises."""
    problems, decision = tuple(problems_before(draft)), decision_about(draft)
    try:
        stale = decision is not None and not is_current(decision, draft)
        front = read_front_matter(draft, cells_of(draft))[0]
        lesson = read_lesson(draft)
    except AcademyError:
        return Portrait(draft, None, (), problems, decision, False)
    seen = tuple(measured(exercise, pads_of(draft, exercise.pattern)) for exercise in lesson.exercises)
    return Portrait(draft, front, seen, problems, decision, stale)


def measured(exercise: Exercise, pads: Mapping[str, str]) -> dict[str, Any]:
    """Return an exercise with its length, its difficulty and how it plays, as plain values."""
    pattern = exercise.pattern
    known = {lane.name: pads.get(lane.name, lane.name) for lane in pattern.lanes}
    found = features(pattern, known)
    try:
        trial = vars(tried(exercise, pads))
    except AcademyError as error:
        trial = {"perfect": None, "empty_passes": False, "trouble": str(error)}
    return {
        "id": exercise.id,
        "title": pattern.title or exercise.name,
        "difficulty": round(difficulty(pattern, known), 2),
        "bars": pattern.bars,
        "passes": pattern.passes,
        "seconds": round(pattern.bars * pattern.passes * pattern.meter[0] * 60 / pattern.tempo, 1),
        "hits_per_s": round(found.hits_per_s, 2),
        "most_pads_at_once": most_at_once(pattern),
        "least_gap_ms": None if found.least_gap_ms is None else round(found.least_gap_ms),
        "pattern": render(pattern),
        **trial,
    }


def most_at_once(pattern: Pattern) -> int:
    """Return how many pads the fullest stroke has."""
    strokes = Counter(note.step for lane in pattern.lanes for note in lane.notes)
    return max(strokes.values(), default=0)


def told(portrait: Portrait) -> Iterator[str]:
    """Yield a draft as lines of text."""
    front = portrait.front
    yield shown(portrait.file)
    if front is not None:
        yield from _front_lines(front)
    for each in portrait.exercises:
        yield from _exercise_lines(each)
    yield ""
    yield from (f"To mend: {problem}" for problem in portrait.problems)
    if not portrait.problems:
        yield "Checks: no problems. Each exercise passes as written, and none by playing nothing."
    yield f"Review: {portrait.standing}."


def _front_lines(front: FrontMatter) -> Iterator[str]:
    about = f"{front.topic}, level {front.level}, {front.tier}, {front.minutes} minutes"
    yield f"{front.title}: {about}, version {front.version}"
    by = front.author or "no author named"
    if front.is_by_ai:
        by = f"AI ({front.model}, prompt {front.prompt_version}, {front.cost_usd:.2f} US dollars)"
    yield f"By: {by}"
    yield from (f"Learners will: {objective}" for objective in front.objectives)
    yield f"Teaches: {', '.join(front.teaches)}"
    yield f"Requires: {', '.join(front.requires) or 'nothing'}"
    yield from (f"Source: {source}" for source in front.sources)


def _exercise_lines(each: dict[str, Any]) -> Iterator[str]:
    yield f"\n{each['id']}: {each['title']}"
    scale = "-3 a first beat, 0 half of all learners pass, +3 very hard"
    yield f"  difficulty {each['difficulty']:+.1f} ({scale})"
    bars = f"{each['bars']} bar{'' if each['bars'] == 1 else 's'}"
    yield f"  {bars}, {each['passes']} times, {each['seconds']:g} seconds"
    most = each["most_pads_at_once"]
    yield f"  {each['hits_per_s']:g} hits a second, at most {most} pad{'' if most == 1 else 's'} at once"
    if each["least_gap_ms"] is not None:
        roll = "; a roll for two hands" if each["least_gap_ms"] < QUICK_MS else ""
        yield f"  {each['least_gap_ms']} ms between hits on one pad at least{roll}"
    if each["most_pads_at_once"] > HANDS:
        yield f"  more than {HANDS} pads at once: hard to play for any hands"
    yield from (f"    {line}".rstrip() for line in each["pattern"].splitlines())
