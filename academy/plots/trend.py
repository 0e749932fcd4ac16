"""The trend of bias and spread: a line that should come to the click, in a band that should grow narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from academy.plots.sheet import INK, Sheet, ends_inward, points, write
from academy.plots.told import MONTHS, Later, Picture, Told, counted, day_said, early_or_late, signed
from academy.progress.attempt import Attempt
from academy.progress.totals import day_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_TAKES = 3
PX_PER_POINT = 18
LEFT, TOP, BOTTOM = 44, 6, 30
WIDE = 480
LEAST_MS = 25.0
STEP_MS = 20
WILD = 0.25  # of what all others reach: so much further is still shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Takes in a row that are drawn as one point: the medians of their bias and spread, in ms."""

    bias_ms: float
    spread_ms: float
    takes: int
    first: date
    last: date


def trend(told: Told, width: float, title: str | None = None) -> Picture | Later:
    """Draw bias and spread from the first take to the last; early is below the click, late above."""
    takes = [take for take in told.takes if take.bias_ms is not None and take.spread_ms is not None]
    if len(takes) < LEAST_TAKES:
        return Later("After three takes you see here whether you rush or drag, and whether that narrows.")
    across = width - LEFT - (108 if width >= WIDE else 58)
    row = stretches(takes, most=int(across / PX_PER_POINT), told=told)
    sheet = Sheet(width, 300, title)
    axes = sheet.axes(LEFT, TOP, across, 300 - TOP - BOTTOM)
    reach = _reach(row)
    axes.set(xlim=(-0.5, len(row) - 0.5), ylim=reach)
    _ground(axes, row, reach)
    places = range(len(row))
    biases = [each.bias_ms for each in row]
    lows = [each.bias_ms - each.spread_ms for each in row]
    highs = [each.bias_ms + each.spread_ms for each in row]
    axes.fill_between(places, lows, highs, color=INK["accent"], alpha=0.18, linewidth=0)
    for edge in (lows, highs):
        axes.plot(places, edge, color=INK["accent"], alpha=0.5, linewidth=1)
    axes.plot(places, biases, color=INK["accent"], linewidth=2.2, solid_capstyle="round")
    if len(row) <= 40:
        axes.plot(places, biases, "o", color=INK["accent"], markersize=4.5)
    for place, each in zip(places, row, strict=True):
        half = (across / len(row) / 2, 40)
        sheet.spot(axes, place, each.bias_ms, half, _said(each))
    _at_the_end(axes, row[-1], len(row) - 0.5, reach, in_words=width >= WIDE)
    _dates(axes, row, most=max(2, int(width / 150)))
    return sheet.picture(_caption(row))


def stretches(takes: Sequence[Attempt], most: int, told: Told) -> list[Stretch]:
    """Return at most so many stretches of about equal length; a few takes are told one by one."""
    count = min(most, len(takes))
    cuts = [round(n * len(takes) / count) for n in range(count + 1)]
    return [
        Stretch(
            bias_ms=median(take.bias_ms or 0.0 for take in part),
            spread_ms=median(take.spread_ms or 0.0 for take in part),
            takes=len(part),
            first=day_of(part[0].played_at, told.zone),
            last=day_of(part[-1].played_at, told.zone),
        )
        for part in (takes[begin:end] for begin, end in pairwise(cuts))
    ]


def _reach(row: Sequence[Stretch]) -> tuple[float, float]:
    """Return the ms that are shown; one wild stretch does not press all others flat."""
    lows = sorted(each.bias_ms - each.spread_ms for each in row)
    highs = sorted(each.bias_ms + each.spread_ms for each in row)
    out = len(row) // 20
    low, high = min(-LEAST_MS, lows[out]), max(LEAST_MS, highs[-1 - out])
    wild = WILD * (high - low)
    low, high = min(low, max(lows[0], low - wild)), max(high, min(highs[-1], high + wild))
    room = 0.12 * (high - low)  # for the words above and below the band
    return low - room, high + room


def _ground(axes: "Axes", row: Sequence[Stretch], reach: tuple[float, float]) -> None:
    step = STEP_MS * max(1, round((reach[1] - reach[0]) / 140))
    marks = [ms for ms in range(-10 * step, 11 * step, step) if reach[0] < ms < reach[1]]
    axes.set_yticks(marks, [signed(ms) for ms in marks])
    axes.hlines(marks, -0.5, len(row) - 0.5, color=INK["line"], linewidth=0.8)
    axes.axhline(0, color=INK["ink"], linewidth=1.2)
    box: dict[str, Any] = {"transform": axes.transAxes, "weight": "bold"}
    write(axes, 0.008, 0.965, "late ▲", color=INK["late"], **box)
    write(axes, 0.008, 0.035, "early ▼", color=INK["early"], **box)


def _at_the_end(axes: "Axes", last: Stretch, x: float, reach: tuple[float, float], *, in_words: bool) -> None:
    near = (reach[1] - reach[0]) * 0.04
    shown = min(max(last.bias_ms, reach[0] + 2 * near), reach[1] - 2 * near)
    bias, spread = ("bias ", "spread ") if in_words else ("", "±")
    said: dict[str, Any] = {"clip_on": False, "ha": "left", "color": INK["accent"]}
    inset = x + (x + 0.5) * 0.012
    write(axes, inset, shown + near, f"{bias}{signed(last.bias_ms)} ms", 13, weight="bold", **said)
    write(axes, inset, shown - near, f"{spread}{last.spread_ms:.0f} ms", 13, **said)


def _dates(axes: "Axes", row: Sequence[Stretch], most: int) -> None:
    count = min(most, len(row))
    places = sorted({round(n * (len(row) - 1) / max(1, count - 1)) for n in range(count)})
    is_long = (row[-1].last - row[0].first).days > 300
    labels = [
        f"{MONTHS[row[at].last.month - 1]} {row[at].last.year}" if is_long else day_said(row[at].last)
        for at in places
    ]
    shown = [label if label not in labels[:n] else "" for n, label in enumerate(labels)]
    axes.set_xticks(places, shown, fontsize=points(12))
    ends_inward(axes)


def _said(each: Stretch) -> str:
    when = day_said(each.last, year=True)
    if each.first != each.last:
        when = f"{day_said(each.first, year=each.first.year != each.last.year)} to {when}"
    takes = "" if each.takes == 1 else f", {counted(each.takes, 'take')}"
    return f"{when}{takes}: {early_or_late(each.bias_ms)}, spread {each.spread_ms:.0f} ms"


def _caption(row: Sequence[Stretch]) -> str:
    first, last = row[0], row[-1]
    said = f"You play {early_or_late(last.bias_ms)}, with a spread of {last.spread_ms:.0f} ms"
    return f"{said}; at first {early_or_late(first.bias_ms)}, with a spread of {first.spread_ms:.0f} ms."
