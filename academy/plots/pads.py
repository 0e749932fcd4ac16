"""The heat map of the pads: the unit's own 4 by 4 grid, pad 1 top left; which of them rush, which drag."""

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median, stdev
from typing import TYPE_CHECKING, Any

from academy.plots.sheet import INK, Sheet, write
from academy.plots.told import Later, Picture, Told, counted, early_or_late, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_NOTES = 12
MOST_ERROR_MS = 6.0
MEDIAN_ERROR = 1.25  # of a median, beside that of a mean
FULL_MS = 30.0
MOST_ALPHA = 0.62
GAP = 8
MOST_WIDTH = 460
LEGEND = 44


def pads(told: Told, width: float, title: str | None = None) -> Picture | Later:
    """Draw the median asynchrony of each pad, of all banks together: it is one place under the hand."""
    notes = by_number(told.pads)
    medians = {pad: median(row) for pad, row in notes.items() if can_tell(row)}
    if not medians:
        return Later("After a few takes you see here which of your pads rush and which drag.")
    grid = min(width, MOST_WIDTH)
    sheet = Sheet(width, grid + LEGEND, title)
    axes = sheet.canvas()
    side, left = (grid - 3 * GAP) / 4, (width - grid) / 2
    for pad in range(1, 17):
        row, column = divmod(pad - 1, 4)
        x, y = left + column * (side + GAP), row * (side + GAP)
        _pad(axes, x, y, side, pad, medians.get(pad))
        if pad in notes:
            text = f"Pad {pad}: {counted(len(notes[pad]), 'note')}, " + (
                early_or_late(medians[pad]) if pad in medians else "too few to tell"
            )
            sheet.spot(axes, x + side / 2, y + side / 2, (side / 2, side / 2), text)
    _legend(axes, left, left + grid, grid + LEGEND / 2 + 4)
    return sheet.picture(_caption(medians))


def can_tell(row: Sequence[float]) -> bool:
    """Say whether the notes suffice: the median is known to 6 ms, which a tight player reaches sooner."""
    return len(row) >= LEAST_NOTES and MEDIAN_ERROR * stdev(row) / sqrt(len(row)) <= MOST_ERROR_MS


def by_number(pads_heard: Mapping[str, Sequence[float]]) -> dict[int, list[float]]:
    """Return the asynchronies by the number of a pad, 1 to 16, whatever its bank."""
    notes: dict[int, list[float]] = {}
    for pad, row in pads_heard.items():
        found = re.fullmatch(r"[A-J](\d+)", pad)
        if found and 1 <= int(found[1]) <= 16:
            notes.setdefault(int(found[1]), []).extend(row)
    return dict(sorted(notes.items()))


def _pad(axes: "Axes", x: float, y: float, side: float, pad: int, ms: float | None) -> None:
    from matplotlib.patches import FancyBboxPatch

    style = f"round,pad=0,rounding_size={side * 0.09}"
    axes.add_patch(
        FancyBboxPatch(
            (x, y), side, side, boxstyle=style, facecolor=INK["sunk"], edgecolor=INK["line"], clip_on=False
        )
    )
    name: dict[str, Any] = {"size": max(10.5, side * 0.13), "color": INK["soft"]}
    write(axes, x + side * 0.1, y + side * 0.16, str(pad), **name)
    if ms is None:
        return
    if round(ms):
        colour = INK["early" if ms < 0 else "late"]
        alpha = 0.1 + (MOST_ALPHA - 0.1) * min(1.0, abs(ms) / FULL_MS)
        axes.add_patch(
            FancyBboxPatch((x, y), side, side, boxstyle=style, facecolor=colour, alpha=alpha, linewidth=0)
        )
        axes.plot(
            [x + side * 0.84],
            [y + side * 0.17],
            marker="<" if ms < 0 else ">",
            markersize=3 + 0.07 * side * min(1.0, abs(ms) / FULL_MS),
            color=INK["ink"],
            markeredgewidth=0,
        )
    big = {"color": INK["ink"], "ha": "center", "weight": "bold"}
    write(axes, x + side / 2, y + side * 0.52, signed(ms), side * 0.28, **big)
    word = "early" if round(ms) < 0 else "late" if round(ms) > 0 else "on time"
    write(axes, x + side / 2, y + side * 0.79, word, max(11, side * 0.135), color=INK["ink"], ha="center")


def _legend(axes: "Axes", left: float, right: float, y: float) -> None:
    write(axes, left, y, "◀ early", 12.5, color=INK["early"], weight="bold")
    write(axes, right, y, "late ▶", 12.5, color=INK["late"], weight="bold", ha="right")
    write(axes, (left + right) / 2, y, "median, in ms", ha="center")


def _caption(medians: Mapping[int, float]) -> str:
    if len(medians) == 1:
        ((pad, ms),) = medians.items()
        return f"Pad {pad} comes {early_or_late(ms)}."
    first, last = min(medians, key=medians.__getitem__), max(medians, key=medians.__getitem__)
    if round(medians[first]) == round(medians[last]):
        return f"All your pads come alike: {early_or_late(medians[first])}."
    said = f"Pad {first} comes first ({early_or_late(medians[first])})"
    return f"{said}, pad {last} last ({early_or_late(medians[last])})."
