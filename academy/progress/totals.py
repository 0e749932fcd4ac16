"""What a learner has played so far; none of it is ever lost, whatever happens to a streak.

Days and weeks (Monday to Sunday) are those of `zone`: UTC unless the learner's own is given.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from academy.progress.attempt import Attempt, in_order


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all takes, practice included; each can only grow."""

    takes: int
    passes: int
    hits: int
    minutes: float
    days: int

    def as_json(self) -> dict[str, float]:
        """Return the totals as JSON."""
        return asdict(self) | {"minutes": round(self.minutes, 1)}


def totals(attempts: Iterable[Attempt], zone: tzinfo = UTC) -> Totals:
    """Return the sums; a take without a length adds no minutes."""
    takes = in_order(attempts)
    return Totals(
        takes=len(takes),
        passes=sum(attempt.passed for attempt in takes),
        hits=sum(attempt.hits for attempt in takes),
        minutes=sum(attempt.seconds or 0.0 for attempt in takes) / 60,
        days=len(days_of(takes, zone)),
    )


def day_of(moment: datetime, zone: tzinfo = UTC) -> date:
    """Return the day of a moment in a zone."""
    return moment.astimezone(zone).date()


def week_of(moment: datetime, zone: tzinfo = UTC) -> date:
    """Return the Monday of a moment's week in a zone."""
    day = day_of(moment, zone)
    return day - timedelta(days=day.weekday())


def days_of(attempts: Iterable[Attempt], zone: tzinfo = UTC) -> tuple[date, ...]:
    """Return the days with a take, each once, ascending."""
    return tuple(sorted({day_of(attempt.played_at, zone) for attempt in attempts}))


def minutes_by_week(attempts: Iterable[Attempt], zone: tzinfo = UTC) -> dict[date, float]:
    """Return the minutes played in each week with a take, by its Monday, ascending."""
    minutes: dict[date, float] = {}
    for attempt in in_order(attempts):
        week = week_of(attempt.played_at, zone)
        minutes[week] = minutes.get(week, 0.0) + (attempt.seconds or 0.0) / 60
    return minutes
