"""A whole lesson before it is a notebook: what it teaches, its exercises in order, the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from academy.composing.brief import Pads
from academy.composing.minutes import minutes_of
from academy.lessons.drafting import lesson_id
from academy.patterns.difficulty import difficulty
from academy.patterns.model import Pattern

LEVELS = {1: "beginner", 2: "intermediate", 3: "advanced"}
BANDS: Mapping[int, tuple[float, float]] = {1: (-3.0, 2.5), 2: (-2.5, 4.5), 3: (-2.5, 7.5)}
"""The measured difficulty, in logits, that exercises of a level may have; the course keeps to it too."""
BY_RULES: Mapping[str, Any] = {"author": "course generator"}
"""Who wrote a lesson that came of rules: no person, and no model either."""


@dataclass(frozen=True)
class Step:
    """One exercise of a lesson: its name, its beat, a sentence before it, and what to notice after."""

    name: str
    pattern: Pattern
    before: str
    after: str


@dataclass(frozen=True)
class Content:
    """A lesson; minutes and difficulty are computed. `author` is who its front matter names."""

    title: str
    topic: str
    level: int
    objectives: tuple[str, ...]
    instructions: str
    steps: tuple[Step, ...]
    teaches: tuple[str, ...]
    requires: tuple[str, ...]
    sources: tuple[str, ...]
    author: Mapping[str, Any] = field(default_factory=lambda: BY_RULES)
    pass_mark: int = 70
    attempts: int = 1

    @property
    def id(self) -> str:
        """The lesson's id, from its title."""
        return lesson_id(self.title)

    @cached_property
    def minutes(self) -> int:
        """How long it takes, computed from its exercises."""
        return minutes_of(step.pattern for step in self.steps)

    def difficulty(self, pads: Pads) -> float:
        """Return how hard its hardest exercise is, in logits."""
        return max(difficulty(step.pattern, pads) for step in self.steps)

    def front(self, number: int) -> dict[str, Any]:
        """Return the front matter."""
        return {
            "id": self.id,
            "number": number,
            "title": self.title,
            "topic": self.topic,
            "level": self.level,
            "tier": "free",
            "minutes": self.minutes,
            "version": "1.0.0",
            "objectives": list(self.objectives),
            "teaches": list(self.teaches),
            **({"requires": list(self.requires)} if self.requires else {}),
            "success": {"pass": self.pass_mark, "attempts": self.attempts},
            "sources": list(self.sources),
            **self.author,
        }

    def as_json(self, pads: Pads) -> dict[str, Any]:
        """Return what a person wants to know before opening the draft."""
        return {
            "id": self.id,
            "title": self.title,
            "level": LEVELS[self.level],
            "difficulty": round(self.difficulty(pads), 2),
            "objectives": list(self.objectives),
            "instructions": self.instructions,
            "exercises": [
                {"name": step.name, "title": step.pattern.title, "tempo": step.pattern.tempo}
                for step in self.steps
            ],
            "success": {"pass": self.pass_mark, "attempts": self.attempts},
            "minutes": self.minutes,
            "teaches": list(self.teaches),
            "requires": list(self.requires),
        }
