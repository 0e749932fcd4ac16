"""Days in a row, kinder than usual: a missed day costs a freeze day before it costs the streak.

There is one freeze day at first, one more for every five days practised, and never more than two are kept.
A frozen day neither adds to the streak nor ends it; freeze days that cannot save a streak are kept. Today
is not missed before it is over. Whatever happens here, the totals and the longest streak stay (peers.md,
"Streak guilt").
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, tzinfo

from academy.progress.attempt import Attempt
from academy.progress.constants import CONSTANTS
from academy.progress.totals import days_of


@dataclass(frozen=True, slots=True)
class Streak:
    """The streak as it stands: practised days in a row, the longest ever, and freeze days left."""

    days: int
    longest: int
    freezes: int
    played_today: bool

    def as_json(self) -> dict[str, int | bool]:
        """Return the streak as JSON."""
        return asdict(self)


def streak(attempts: Iterable[Attempt], today: date, zone: tzinfo = UTC) -> Streak:
    """Return the streak on a day of the learner's zone; takes of later days are left out."""
    days = [day for day in days_of(attempts, zone) if day <= today]
    row = list(rows(days))
    length, freezes = row[-1] if row else (0, CONSTANTS.freezes_at_first)
    if days:
        missed = max(0, (today - days[-1]).days - 1)
        length, freezes = (length, freezes - missed) if missed <= freezes else (0, freezes)
    longest = max((at for at, _ in row), default=0)
    return Streak(length, longest, freezes, bool(days) and days[-1] == today)


def rows(days: Iterable[date]) -> Iterable[tuple[int, int]]:
    """Yield (days in a row, freeze days left) after each practised day; days ascend."""
    length, freezes, before = 0, CONSTANTS.freezes_at_first, None
    for practised, day in enumerate(days, start=1):
        missed = 0 if before is None else (day - before).days - 1
        length, freezes = (length + 1, freezes - missed) if missed <= freezes else (1, freezes)
        if practised % CONSTANTS.freeze_every_days == 0:
            freezes = min(CONSTANTS.most_freezes, freezes + 1)
        before = day
        yield length, freezes
