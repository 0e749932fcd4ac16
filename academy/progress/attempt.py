"""One scored take as far as progress looks at it, and the order in which takes are told.

Moments are aware datetimes; numbers that were not measured are None. A row of the store's `attempts` maps
onto an Attempt field by field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Attempt:
    """A scored take: `exercise` is lesson/name; `whole` is false for a loop, a slower tempo or a stop.

    `seconds` is how long it was played, `hits` how many pads were hit. `constants` is the version it was
    scored with: of a take that was scored twice, the newest version is told. `is_read` says that a machine
    played it: a pattern that was read from the unit shows that it is written, and nothing of hands.
    """

    take_id: str
    exercise: str
    played_at: datetime
    overall: float | None = None
    passed: bool = False
    whole: bool = True
    status: str = "scored"
    hits: int = 0
    seconds: float | None = None
    spread_ms: float | None = None
    bias_ms: float | None = None
    constants: str = ""
    is_read: bool = False

    @property
    def lesson(self) -> str:
        """The lesson of the exercise."""
        return self.exercise.split("/")[0]

    @property
    def counts(self) -> bool:
        """Whether this is a score of the exercise itself; practice and unfinished takes are not."""
        return self.whole and self.status == "scored" and self.overall is not None

    @property
    def points(self) -> float:
        """The overall score; only for takes that count."""
        assert self.overall is not None
        return self.overall

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Attempt":
        """Build it from a row of the store; `played_at` may be text, lengths and counts may be absent."""
        moment = row["played_at"]
        moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return cls(
            take_id=row["take_id"],
            exercise=row["exercise"],
            played_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
            overall=row.get("overall"),
            passed=bool(row.get("passed")),
            whole=bool(row.get("whole")),
            status=row.get("status") or "scored",
            hits=row.get("hit_count") or 0,
            seconds=row.get("duration_s"),
            spread_ms=row.get("spread_ms"),
            bias_ms=row.get("bias_ms"),
            constants=row.get("constants") or "",
            is_read=row.get("practice") == "read",
        )


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Return each take once, oldest first; the same for the same takes in any order."""
    newest: dict[str, Attempt] = {}
    for attempt in attempts:
        known = newest.get(attempt.take_id)
        if known is None or known.constants < attempt.constants:
            newest[attempt.take_id] = attempt
    return tuple(sorted(newest.values(), key=lambda attempt: (attempt.played_at, attempt.take_id)))
