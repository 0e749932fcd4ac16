"""The practice calendar: weeks from left to right, Monday on top; a fuller square is a day of more takes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from academy.plots.sheet import INK, Sheet, points, write
from academy.plots.told import MONTHS, WEEKDAYS, Later, Picture, Told, counted, day_said
from academy.progress.totals import day_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

LEFT, TOP, PITCH = 38, 24, 18
MOST_WEEKS = 53
# from so many takes on: how much of its square a day fills, and how strongly
LEVELS = ((1, 0.48, 0.40), (5, 0.64, 0.60), (10, 0.80, 0.80), (20, 0.96, 1.0))

FRAME = -1


def calendar(told: Told, width: float, title: str | None = None) -> Picture | Later:
    """Draw as many weeks as the width has room for, up to a year; days are those of the learner's zone."""
    if not told.takes:
        return Later("Every day you play becomes a square here, from the first take on.")
    weeks = min(MOST_WEEKS, int((width - LEFT) / PITCH))
    pitch = (width - LEFT) / weeks
    monday = told.today - timedelta(days=told.today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    played = Counter(day_of(take.played_at, told.zone) for take in told.takes)
    sheet = Sheet(width, TOP + 7 * pitch + 40, title)
    axes = sheet.canvas()
    for row in (0, 2, 4, 6):
        write(axes, 0, TOP + (row + 0.5) * pitch, WEEKDAYS[row])
    squares: dict[int, list[tuple[float, float]]] = {level: [] for level in range(FRAME, len(LEVELS) + 1)}
    days = [first + timedelta(days=n) for n in range((told.today - first).days + 1)]
    for day in days:
        week, row = divmod((day - first).days, 7)
        x, y = LEFT + (week + 0.5) * pitch, TOP + (row + 0.5) * pitch
        takes = played[day]
        squares[level_of(takes)].append((x, y))
        if day == told.today:
            squares[FRAME].append((x, y))
        if day.day == 1 and week < weeks - 1:
            write(axes, LEFT + week * pitch + 1, 10, _month(day))
        if takes:
            sheet.spot(axes, x, y, (pitch / 2, pitch / 2), f"{_day(day)}: {counted(takes, 'take')}")
    for level, places in squares.items():
        _squares(axes, places, pitch, level)
    _legend(axes, width, TOP + 7 * pitch + 24, pitch)
    on = sum(played[day] > 0 for day in days)
    return sheet.picture(f"You played on {counted(on, 'day')} in the last {weeks} weeks.")


def level_of(takes: int) -> int:
    """Return how full the square of a day is: 0 for no take, up to 4."""
    return sum(takes >= least for least, _, _ in LEVELS)


def _squares(axes: "Axes", places: Sequence[tuple[float, float]], pitch: float, level: int) -> None:
    """Draw the squares of all days of one level; `FRAME` draws today's frame."""
    if not places:
        return
    _, share, alpha = LEVELS[level - 1] if level > 0 else (0, 0.22 if level == 0 else 1.0, 1.0)
    filled = INK["accent" if level else "line"]
    edge = {"markerfacecolor": "none", "markeredgecolor": INK["ink"], "markeredgewidth": 1.2}
    look = edge if level == FRAME else {"color": filled, "alpha": alpha, "markeredgewidth": 0}
    xs, ys = zip(*places, strict=True)
    size = points(share * (pitch - 2))
    axes.plot(xs, ys, linestyle="", marker=_rounded(), markersize=size, clip_on=False, **look)  # type: ignore[arg-type]


def _rounded() -> "Path":
    from matplotlib.patches import FancyBboxPatch

    return FancyBboxPatch((-1, -1), 2, 2, boxstyle="round,pad=0,rounding_size=0.36").get_path()


def _legend(axes: "Axes", width: float, y: float, pitch: float) -> None:
    steps = [(0, "0"), *((least, f"{least}") for least, _, _ in LEVELS)]
    apart = min(46, (width - 84) / len(steps))
    at = width - len(steps) * apart - 8
    write(axes, at - 2, y, "takes a day", ha="right")
    for takes, label in steps:
        at += apart
        _squares(axes, [(at - 28, y)], pitch, level_of(takes))
        write(axes, at - 16, y, label + ("+" if takes == LEVELS[-1][0] else ""))


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 else MONTHS[day.month - 1]


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_said(day, year=True)}"
