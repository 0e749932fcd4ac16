"""Draw docs/journey-light.png and -dark.png: a simulated learner from the first lesson to all of level 1.

Run `python docs/journey.py` from the top folder; it needs ten seconds. Who plays is in
tests/progress/simulated_learner.py, and tests/progress/test_journey.py says when the pictures are old.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent / "tests" / "progress"))

from simulated_learner import Learner, Step  # noqa: E402

from academy.plots.files import own_style  # noqa: E402

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVEL, MOST_TAKES = 1, 600
WIDE, HIGH, DPI = 13.0, 11.6, 130
LEFT, ACROSS = 0.23, 0.74
EDGE = -(LEFT - 0.025) / ACROSS
"""The left edge of the words, in shares of a panel."""
PASS, MASTERY = 70, 80
MARKS = "os^"
"""A second lesson of a colour has another mark."""
HANDS = (
    "The hands are simulated, at first 40 ms early with a spread of 36 ms and better with every take. "
    "Recommendations, scores and mastery are the academy's own."
)
AROUND = 7
"""Bias and spread are drawn as the median of this many takes on each side."""


@dataclass(frozen=True)
class Look:
    """The colours of widgets/src/theme.css, and one for each lesson of the level, in turn."""

    name: str
    ink: str
    soft: str
    line: str
    paper: str
    sunk: str
    accent: str
    lessons: tuple[str, ...]


LOOKS = (
    Look(
        *("light", "#1c1b1a", "#5d5953", "#d9d4cc", "#fffdf9", "#f3efe8", "#c2410c"),
        ("#1d5fa8", "#c2410c", "#15703f", "#a03d86", "#8a6100", "#0f7280"),
    ),
    Look(
        *("dark", "#f2ede5", "#b3aba0", "#45403a", "#211f1d", "#2c2926", "#fb8a3c"),
        ("#7db8f5", "#fb8a3c", "#5fce8f", "#e59bd0", "#e0b94a", "#5cc8d6"),
    ),
)


@dataclass(frozen=True)
class Row:
    """A line of the picture: its title, its place from the top, its colour and mark; filled in the level."""

    title: str
    line: int
    colour: str
    mark: str
    of_level: bool


def main() -> None:
    """Play the journey and draw it in both lights."""
    learner, steps = played()
    for look in LOOKS:
        file = DOCS / f"journey-{look.name}.png"
        with own_style("journey", as_text=False):
            about = {"Software": None, "Description": facts(learner, steps)}
            drawn(learner, steps, look).savefig(file, dpi=DPI, metadata=about)


def played() -> tuple[Learner, list[Step]]:
    """Return who played, and all takes up to the mastery of the level."""
    learner = Learner.of_home(DOCS.parent)
    return learner, list(learner.journey(learner.skills_of(LEVEL), MOST_TAKES))


def facts(learner: Learner, steps: Sequence[Step]) -> str:
    """Return what the picture shows in one sentence; it stands on it and in its file."""
    skills = learner.skills_of(LEVEL)
    mastered = skills & frozenset().union(*(step.mastered for step in steps))
    return (
        f"{len(mastered)} of {len(skills)} skills of level {LEVEL} mastered in {len(steps)} takes on "
        f"{steps[-1].day} days, playing only what was recommended"
    )


def drawn(learner: Learner, steps: Sequence[Step], look: Look) -> "Figure":
    """Return the figure: scores above, what was played and mastered in the middle, the timing below."""
    from matplotlib.figure import Figure

    rows = rows_of(learner, steps, look)
    figure = Figure(figsize=(WIDE, HIGH), facecolor=look.paper)
    top = 0.885
    panels: list[Axes] = []
    for height in (0.27, 0.325, 0.17):
        panels.append(figure.add_axes((LEFT, top - height, ACROSS, height), facecolor="none"))
        top -= height + 0.028
    for axes in panels:
        _ground(axes, steps, look)
    _scores(panels[0], steps, rows, look)
    _lessons(panels[1], steps, rows, learner.skills_of(LEVEL), look)
    _timing(panels[2], steps, look)
    _days(panels[0], steps, look)
    said: dict[str, Any] = {"color": look.ink, "va": "baseline"}
    figure.text(0.025, 0.957, "From the first hit to all of level 1", fontsize=23, weight="bold", **said)
    figure.text(0.025, 0.931, f"A simulated learner: {facts(learner, steps)}.", fontsize=12.5, **said)
    figure.text(0.025, 0.014, HANDS, fontsize=10.5, color=look.soft)
    figure.text(0.97, 0.957, "SP-404 Academy", fontsize=12, color=look.soft, ha="right")
    return figure


def rows_of(learner: Learner, steps: Sequence[Step], look: Look) -> dict[str, Row]:
    """Return the row of each lesson that was played, in the order of the course; one row for all beyond."""
    begun = {step.attempt.lesson for step in steps}
    lessons = [one for one in learner.course.lessons if one.id in begun]
    inside = [one for one in lessons if one.level == LEVEL]
    colours = len(look.lessons)
    rows = {
        one.id: Row(
            *(f"{one.number}  {one.title}", line, look.lessons[line % colours], MARKS[line // colours], True)
        )
        for line, one in enumerate(inside)
    }
    beyond = [one.id for one in lessons if one.level != LEVEL]
    other = Row(f"{len(beyond)} lessons beyond level {LEVEL}", len(inside), look.soft, MARKS[0], False)
    return rows | dict.fromkeys(beyond, other)


def _ground(axes: "Axes", steps: Sequence[Step], look: Look) -> None:
    """Shade every other day, and leave the frame away."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=11, labelcolor=look.soft)
    axes.set(xlim=(0.3, len(steps) + 0.7), xticks=[])
    for day, first, last in _days_of(steps):
        if day % 2:
            axes.axvspan(first - 0.5, last + 0.5, color=look.sunk, linewidth=0, zorder=0)


