"""What the pictures are drawn from, and what a drawing function gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING, Any

from academy.progress.attempt import Attempt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Told:
    """All takes in order, oldest first, and sums over their hits, as the store's `playing` gives them.

    `velocities` counts how often each was played; `pads` are asynchronies in ms by pad, early negative.
    `exercise` is the one whose history is drawn, with its title and pass mark.
    """

    takes: Sequence[Attempt]
    velocities: Mapping[int, int]
    pads: Mapping[str, Sequence[float]]
    today: date
    zone: tzinfo = UTC
    exercise: str | None = None
    title: str = ""
    pass_mark: float = 70.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a picture with something to say: a box in shares of its width and height, from top left."""

    x: float
    y: float
    width: float
    height: float
    text: str

    def as_json(self) -> list[Any]:
        """Return the spot as the page reads it."""
        return [*(round(each, 4) for each in (self.x, self.y, self.width, self.height)), self.text]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing, what it shows in one sentence, and the places that say more."""

    figure: "Figure"
    caption: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Too little was played for an honest picture; `says` when there will be one."""

    says: str


def day_said(day: date, *, year: bool = False) -> str:
    """Return a day as it is written on every picture, such as `24 Nov` or `24 Nov 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def early_or_late(ms: float) -> str:
    """Return an asynchrony in words: `12 ms early`, `on time` when it rounds to 0."""
    whole = round(abs(ms))
    return "on time" if whole == 0 else f"{whole} ms {'early' if ms < 0 else 'late'}"


def signed(ms: float) -> str:
    """Return a number of ms with a real minus sign; early is negative."""
    whole = round(ms)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}"


def counted(count: int, what: str) -> str:
    """Return a count with its noun: `1 take`, `12 takes`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
