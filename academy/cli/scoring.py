"""Scoring of files: one take, or each line of a list on all cores."""

import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import sentence_of
from academy.errors import AcademyError, LessonError, TakeError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.lessons.catalogue import Catalogue
    from academy.midi.device import Device, PadMap
    from academy.midi.take import Take
    from academy.patterns.model import Pattern, Target

Json = dict[str, Any]
MIDI_ENDINGS = (".mid", ".midi", ".smf")


def score_batch(path: Path, settings: Settings) -> Iterator[Json]:
    """Yield one result a line, in the order of the list; a bad line answers with its error."""
    with _naming(path):
        lines = [line for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
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
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON: {sentence_of(error)}"}
    if not isinstance(asked, dict):
        return {"error": 'expected an object such as {"pattern": FILE, "take": FILE}'}
    try:
        return score_one(asked, settings)
    except (AcademyError, OSError, ValueError, TypeError) as error:
        return {"error": sentence_of(error)}


def score_one(asked: Json, settings: Settings) -> Json:
    """Score one take: `pattern` or `exercise`, `take`, `latency_ms`, `mode`, `level`, `map`."""
    from academy.midi.files import read_take
    from academy.patterns.model import Pattern
    from academy.patterns.pads import is_pad
    from academy.practice import score_take
    from academy.samples.kits import load_kit

    take_file, exercise, pattern_file, map_name = (
        _name(asked, key) for key in ("take", "exercise", "pattern", "map")
    )
    if take_file is None or (exercise is None) == (pattern_file is None):
        raise TakeError("a take needs 'take' and either 'pattern' or 'exercise'")
    pads = load_kit(settings.home / "data" / "kits" / "course").pads
    pad_map = _device(settings.home).named_map(map_name or "modeA")
    with _naming(Path(take_file)):
        take = read_take(Path(take_file), pad_map=pad_map, lanes=pads)
        for number, hit in enumerate(take.hits, start=1):
            if hit.pad is not None and not is_pad(hit.pad):
                raise TakeError(f"hit {number}: '{hit.pad}' is no pad; expected a name such as A13.")
    pattern = exercise_named(exercise, settings) if exercise else _pattern(Path(pattern_file or ""), pad_map)
    if isinstance(pattern, Pattern) and (said := _read_back(asked, pattern, take, take_file, pads)):
        return said | {"exercise": exercise or take.exercise}
    score = score_take(
        pattern,
        take,
        pads=pads,
        latency_ms=asked.get("latency_ms", "take"),
        mode=asked.get("mode"),
        level=asked.get("level"),
    )
    return score.as_json() | {"exercise": exercise or take.exercise}


def _read_back(
    asked: Json, pattern: "Pattern", take: "Take", file: str, pads: Mapping[str, str]
) -> Json | None:
    """Return the score of a pattern that a machine played, as the page scores it; None for a take by hand.

    A MIDI file for a `sequence` is one, unless `mode` or `latency_ms` says that hands played it.
    """
    from academy.practice.reading import is_reading, read_back

    by_hand = asked.get("mode") is not None or "latency_ms" in asked
    is_file = Path(file).suffix.lower() in MIDI_ENDINGS and not by_hand
    message = dict(take.about) | ({"input": {"kind": "file"}} if is_file else {})
    if not is_reading(message, pattern):
        return None
    return read_back(pattern, take, pads, asked.get("level"), is_live=message.get("practice") == "read")


def _name(asked: Json, key: str) -> str | None:
    value = asked.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    raise TakeError(f"'{key}' is {value!r}; expected a name in quotes.")


def _pattern(path: Path, pad_map: "PadMap") -> "Pattern | Target":
    from academy.midi.files import read_target
    from academy.patterns.notation import parse

    with _naming(path):
        if path.suffix.lower() in MIDI_ENDINGS:
            return read_target(path, pad_map)
        return parse(path.read_text(encoding="utf-8-sig"))


def exercise_named(exercise_id: str, settings: Settings) -> "Pattern":
    """Return the pattern of an exercise of the course; LessonError lists what there is instead."""
    course = _catalogue(settings.course)
    found = course.exercise(exercise_id)
    if found is None:
        raise LessonError(
            f"No exercise '{exercise_id}' in the course. There are: {', '.join(course.exercises)}."
        )
    return found.pattern


@cache
def _catalogue(folder: Path) -> "Catalogue":
    from academy.lessons.catalogue import catalogue

    return catalogue(folder)


@cache
def _device(home: Path) -> "Device":
    from academy.midi.device import load_device

    return load_device(home / "data" / "sp404mk2.toml")


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Have every complaint about a file name it, and say why it cannot be read."""
    try:
        yield
    except AcademyError as error:
        if path.name in str(error):
            raise
        raise TakeError(f"{path.name}: {error}") from error
    except OSError as error:
        raise TakeError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise TakeError(f"{path.name}: not text in UTF-8 (byte {error.start}).") from error
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise TakeError(f"{path.name}: it cannot be understood ({error}).") from error