def _days_of(steps: Sequence[Step]) -> Iterator[tuple[int, int, int]]:
    """Yield each day with its first and last take."""
    for day, group in groupby(steps, key=lambda step: step.day):
        numbers = [step.number for step in group]
        yield day, numbers[0], numbers[-1]


def _days(axes: "Axes", steps: Sequence[Step], look: Look) -> None:
    said: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "ha": "center", "va": "bottom"}
    for day, first, last in _days_of(steps):
        words = f"day {day}" if last - first > 3 else str(day)
        axes.text((first + last) / 2, 1.02, words, fontsize=11, color=look.soft, **said)


def _scores(axes: "Axes", steps: Sequence[Step], rows: dict[str, Row], look: Look) -> None:
    """Draw one dot a take at its score; it is hollow where the lesson is beyond the level."""
    low = min(step.attempt.overall or 0.0 for step in steps)
    axes.set(ylim=(low - 4, 102))
    marks = {PASS: f"passed  {PASS}", MASTERY: f"mastered, three in a row  {MASTERY}", 100: "100"}
    axes.set_yticks([*marks], [*marks.values()])
    axes.hlines([PASS, MASTERY], 0, len(steps) + 1, color=look.line, linewidth=1.4, zorder=1)
    _title(axes, "Score of each take", look)
    for step in steps:
        _dot(axes, step.number, step.attempt.overall or 0.0, rows[step.attempt.lesson], look, size=52)


def _lessons(
    axes: "Axes", steps: Sequence[Step], rows: dict[str, Row], skills: frozenset[str], look: Look
) -> None:
    """Show which lesson each take was of, and beside it the skills it mastered."""
    lines = dict.fromkeys(rows.values())
    axes.set(ylim=(len(lines) - 0.4, -0.8), yticks=[])
    for row in lines:
        said: dict[str, Any] = {"color": row.colour, "weight": "bold" if row.of_level else "normal"}
        where = axes.get_yaxis_transform()
        axes.text(EDGE, row.line, row.title, transform=where, va="center", fontsize=11.5, **said)
        axes.axhline(row.line, color=look.line, linewidth=0.6, zorder=0.5)
    for step in steps:
        row = rows[step.attempt.lesson]
        _dot(axes, step.number, row.line, row, look, size=22)
        if step.mastered & skills:
            axes.scatter(
                [step.number], [row.line], s=95, marker="D", color=row.colour, zorder=4, clip_on=False
            )
            _name_skills(axes, step, row, sorted(step.mastered & skills), len(steps), look)


def _name_skills(axes: "Axes", step: Step, row: Row, names: Sequence[str], takes: int, look: Look) -> None:
    is_late = step.number > 0.6 * takes
    said: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "fontsize": 10.5}
    said |= {"xytext": (-4, 8), "ha": "right"} if is_late else {"xytext": (4, 8), "ha": "left"}
    words = ", ".join(name.replace("-", " ") for name in names)
    axes.annotate(words, (step.number, row.line), color=look.ink, **said)


def _title(axes: "Axes", words: str, look: Look) -> None:
    """Name a panel at the left edge of the picture, at its top."""
    at: dict[str, Any] = {"transform": axes.transAxes, "ha": "left", "va": "top"}
    axes.text(EDGE, 1.0, words, fontsize=12.5, weight="bold", color=look.ink, **at)


def _dot(axes: "Axes", x: float, y: float, row: Row, look: Look, size: float) -> None:
    face = row.colour if row.of_level else look.paper
    colours: dict[str, Any] = {"facecolor": face, "edgecolor": row.colour, "marker": row.mark}
    axes.scatter([x], [y], s=size, linewidth=1.2, zorder=3, clip_on=False, **colours)


def _timing(axes: "Axes", steps: Sequence[Step], look: Look) -> None:
    """Draw the bias as a line that comes to the click, in the band of the spread, which grows narrow."""
    known = [
        (step.number, step.attempt.bias_ms, step.attempt.spread_ms)
        for step in steps
        if step.attempt.bias_ms is not None and step.attempt.spread_ms is not None
    ]
    near = [known[max(0, at - AROUND) : at + AROUND + 1] for at in range(len(known))]
    numbers = [number for number, _, _ in known]
    bias = [median(one for _, one, _ in part) for part in near]
    spread = [median(one for _, _, one in part) for part in near]
    low, high = ([b + sign * s for b, s in zip(bias, spread, strict=True)] for sign in (-1, 1))
    axes.fill_between(numbers, low, high, color=look.accent, alpha=0.2, linewidth=0)
    axes.plot(numbers, bias, color=look.accent, linewidth=2.6, solid_capstyle="round")
    axes.scatter(numbers, [one for _, one, _ in known], s=9, color=look.accent, alpha=0.6)
    axes.axhline(0, color=look.ink, linewidth=1.3)
    _title(axes, "Bias and spread,\nin ms from the click", look)
    axes.set_xticks([1, *range(20, len(steps) + 1, 20)])
    axes.set_xlabel("take", color=look.soft, fontsize=11)
    said: dict[str, Any] = {"fontsize": 11.5, "color": look.accent, "weight": "bold", "va": "top"}
    for at, where in ((0, "left"), (-1, "right")):
        words = f"bias {bias[at]:+.0f} ms, spread {spread[at]:.0f} ms".replace("-", "\N{MINUS SIGN}")
        axes.text(numbers[at], low[at] - 3, words, ha=where, **said)
    axes.text(numbers[0], 3, "the click", fontsize=10, color=look.soft)
    axes.set_ylim(min(low) - 18, max(12.0, max(high) + 5))


if __name__ == "__main__":
    main()
