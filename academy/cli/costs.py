"""`academy costs`: what language models cost this month, what is left, and what a whole course would cost."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from academy.cli.command import add, answer, counted
from academy.settings import Settings

Json = Mapping[str, Any]
NAME = 24
COLUMNS = (
    ("asked", 6),
    ("cached", 7),
    ("billed", 10),
    ("estimated", 10),
    ("unmeasured", 11),
    ("together", 10),
)
HEAD = " " * NAME + "".join(f"{name:>{wide}}" for name, wide in COLUMNS)


def register(commands: Any) -> None:
    """Add the command."""
    command = add(
        commands,
        "costs",
        "Say what language models cost by learner and purpose, what is left, and what a course would cost.",
        "academy costs --month 2026-11 --plot costs.svg",
        run_costs,
    )
    command.add_argument("--month", type=_month, metavar="YYYY-MM", help="the month, in UTC (this one)")
    command.add_argument("--plot", type=_picture, metavar="FILE", help="draw it, too, as .svg or .png")
    command.add_argument("--json", action="store_true", help="print what a program can read")


def run_costs(said: argparse.Namespace, settings: Settings) -> int:
    """Print the costs of a month, and draw them where a file is named."""
    costs = _costs(settings, said.month or f"{datetime.now(UTC):%Y-%m}")
    if said.plot:
        from academy.plots.costs import costs_file

        said.plot.write_bytes(costs_file(costs, said.plot.suffix[1:].lower()))
    if said.json:
        answer(costs)
        return 0
    for line in told(costs):
        print(line)
    if said.plot:
        print(f"\nDrawn in {said.plot}")
    return 0


def _costs(settings: Settings, month: str) -> Json:
    from academy.ai.costs import costs_of, month_named
    from academy.client import Desk
    from academy.desk.moment import desk_for

    with desk_for(settings) as desk:
        if isinstance(desk, Desk):
            return desk.costs(month)
        begin, end = month_named(month)
        return costs_of(desk.ai_runs(begin), settings.ai, (begin, end))


def told(costs: Json) -> Iterator[str]:
    """Yield the costs in words, lines of at most 100 columns."""
    total = costs["total"]
    if not total["runs"]:
        yield f"No language model was asked in {costs['month']}."
    else:
        yield f"{costs['month']}: {counted(total['runs'], 'question')}, {usd(total['usd'])} in all."
        yield ""
        yield HEAD
        for name in ("learners", "purposes"):
            yield f"by {name[:-1]}"
            yield from (_row(one["name"], one) for one in costs[name])
        failed = [one for one in costs["outcomes"] if one["name"] not in ("answered", "cached")]
        if failed:
            yield "without an answer: " + ", ".join(f"{one['name']} ({one['runs']})" for one in failed)
    yield from _left(costs)
    yield from _projected(costs["projection"])


def usd(amount: float) -> str:
    """Return US dollars; small ones with more digits."""
    return f"${amount:,.2f}" if amount >= 0.1 or amount == 0 else f"${amount:.5f}"


def _row(name: str, one: Json) -> str:
    short = name if len(name) <= NAME - 2 else f"{name[: NAME - 3]}…"
    money = [usd(one[kind]) for kind in ("billed_usd", "estimated_usd", "unmeasured_usd", "usd")]
    cells = zip((one["runs"], one["cached"], *money), COLUMNS, strict=True)
    return f"  {short:<{NAME - 2}}" + "".join(f"{cell:>{wide}}" for cell, (_, wide) in cells)


def _left(costs: Json) -> Iterator[str]:
    yield ""
    budget = costs["budget"]
    if not costs["configured"]:
        yield "No language model is set up, so nothing is spent. ACADEMY_AI_KEY sets one up."
    if budget is None:
        yield "Models answer on a server of your own: they cost nothing, and there is no budget."
        return
    yield f"Left for the course: {usd(budget['course_left_usd'])} of {usd(budget['course_usd'])}."
    yield f"A learner may spend {usd(budget['learner_usd'])} a month."
    for one in budget["learners_left"]:
        yield f"  {one['learner']:<{NAME - 2}} {usd(one['usd'])} left"


def _projected(projection: Json) -> Iterator[str]:
    rows: Sequence[Json] = projection["scenarios"]
    learners, lessons = projection["learners"], projection["lessons"]
    yield ""
    yield f"{learners:,} learners, {lessons} lessons each, US dollars a month; prices: {projection['prices']}"
    yield f"  {'':<49} {'model':<16} {'':>9} {'with fee':>9}   of ${projection['claim_usd']:g}"
    for row in rows:
        model = row["model"].rpartition("/")[2]
        model = model if len(model) <= 16 else f"{model[:15]}…"
        verdict = "within" if row["fits"] else f"{row['usd'] / projection['claim_usd']:.1f} times"
        money = f"{row['usd']:>9,.2f} {row['with_fee_usd']:>9,.2f}"
        yield f"  {row['key']}  {row['says']:<46} {model:<16} {money}   {verdict}"


def _month(text: str) -> str:
    from academy.ai.costs import month_named

    try:
        month_named(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error
    return text


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".svg", ".png"):
        raise argparse.ArgumentTypeError(f"'{text}' is no picture; end it in .svg or .png")
    return path
