"""The store as an instructor sees it: figures over all learners. Nothing here is a learner's private note.

Reached as `store.figures`; each method is one look, for which no take waits.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from academy.store import ai
from academy.store import figure_texts as texts
from academy.store.reader import Reader
from academy.store.rows import plain

Json = dict[str, Any]
Needed = tuple[str, str, int]
"""A lesson, an exercise of it, and how often that is to be passed."""
WEEKS = 12
MOST_LEARNERS = 100
FIGURES = ("active", "sessions", "frequency", "free_to_paid", "churn")


class Figures:
    """Thin methods over one transaction each."""

    def __init__(self, reader: Reader, now: Callable[[], datetime]) -> None:
        self._read, self._now = reader.read, now

    def summary(self) -> Json:
        """Return what the seed's figures are made of, by name, over the last twelve weeks; see FIGURES."""
        return self._read(self._summary)

    def lessons(self, needed: Sequence[Needed]) -> list[Json]:
        """Return of each lesson how many learners have begun and finished it, and its mean best score."""
        if not needed:
            return []
        places = ", ".join(
            f"(cast(:lesson{n} as text), cast(:exercise{n} as text), cast(:times{n} as integer))"
            for n in range(len(needed))
        )
        said = {
            f"{name}{n}": value
            for n, row in enumerate(needed)
            for name, value in zip(("lesson", "exercise", "times"), row, strict=True)
        }
        return self._read(lambda connection: _rows(connection, texts.COMPLETION.format(needed=places), said))

    def learners(self, find: str = "", most: int = MOST_LEARNERS) -> Json:
        """Return those with `find` in their name, who played last first: `rows` of at most `most`, `found`.

        Each is told with plan and progress in numbers.
        """
        said = {"find": find, "most": most}
        rows = self._read(lambda connection: _rows(connection, texts.PEOPLE, said))
        return {"rows": rows, "found": max((row.pop("found") for row in rows), default=0)}

    def plans(self) -> list[Json]:
        """Return how many learners have which plan."""
        return self._read(lambda connection: _rows(connection, texts.PLANS, {}))

    def downloads(self, kind: str) -> list[Json]:
        """Return what was downloaded most in the last twelve weeks."""
        said = {"kind": kind, **moments_of(self._now())}
        return self._read(lambda connection: _rows(connection, texts.DOWNLOADS, said))

    def costs(self, since: datetime) -> list[Json]:
        """Return what language models cost since a moment, by learner, the dearest first."""
        return self._read(lambda connection: ai.by_learner(connection, since))

    def open_wishes(self) -> int:
        """Return how many wishes nobody has decided."""
        return int(self._read(lambda connection: _rows(connection, texts.WISHES, {}))[0]["open"])

    def _summary(self, connection: Connection) -> Json:
        moments = moments_of(self._now())
        one = {name: _rows(connection, getattr(texts, name.upper()), moments)[0] for name in FIGURES}
        (learners,) = _rows(connection, texts.LEARNERS, {})
        return one | learners | {"weeks": _rows(connection, texts.WEEKS, moments)}


def moments_of(now: datetime) -> dict[str, datetime]:
    """Return the moments that figures are counted between: the churn is that of the last full month, UTC."""
    utc = now.astimezone(UTC)
    today = utc.replace(hour=0, minute=0, second=0, microsecond=0)
    this_month, this_monday = today.replace(day=1), today - timedelta(days=today.weekday())
    return {
        "now": utc,
        "since": utc - timedelta(weeks=WEEKS),
        "monday": this_monday - timedelta(weeks=WEEKS - 1),
        "week_ago": utc - timedelta(days=7),
        "month_begins": (this_month - timedelta(days=1)).replace(day=1),
        "month_ends": this_month,
    }


def _rows(connection: Connection, sql: str, said: Json) -> list[Json]:
    used = {name: value for name, value in said.items() if f":{name}" in sql}
    return [
        {name: _number(value) for name, value in plain(row).items()}
        for row in connection.execute(text(sql), used)
    ]


def _number(value: Any) -> Any:
    """Return a value as JSON has it: PostgreSQL's exact numbers as floats, days as text."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
