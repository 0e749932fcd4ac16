"""`academy kit`: a lesson's sounds and patterns onto the unit's card, or into one ZIP file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add
from academy.errors import CardError, LessonError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.lessons.notebook import Lesson
    from academy.samples.export.card import Written
    from academy.samples.export.kit import ExportedKit


def register(commands: Any) -> None:
    """Add the command of this file."""
    kit = add(
        commands,
        "kit",
        "Write a lesson's sounds, pad map and patterns to the unit's card.",
        "academy kit --lesson boom-bap-pocket --out /media/SP404",
        run_kit,
    )
    kit.add_argument("--lesson", required=True, metavar="ID", help="the lesson, as `academy lessons` says it")
    kit.add_argument("--out", type=Path, metavar="CARD", help="the folder that the card appears as")
    kit.add_argument("--zip", type=Path, metavar="FILE", help="write one ZIP file, to unpack onto the card")
    kit.add_argument("--seed", type=int, metavar="N", help="other sounds than those of the lesson's page")
    kit.add_argument("--overwrite", action="store_true", help="replace files that are there and different")


def run_kit(said: argparse.Namespace, settings: Settings) -> int:
    """Write the kit, and say what was written."""
    from academy.samples.export.card import write_card, write_folder
    from academy.samples.export.zipping import zip_of

    if said.out is None and said.zip is None:
        raise CardError("The kit to where? Give --out CARD, the card's folder, or --zip FILE.")
    kit = _kit_of(_lesson(said.lesson, settings), said.seed, settings)
    if said.out is not None:
        _say(kit, write_card(said.out, kit.folder, kit.files, overwrite=said.overwrite))
    if said.zip is not None:
        if not said.zip.parent.is_dir():
            raise CardError(f"There is no folder {said.zip.parent}. Make it, or name another.")
        packed = {said.zip.name: zip_of(kit.folder, kit.files)}
        write_folder(said.zip.parent, packed, overwrite=said.overwrite)
        print(f"{len(kit.files)} files in {said.zip}; unpack it onto the card.")
    for note in kit.notes:
        print(note)
    return 0


def _lesson(lesson_id: str, settings: Settings) -> "Lesson":
    """Return the lesson with this id, or with this number."""
    from academy.lessons.catalogue import what_can_be_read

    course = what_can_be_read(settings.course)
    for lesson in course.lessons:
        if lesson_id in (lesson.id, str(lesson.number)):
            return lesson
    known = ", ".join(lesson.id for lesson in course.lessons)
    raise LessonError(f"No lesson '{lesson_id}' in the course. There are: {known}.")


def _kit_of(lesson: "Lesson", seed: int | None, settings: Settings) -> "ExportedKit":
    """Make the files of a lesson; a seed leaves out what the learner chose."""
    from academy.desk.moment import desk_for
    from academy.midi.device import load_device
    from academy.practice.lesson_kit import KEPT, SEEDS, export_of, kit_of
    from academy.samples.band.band import Band
    from academy.samples.kits import load_kit
    from academy.samples.library.library import Library

    data, state = settings.home / "data", settings.state_dir
    sounds, cache = data / "sounds", state / "sounds"
    library = Library.open(sounds, cache, state / "own-sounds", Band.found(sounds, cache))
    pads = load_kit(data / "kits" / "course").pads
    with desk_for(settings) as desk:
        own, drawn = ((desk.setting(name) or {}).get(lesson.id) for name in (KEPT, SEEDS))
    chosen = (own or {}, drawn or 0) if seed is None else ({}, seed)
    kit = kit_of(lesson, library, pads, *chosen)
    print(kit.says)
    return export_of(lesson, kit, library, pads, load_device(data / "sp404mk2.toml").mode_a())


def _say(kit: "ExportedKit", written: "Written") -> None:
    counts = ((written.new, "new"), (written.replaced, "replaced"), (written.same, "there already"))
    done = ", ".join(f"{len(names)} {what}" for names, what in counts if names)
    others = len(kit.files) - len(kit.rows)
    print(f"{len(kit.rows)} sounds and {others} other files in {written.folder}: {done}.")
    for row in kit.rows:
        print(f"  {row.pad:<4} {row.file:<20}  {row.label}")
    for name in list(kit.files)[len(kit.rows) :]:
        print(f"       {name}")
