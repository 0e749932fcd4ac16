"""The scores of one exercise, take by take, with its pass mark and the best so far."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from academy.plots.sheet import INK, Sheet, ends_inward, write
from academy.plots.told import Later, Picture, Told, counted, day_said
from academy.progress.attempt import Attempt
from academy.progress.totals import day_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_TAKES = 2
MOST_TAKES = 200
LEFT, RIGHT, TOP, BOTTOM = 36, 84, 12, 52
PX_PER_TAKE = 4


def history(told: Told, width: float, title: str | None = None) -> Picture | Later:
    """Draw every score of the exercise; takes of a loop, slower or stopped are practice and hollow."""
    mine = [take for take in told.takes if take.exercise == told.exercise and take.overall is not None]
    if len(mine) < LEAST_TAKES:
        return Later("After two takes of an exercise you see here how its score grows.")
    across = width - LEFT - RIGHT
    takes = mine[-min(MOST_TAKES, int(across / PX_PER_TAKE)) :]
    sheet = Sheet(width, 280, title and f"{title}: {told.title}")
    axes = sheet.axes(LEFT, TOP, across, 280 - TOP - BOTTOM)
    least = min(min(take.points for take in takes) - 4, told.pass_mark - 12)
    axes.set(xlim=(0.2, len(takes) + 0.8), ylim=(max(-3, least), 103))
    _ground(axes, told.pass_mark, len(takes), first=len(mine) - len(takes))
    earlier = max((take.points for take in mine[: -len(takes)] if take.counts), default=0.0)
    _best(axes, takes, earlier)
    size = 7 if len(takes) <= 60 else 4.5
    style: dict[str, Any] = {"linestyle": "", "marker": "o"}
    for counts in (False, True):
        places = [place for place, take in enumerate(takes, start=1) if take.counts == counts]
        points = [take.points for take in takes if take.counts == counts]
        look: dict[str, Any] = (
            {"color": INK["accent"], "markersize": size, "markeredgewidth": 0}
            if counts
            else {"markerfacecolor": "none", "markeredgecolor": INK["soft"], "markersize": size * 0.8}
        )
        axes.plot(places, points, **style, **look)
    half = (across / len(takes) / 2, 24)
    for place, take in enumerate(takes, start=1):
        sheet.spot(axes, place, take.points, half, _said(told, take))
    return sheet.picture(_caption(told, mine))


def _ground(axes: "Axes", mark: float, count: int, first: int) -> None:
    low = axes.get_ylim()[0]
    lines = [points for points in range(0, 101, 20) if points > low]
    axes.set_yticks(lines, [str(points) for points in lines])
    axes.hlines(lines, 0.2, count + 0.8, color=INK["line"], linewidth=0.8)
    axes.hlines([mark], 0.2, count + 0.8, color=INK["good"], linewidth=1.6, linestyle=(0, (5, 3)))
    said = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    write(axes, 1.012, mark, f"pass {mark:.0f}", 12.5, color=INK["good"], weight="bold", **said)
    ticks = [1, count]
    axes.set_xticks(ticks, [f"take {first + ticks[0]}", f"take {first + ticks[1]}"])
    ends_inward(axes)
    below: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    # spaces that a page does not fold into one
    write(axes, 0, -0.19, "●\u2002whole take\u2003○\u2002practice", **below)


def _best(axes: "Axes", takes: Sequence[Attempt], earlier: float) -> None:
    """Draw the best of whole takes so far as a staircase, with its height at the end."""
    points = (take.points if take.counts else 0.0 for take in takes)
    bests = accumulate(points, max, initial=earlier)
    shown = [(place, best) for place, best in enumerate(bests) if place and best > 0]
    if not shown:
        return
    places, heights = zip(*shown, strict=True)
    axes.step(
        [*places, len(takes) + 0.8], [*heights, heights[-1]], where="post", color=INK["ink"], linewidth=1.2
    )
    said = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    write(axes, 1.012, heights[-1], f"best {heights[-1]:.0f}", 12.5, color=INK["ink"], weight="bold", **said)


def _said(told: Told, take: Attempt) -> str:
    kind = "passed" if take.passed else "not passed" if take.counts else "practice"
    return f"{day_said(day_of(take.played_at, told.zone), year=True)}: {take.points:.0f}, {kind}"


def _caption(told: Told, takes: Sequence[Attempt]) -> str:
    whole = [take.points for take in takes if take.counts]
    passes = sum(take.passed for take in takes)
    best = f"your best is {max(whole):.0f}" if whole else "none of them whole yet"
    return f"{counted(len(takes), 'take')} of {told.title}: {best}, passed {counted(passes, 'time')}."
