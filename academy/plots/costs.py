"""What language models cost: each day of a month, and what a whole course would cost beside the $50."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from academy.plots.files import own_style, page_svg, png_file, svg_file
from academy.plots.sheet import INK, Sheet, page_width, points, write
from academy.plots.told import MONTHS, Picture, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE = "What the coach costs"
ROW, DAYS_HIGH, GAP, HEAD = 46, 120, 34, 26
FILE_WIDTH = 860.0
KINDS = (
    ("billed_usd", "accent", None),
    ("estimated_usd", "early", "////"),
    ("unmeasured_usd", "late", "...."),
)
"""What was billed, what is an estimate, and what nobody knows; told apart by colour and by hatching."""

Json = Mapping[str, Any]


def costs_svg(told: Json, width: float) -> tuple[str, str]:
    """Return the picture for a page of this width in px as SVG, and its caption."""
    with own_style("costs", as_text=True):
        drawn = costs(told, page_width(width))
        return page_svg(drawn), drawn.caption


def costs_file(told: Json, kind: str) -> bytes:
    """Return the picture with its title as a file, `svg` or `png`."""
    with own_style("costs", as_text=False):
        drawn = costs(told, FILE_WIDTH, TITLE)
        return svg_file(drawn) if kind == "svg" else png_file(drawn)


def costs(told: Json, width: float, title: str | None = None) -> Picture:
    """Draw the costs of a month as `academy.ai.costs` tells them."""
    rows: Sequence[Json] = told["projection"]["scenarios"]
    height = DAYS_HIGH + GAP + HEAD + ROW * len(rows) + 8
    sheet = Sheet(width, height, title)
    _days(sheet, told, width)
    _scenarios(sheet, told["projection"], width)
    year, month = told["month"].split("-")
    spent = f"{dollars(told['total']['usd'])} in {MONTHS[int(month) - 1]} {year}"
    claim = told["projection"]["claim_usd"]
    fit = sum(row["fits"] for row in rows)
    return sheet.picture(f"{spent}. {fit} of {len(rows)} ways to use a model stay below ${claim:g} a month.")


def dollars(usd: float) -> str:
    """Return US dollars with as many digits as say something: $39.22, $0.0042, $0."""
    if usd == 0:
        return "$0"
    return f"${usd:,.2f}" if usd >= 0.1 else f"${usd:.4f}" if usd >= 0.0001 else "under $0.0001"


def _days(sheet: Sheet, told: Json, width: float) -> None:
    days: Sequence[Json] = told["days"]
    axes = sheet.axes(0, HEAD, width, DAYS_HIGH - HEAD - 20)
    most = max((day["usd"] for day in days), default=0.0)
    axes.set(xlim=(0.4, len(days) + 0.6), ylim=(0, most or 1.0), yticks=[])
    axes.set_xticks([1, 10, 20, len(days)])
    axes.axhline(0, color=INK["line"], linewidth=1.5)
    floor = [0.0] * len(days)
    for name, ink, hatch in KINDS:
        high = [day[name] for day in days]
        look: dict[str, Any] = (
            {"color": INK[ink]} if hatch is None else {"facecolor": "none", "edgecolor": INK[ink]}
        )
        if any(high):
            axes.bar([day["day"] for day in days], high, bottom=floor, width=0.72, hatch=hatch, **look)
        floor = [low + up for low, up in zip(floor, high, strict=True)]
    for day in days:
        if day["runs"]:
            text = f"Day {day['day']}: {dollars(day['usd'])}, {counted(day['runs'], 'question')}"
            sheet.spot(axes, day["day"], day["usd"] / 2, (width / len(days) / 2, 40), text)
    canvas = sheet.canvas()
    what = "Each day of the month" if most else "Nothing was spent this month"
    write(canvas, 0, 10, what, 13, color=INK["ink"], weight="bold")
    if most:
        _key(canvas, width)


def _key(canvas: "Axes", width: float) -> None:
    """Draw what the three kinds of money look like, at the end of the heading."""
    left = width - 96 * len(KINDS)
    if left < 180:
        return  # a phone has no room for it; the table on the page has the words
    for at, (name, ink, hatch) in enumerate(KINDS):
        look: dict[str, Any] = (
            {"facecolor": INK[ink]} if hatch is None else {"facecolor": "none", "hatch": hatch}
        )
        canvas.bar(left + 96 * at + 6, 12, width=12, bottom=4, edgecolor=INK[ink], **look)
        write(canvas, left + 96 * at + 17, 10, name.removesuffix("_usd"), 12)


def _scenarios(sheet: Sheet, told: Json, width: float) -> None:
    rows, top = told["scenarios"], DAYS_HIGH + GAP
    canvas = sheet.canvas()
    head = f"{told['learners']:,} learners, {told['lessons']} lessons each, a month"
    write(canvas, 0, top + 4, head, 13, color=INK["ink"], weight="bold")
    axes = sheet.axes(0, top + HEAD, width, ROW * len(rows))
    most = max(row["usd"] for row in rows)
    axes.set(xlim=(0, most * 1.22), ylim=(len(rows), 0), xticks=[], yticks=[])
    for at, row in enumerate(rows):
        _row(axes, at, row, told["claim_usd"])
        text = f"{row['key']}. {row['says']}, {row['model']}: {dollars(row['usd'])} a month"
        sheet.spot(axes, most * 0.61, at + 0.5, (width / 2, ROW / 2), text)
    claim = told["claim_usd"]
    bars = range(len(rows))
    lows, highs = [at + 0.46 for at in bars], [at + 0.94 for at in bars]
    axes.vlines([claim] * len(rows), lows, highs, color=INK["ink"], linewidth=1.4, linestyle=(0, (3, 2)))
    said: dict[str, Any] = {"ha": "left", "color": INK["ink"], "weight": "bold", "clip_on": False}
    write(axes, claim + most * 0.012, -0.16, f"${claim:g} was planned", 12, **said)


def _row(axes: "Axes", at: int, row: Json, claim: float) -> None:
    colour = INK["good"] if row["fits"] else INK["accent"]
    axes.barh(at + 0.7, row["usd"], height=0.34, color=colour)
    write(axes, 0, at + 0.33, f"{row['key']}\u2002{row['says']}", 12, color=INK["soft"])
    said: dict[str, Any] = {"ha": "left", "color": INK["ink"], "weight": "bold"}
    mark = " ✓" if row["fits"] else ""
    axes.annotate(
        f"{dollars(row['usd'])}{mark}",
        (max(row["usd"], claim), at + 0.7),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontsize=points(12.5),
        **said,
    )
