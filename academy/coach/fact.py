"""One true sentence about a take, with the numbers it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]


class Direction(StrEnum):
    """Which way a fault lies; the tip may never push further the same way."""

    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Fact:
    """A true sentence about a take.

    `severity` is 0 to 1: how much it matters. `tip` is what to do about it, None where nothing is to be
    done. Every number in `text` and `tip` is a value of `evidence`, rounded as it is said; milliseconds are
    signed there (early negative), and `direction` agrees with the sign.
    """

    id: str
    is_good: bool
    severity: float
    text: str
    tip: str | None = None
    direction: Direction | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the fact as JSON."""
        said = asdict(self)
        return said | {
            "direction": self.direction.value if self.direction else None,
            "evidence": dict(self.evidence),
            "severity": round(self.severity, 3),
        }


def direction_of(late_ms: float) -> Direction:
    """Return the side that a signed number of milliseconds lies on; not for 0."""
    return Direction.EARLY if late_ms < 0 else Direction.LATE


def number(score: Json, *path: str) -> float | None:
    """Return the number at a path of keys of the score, None when any of it is absent."""
    found: Any = score
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def count(score: Json, kind: str) -> int:
    """Return one of the score's counts, 0 when it is absent."""
    return int(number(score, "counts", kind) or 0)


def notes(amount: int) -> str:
    """Return `1 note`, `2 notes`."""
    return f"{amount} note" if amount == 1 else f"{amount} notes"


def listed(names: Sequence[object]) -> str:
    """Return `2`, `2 and 4`, `2, 3 and 4`."""
    words = [str(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def sound(pad: str, lanes: Mapping[str, str]) -> str:
    """Return a pad as a musician knows it: `snare (A14)`, or `A14` when its sound has no name."""
    lane = lanes.get(pad)
    return pad if lane is None or lane == pad else f"{lane.replace('-', ' ')} ({pad})"


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
