"""`academy score`: the page's own scoring, from the shell."""

import argparse
import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from academy.cli.command import add, answer
from academy.errors import AcademyError, LessonError, TakeError
from academy.settings import Settings

Json = dict[str, Any]


def register(commands: Any) -> None:
    """Add the command of this file."""
    score = add(
        commands,
        "score",
        "Score a take against an exercise or a pattern file.",
        "academy score --exercise boom-bap-pocket/first-bar --take mine.mid --json",
        run_score,
    )
    score.add_argument("--exercise", metavar="LESSON/EXERCISE")
    score.add_argument(
        "--pattern", type=Path, metavar="FILE", help="body of an exercise cell, or a MIDI file"
    )
    score.add_argument("--take", type=Path, metavar="FILE", help=".mid, .take or .json")
    latency = score.add_mutually_exclusive_group()
    latency.add_argument("--latency-ms", type=float, help="calibrated latency to take off")
    latency.add_argument("--uncalibrated", action="store_true", help="the latency is not known")
    score.add_argument("--mode", choices=("click", "free"), default=None)
    score.add_argument("--level", type=int, choices=(1, 2, 3))
    score.add_argument("--map", default="modeA", metavar="modeA|modeB|gm|FILE", help="pad map of a MIDI take")
    score.add_argument("--batch", type=Path, metavar="LIST.jsonl", help="many takes, one JSON object a line")
    score.add_argument("--json", action="store_true")


def run_score(said: argparse.Namespace, settings: Settings) -> int:
    """Score one take, or each line of a list."""
    if said.batch:
        for line in score_batch(said.batch, settings):
            answer(line, compact=True)
        return 0
    if said.take is None or (said.exercise is None) == (said.pattern is None):
        raise TakeError(
            "score what? Give --take FILE and either --exercise LESSON/EXERCISE or --pattern FILE."
        )
    scored = score_one(
        {
            "exercise": said.exercise,
            "pattern": said.pattern and str(said.pattern),
            "take": str(said.take),
            "mode": said.mode,
            "level": said.level,
            "map": said.map,
        }
        | ({"latency_ms": None} if said.uncalibrated else {})
        | ({"latency_ms": said.latency_ms} if said.latency_ms is not None else {}),
        settings,
    )
    if said.json:
        answer(scored)
    else:
        _tell(scored)
    return 0


def score_batch(path: Path, settings: Settings) -> Iterator[Json]:
    """Yield one result a line, in the order of the list; a bad line answers with its error."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not lines:
        return
    cores = min(os.cpu_count() or 1, len(lines))
    with ProcessPoolExecutor(max_workers=cores) as pool:
        chunk = max(1, min(16, len(lines) // (cores * 4)))
        yield from pool.map(partial(score_line, settings=settings), lines, chunksize=chunk)


def score_line(line: str, settings: Settings) -> Json:
    """Score one line of a list; what is wrong with it is its answer."""
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        return {"error": f"not JSON: {error}"}
    if not isinstance(asked, dict):
        return {"error": 'expected an object such as {"pattern": FILE, "take": FILE}'}
    try:
        return score_one(asked, settings)
    except (AcademyError, OSError, ValueError, TypeError) as error:
        return {"error": str(error)}


def score_one(asked: Json, settings: Settings) -> Json:
    """Score one take: `pattern` or `exercise`, `take`, `latency_ms`, `mode`, `level`, `map`."""
    from academy.midi.device import load_device
    from academy.midi.files import read_take, read_target
    from academy.patterns.notation import parse
    from academy.practice import score_take
    from academy.samples.kits import load_kit

    if not asked.get("take") or not (asked.get("pattern") or asked.get("exercise")):
        raise TakeError("a take needs 'take' and either 'pattern' or 'exercise'")
    pads = load_kit(settings.home / "data" / "kits" / "course").pads
    device = load_device(settings.home / "data" / "sp404mk2.toml")
    pad_map = device.named_map(asked.get("map") or "modeA")
    take = read_take(Path(asked["take"]), pad_map=pad_map, lanes=pads)
    if asked.get("exercise"):
        pattern = _exercise(asked["exercise"], settings).pattern
    elif Path(asked["pattern"]).suffix.lower() in (".mid", ".midi"):
        pattern = read_target(Path(asked["pattern"]), pad_map)
    else:
        pattern = parse(Path(asked["pattern"]).read_text(encoding="utf-8"))
    score = score_take(
        pattern,
        take,
        pads=pads,
        latency_ms=asked.get("latency_ms", "take"),
        mode=asked.get("mode"),
        level=asked.get("level"),
    )
    return score.as_json() | {"exercise": asked.get("exercise") or take.exercise}


def _exercise(exercise_id: str, settings: Settings) -> Any:
    from academy.lessons.catalogue import catalogue

    course = catalogue(settings.home / "course")
    found = course.exercise(exercise_id)
    if found is None:
        known = ", ".join(one.id for lesson in course.lessons for one in lesson.exercises)
        raise LessonError(f"No exercise '{exercise_id}' in the course. There are: {known}.")
    return found


def _tell(scored: Json) -> None:
    overall = scored["overall"]
    print(f"{scored['status']}: {'–' if overall is None else overall}")
    for name, value in scored["components"].items():
        print(f"  {name:<9} {'–' if value is None else value}")
    for sentence in scored.get("explained", []):
        print(f"  {sentence}")
