"""The report as lines of at most 100 columns, and as tables for a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from academy.cli.command import counted

Json = Mapping[str, Any]

TITLE = 28
BAR = 16
WIDE = 100
MOST_HARD = 8
PLACES = {
    "through": "through the course",
    "at_it": "at it",
    "stopped": "stopped",
    "not_begun": "not begun",
}
COLUMNS = ("began", "completed", "stopped", "attempts", "mean", "median", "tries", "minutes")
HEAD = f"      {'':<{TITLE}} began  done  stop  takes  mean   med  tries   min"
PRIVACY = "Learners are known by the names of their files only; nothing was changed in any of them."


def told(report: Json, *, exercises: bool) -> Iterator[str]:
    """Yield the report in words."""
    yield from _head(report)
    begun = [lesson for lesson in report["lessons"] if lesson["began"]]
    if begun:
        yield "\n" + HEAD
    for lesson in begun:
        yield _row(f"{lesson['number']:>4}", lesson)
        for one in lesson["exercises"] if exercises else ():
            yield _row("    ", one | {"title": f"  {one['title']}"})
    yield from _funnel(report)
    yield from _hardness(report["lessons"])
    yield from _liked(report["lessons"])
    yield from _notes(report, bool(begun))


def write_tables(report: Json, folder: Path) -> None:
    """Write lessons.csv and exercises.csv, which a spreadsheet reads."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"lesson": one["id"], "title": one["title"], **_numbers(one)} for one in report["lessons"]]
    _write(folder / "lessons.csv", ("lesson", "title", *COLUMNS), rows)
    exercises = [
        {"exercise": one["id"], "title": one["title"], **_numbers(one), "measured": one["measured"]}
        | {"seen": one["hardness"] and one["hardness"]["seen"]}
        for lesson in report["lessons"]
        for one in lesson["exercises"]
    ]
    _write(folder / "exercises.csv", ("exercise", "title", *COLUMNS, "measured", "seen"), exercises)


def _write(file: Path, columns: Sequence[str], rows: Sequence[Json]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns)
        table.writeheader()
        table.writerows(rows)


def _numbers(one: Json) -> dict[str, Any]:
    return {name: one[name] for name in COLUMNS}


def _head(report: Json) -> Iterator[str]:
    here = [f"{count} {PLACES[place]}" for place, count in report["places"].items() if count]
    yield f"{counted(report['learners'], 'learner')}, {counted(report['takes'], 'take')}: {', '.join(here)}."
    if report["few"] and report["takes"]:
        yield f"{counted(report['learners'], 'learner')}: too few for more than a hint."


def _row(number: str, one: Json) -> str:
    title = one["title"] if len(one["title"]) <= TITLE else one["title"][: TITLE - 1] + "…"
    return (
        f"{number}  {title:<{TITLE}} {one['began']:>5} {one['completed']:>5} {_or_dot(one['stopped']):>5} "
        f"{one['attempts']:>6} {_points(one['mean']):>5} {_points(one['median']):>5} "
        f"{_tenth(one['tries']):>6} {_tenth(one['minutes']):>5}"
    )


def _funnel(report: Json) -> Iterator[str]:
    """Yield where learners stopped: the lesson as a bar, and the exercises of it."""
    stopped = report["places"]["stopped"]
    if not stopped:
        return
    yield f"\nWhere {counted(stopped, 'learner')} stopped (no take for {report['stopped_after_days']} days)"
    most = max(lesson["stopped"] for lesson in report["lessons"]) or 1
    for lesson in report["lessons"]:
        at = [f"{one['title']} ({one['stopped']})" for one in lesson["exercises"] if one["stopped"]]
        if at:
            bar = "█" * max(1, round(BAR * lesson["stopped"] / most))
            said = f"{lesson['number']:>4}  {lesson['title']:<{TITLE}} {bar:<{BAR}} {', '.join(at)}"
            yield said if len(said) <= WIDE else said[: WIDE - 1] + "…"
    if report["stopped_elsewhere"]:
        yield f"      {report['stopped_elsewhere']} at an exercise that this course does not have"


def _liked(lessons: Sequence[Json]) -> Iterator[str]:
    """Yield how lessons were liked, the least first."""
    rated = [lesson for lesson in lessons if lesson["rating"]]
    if rated:
        yield "\nHow lessons are liked, of 5"
    for lesson in sorted(rated, key=lambda one: (one["rating"]["stars"], one["number"])):
        rating = lesson["rating"]
        stars = f"{rating['stars']:g} by {counted(rating['count'], 'learner')}"
        yield f"{lesson['number']:>4}  {lesson['title']:<{TITLE}} {stars}"


def _hardness(lessons: Sequence[Json]) -> Iterator[str]:
    """Yield the exercises that differ most from what was measured."""
    known = [one for lesson in lessons for one in lesson["exercises"] if one["hardness"]]
    differ = [one for one in known if one["hardness"]["verdict"] != "as measured"]
    differ.sort(key=lambda one: -abs(one["hardness"]["seen"] - one["measured"]))
    if differ:
        yield "\nHarder or easier than measured (logits)"
    for one in differ[:MOST_HARD]:
        said = one["hardness"]
        numbers = f"measured {said['measured']:+.1f}, seen {said['seen']:+.1f}"
        yield f"  {said['verdict']:<7} {one['id']:<44} {numbers}, {said['learners']} learners"
    if len(differ) > MOST_HARD:
        yield f"  and {len(differ) - MOST_HARD} more, in --json and --csv"


def _notes(report: Json, any_begun: bool) -> Iterator[str]:
    copies = [one["files"] for one in report["files"] if len(one["files"]) > 1]
    notes = [f"{', '.join(files)} share takes and count as one learner." for files in copies]
    notes += [f"Left out: {sentence}" for sentence in report["skipped"]]
    if any_begun:
        notes.append(
            "began, done: learners. takes: of any kind. mean, med: of best scores. tries: to the first pass."
        )
    yield ""
    for note in (*notes, PRIVACY):
        yield from wrap(note, WIDE)


def _or_dot(count: int) -> str:
    return str(count) if count else "·"


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _tenth(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
