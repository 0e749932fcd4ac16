"""`academy new` and `academy import-pattern`: for those who write lessons."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, counted
from academy.errors import LessonError, NotationError, TakeError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.midi.device import PadMap
    from academy.patterns.quantise import Quantised


def register(commands: Any) -> None:
    """Add the commands of this file."""
    new = add(
        commands,
        "new",
        "Write a draft of a lesson with a working exercise in it, for you to make your own.",
        'academy new "Dembow" --tempo 95',
        run_new,
    )
    new.add_argument("title", metavar="TITLE")
    new.add_argument("--tempo", type=float, default=95, metavar="N", help="beats per minute (95)")
    new.add_argument("--topic", default="rhythm", metavar="TOPIC", help="what it is about (rhythm)")
    new.add_argument("--level", type=int, choices=(1, 2, 3), default=1, help="1 beginner to 3 advanced (1)")
    new.add_argument("--into", type=Path, metavar="DIR", help="the folder to write to (course/drafts)")
    midi = add(
        commands,
        "import-pattern",
        "Write a MIDI file as the cell of an exercise; what was rounded is said on stderr.",
        "academy import-pattern beat.mid --map gm --bars 2",
        run_import,
    )
    midi.add_argument("file", type=Path, metavar="FILE.mid")
    midi.add_argument("--map", default="modeA", metavar="modeA|modeB|gm|FILE", help="pad map (modeA)")
    midi.add_argument("--division", type=int, metavar="N", help="steps to a beat (the best of 4, 3 and 6)")
    midi.add_argument("--bars", type=int, metavar="N", help="how many bars to take (all)")
    midi.add_argument("--name", default="first-bar", metavar="NAME", help="the exercise's name (first-bar)")


def run_new(said: argparse.Namespace, settings: Settings) -> int:
    """Write the lesson, never over another one, and say what is still to do."""
    from academy.lessons.drafting import TO_FILL_IN, draft, lesson_id, next_number, write_draft
    from academy.lessons.places import HOME, course_of
    from academy.lessons.problem import shown

    folder: Path = said.into or settings.drafts
    course = course_of(folder)
    number = next_number(course)
    lesson = draft(said.title, number=number, tempo=said.tempo, topic=said.topic, level=said.level)
    file = write_draft(lesson, lesson_id(said.title), number, folder)
    print(f"{shown(file)}\n\nIt can be played as it is. To fill in:")
    for task in TO_FILL_IN:
        print(f"- {task}")
    if not (course / HOME).is_file():
        print(f"- its link to {HOME} leads somewhere once it lies in the course")
    print(f"\nNext: academy preview {shown(file)}, and when it is right academy publish {shown(file)}")
    return 0


def run_import(said: argparse.Namespace, settings: Settings) -> int:
    """Print the exercise's cell, and on stderr what was rounded."""
    from academy.lessons.exercise_text import MAGIC, faults_of_name
    from academy.midi.device import load_device
    from academy.patterns.header import DIVISIONS
    from academy.patterns.notation import render

    for fault in faults_of_name(said.name):
        raise LessonError(f"{fault.says}. {fault.cure}")
    if said.division not in (None, *DIVISIONS):
        raise NotationError(f"--division is {said.division}; expected one of {DIVISIONS}.")
    pad_map = load_device(settings.home / "data" / "sp404mk2.toml").named_map(said.map)
    try:
        found, notes = _imported(said, settings, pad_map)
    except NotationError as error:
        raise TakeError(f"{said.file.name}: {error}") from error
    print(f"{MAGIC} {said.name}\n{render(found.pattern)}", end="")
    for line in (*_told(found), *notes):
        print(line, file=sys.stderr)
    return 0


def _imported(
    said: argparse.Namespace, settings: Settings, pad_map: "PadMap"
) -> tuple["Quantised", list[str]]:
    """Return what was read, and what is to be said of the file itself."""
    from academy.midi.files import read_target
    from academy.midi.smf import TEMPO, TIME_SIGNATURE, read_events
    from academy.patterns.quantise import in_beats, quantise
    from academy.samples.kits import load_kit

    target = read_target(said.file, pad_map)
    events = read_events(said.file.read_bytes())[1]
    signatures = [event.data for event in events if event.kind == TIME_SIGNATURE and len(event.data) >= 2]
    signature = next(((data[0], 2 ** data[1]) for data in signatures if data[0] and data[1] <= 6), (4, 4))
    meter, beats = in_beats(target.tempo, signature)
    pads = load_kit(settings.home / "data" / "kits" / "course").pads
    found = quantise(
        [(onset.beat * beats, onset.pad, onset.velocity) for onset in target.onsets],
        tempo=round(target.tempo * beats, 2),
        meter=meter,
        division=said.division,
        bars=said.bars,
        pads=pads,
    )
    notes = []
    if not any(event.kind == TEMPO for event in events):
        notes.append("The file names no tempo; 120 is what the standard says then.")
    if any(abs(onset.time_s - onset.beat * target.beat_s) > 0.001 for onset in target.onsets):
        notes.append("The file changes its tempo; an exercise has one, so the first was taken.")
    if not any(lane.name in pads for lane in found.pattern.lanes):
        notes.append("None of these pads is a sound of the course kit; for General MIDI drums give --map gm.")
    return found, notes


def _told(found: "Quantised") -> Iterator[str]:
    """Yield what was taken and what was rounded, in words."""
    pattern, count = found.pattern, len(found.shifts_ms)
    yield (
        f"Tempo {pattern.tempo:g}, {pattern.meter[0]}/{pattern.meter[1]}, {counted(pattern.bars, 'bar')}, "
        f"{pattern.division} steps to a beat, {counted(count, 'note')}."
    )
    yield f"Moved to the grid by {found.mean_ms:.1f} ms on average and {found.largest_ms:.1f} ms at most."
    if found.far:
        yield f"{counted(found.far, 'note')} moved by more than a quarter of a step."
    if found.merged:
        yield f"{counted(found.merged, 'note')} merged with another on the same pad and step."
    if found.wrapped:
        yield f"{counted(found.wrapped, 'note')} just before the end written at the beginning, as in a loop."
    if found.left_out:
        yield f"{counted(found.left_out, 'note')} after bar {pattern.bars} left out."
