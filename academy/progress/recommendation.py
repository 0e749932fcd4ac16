"""A recommendation as a value: lesson and exercise, reasons, estimate, alternatives, path; and its JSON.

Its `id` is worked out from its content: the same learner at the same moment gets the same id, so that the
store keeps it once however often it is asked for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from academy.progress.attempt import Attempt, in_order
from academy.progress.constants import CONSTANTS, VERSION
from academy.progress.estimate import Estimate
from academy.progress.mastery import Status


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code for programs, a sentence for the learner, and the numbers the sentence stands on."""

    code: str
    text: str
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the reason as JSON."""
        return {"code": self.code, "text": self.text, "evidence": dict(self.evidence)}


@dataclass(frozen=True, slots=True)
class Pick:
    """One exercise that may be played next; the first reason weighs most."""

    lesson: str
    lesson_title: str
    exercise: str
    exercise_title: str
    reasons: tuple[Reason, ...]
    estimate: Estimate

    def as_json(self) -> dict[str, Any]:
        """Return the pick as JSON."""
        return {
            "lesson": self.lesson,
            "lesson_title": self.lesson_title,
            "exercise": self.exercise,
            "exercise_title": self.exercise_title,
            "reasons": [reason.as_json() for reason in self.reasons],
            "estimate": self.estimate.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to play next, what else would do, and the way through the skill tree from here."""

    made_at: datetime
    pick: Pick
    alternatives: tuple[Pick, ...]
    path: tuple[tuple[str, Status], ...]

    @property
    def id(self) -> str:
        """A name that follows from the content."""
        said = json.dumps(self._content(), sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return the recommendation as JSON, ready to be kept."""
        return {"id": self.id, **self._content()}

    def _content(self) -> dict[str, Any]:
        return {
            "made_at": self.made_at.isoformat(),
            "version": VERSION,
            **self.pick.as_json(),
            "alternatives": [pick.as_json() for pick in self.alternatives],
            "path": [{"skill": skill, "status": status.value} for skill, status in self.path],
        }


class Followed(StrEnum):
    """What became of a recommendation."""

    FOLLOWED = "followed"
    ALTERNATIVE = "alternative"
    OTHER = "other"
    OPEN = "open"


def followed(recommendation: Mapping[str, Any], attempts: Iterable[Attempt]) -> tuple[Followed, str | None]:
    """Return what became of a kept recommendation (its JSON), and the id of the take that says so.

    The first take within a day after it decides; until there is one it is open.
    """
    made_at = datetime.fromisoformat(recommendation["made_at"])
    until = made_at + timedelta(hours=CONSTANTS.followed_hours)
    others = {one["exercise"] for one in recommendation["alternatives"]}
    for attempt in in_order(attempts):
        if made_at <= attempt.played_at <= until:
            if attempt.exercise == recommendation["exercise"]:
                return Followed.FOLLOWED, attempt.take_id
            return (Followed.ALTERNATIVE if attempt.exercise in others else Followed.OTHER), attempt.take_id
    return Followed.OPEN, None
