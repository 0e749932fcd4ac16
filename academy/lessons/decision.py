"""What a person decided about a draft: a small file beside it, `29-dembow.review.json`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from academy.errors import LessonError
from academy.lessons.files import write_whole
from academy.lessons.problem import shown


@dataclass(frozen=True)
class Decision:
    """A review: what was decided, by whom, when (ISO 8601), of which text, and why when it was rejected."""

    decision: Literal["approved", "rejected"]
    by: str
    at: str
    hash: str
    reason: str | None = None

    def __str__(self) -> str:
        """Return it as one line."""
        reason = f": {self.reason}" if self.reason else ""
        return f"{self.decision} by {self.by} on {self.at[:10]}{reason}"


def place_of(draft: Path) -> Path:
    """Return the file that holds the decision about a draft."""
    return draft.with_suffix(".review.json")


def decision_about(draft: Path) -> Decision | None:
    """Return what was decided about a draft, None when nobody has; LessonError when it cannot be read."""
    place = place_of(draft)
    if not place.is_file():
        return None
    try:
        return Decision(**json.loads(place.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise LessonError(
            f"{shown(place)}: not a review ({error}). Take the file away and review the draft again."
        ) from error


def decide(draft: Path, decision: Decision) -> Path:
    """Keep a decision beside its draft, and return where."""
    place = place_of(draft)
    said = {key: value for key, value in asdict(decision).items() if value is not None}
    write_whole(place, json.dumps(said, indent=1, ensure_ascii=False) + "\n")
    return place
