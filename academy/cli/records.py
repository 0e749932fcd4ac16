"""`academy export`, `backup` and `restore`: a learner's own data, and patterns for the unit."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.cli.command import add, counted
from academy.errors import TakeError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.midi.device import PadMap


def register(commands: Any) -> None:
    """Add the commands of this file."""
    export = add(
        commands,
        "export",
        "Write every take as a MIDI file with a table of scores, or an exercise for the unit.",
        "academy export --exercise backbeat/kick-and-snare --to backbeat.mid",
        run_export,
    )
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--takes", type=Path, metavar="DIR", help="write all takes to this folder")
    what.add_argument("--exercise", metavar="LESSON/EXERCISE", help="write one exercise, with --to")
    export.add_argument("--to", type=Path, metavar="FILE.mid", help="the file of the exercise")
    export.add_argument("--map", metavar="modeA|modeB|gm|FILE", help="its notes (modeA, which the app reads)")
    backup = add(
        commands,
        "backup",
        "Copy everything that is kept to one file, also while people play.",
        "academy backup mine.duckdb",
        run_backup,
    )
    backup.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="a new file; without it a dated one in ACADEMY_BACKUP_FOLDER",
    )
    restore = add(
        commands,
        "restore",
        "Bring a backup back; what is there now is kept beside it.",
        "academy restore mine.duckdb",
        run_restore,
    )
    restore.add_argument("file", type=Path)


def run_export(said: argparse.Namespace, settings: Settings) -> int:
    """Write one MIDI file a take, or one exercise."""
    from academy.desk.moment import desk_for
    from academy.keepsakes import export_table, export_takes
    from academy.lessons.played import WithVersions
    from academy.midi.device import load_device

    device = load_device(settings.home / "data" / "sp404mk2.toml")
    if said.exercise:
        return _export_exercise(said, settings, device.named_map(said.map or "modeA"))
    with desk_for(settings) as desk:
        written = export_takes(desk, said.takes, device.named_map(said.map or "modeA"))
        export_table(WithVersions(desk, settings.course), said.takes)
    print(f"{counted(len(written), 'take')} in {said.takes}")
    return 0


def _export_exercise(said: argparse.Namespace, settings: Settings, pad_map: "PadMap") -> int:
    from academy.cli.scoring import exercise_named
    from academy.practice.delivery import HOW, midi_of_pattern
    from academy.samples.kits import load_kit

    if said.to is None:
        raise TakeError("export to where? Give --to FILE.mid.")
    pattern = exercise_named(said.exercise, settings)
    kit = load_kit(settings.home / "data" / "kits" / (pattern.kit or "course"))
    said.to.write_bytes(midi_of_pattern(pattern, kit.pads, pad_map))
    print(f"{said.exercise} in {said.to}\n{HOW}")
    return 0


def run_backup(said: argparse.Namespace, settings: Settings) -> int:
    """Copy the store, also while the course is open."""
    from academy.desk.backups import dated_file
    from academy.desk.moment import desk_for

    file = said.file or dated_file(settings)
    with desk_for(settings) as desk:
        desk.backup(file.resolve())
    print(f"Kept in {file}")
    return 0


def run_restore(said: argparse.Namespace, settings: Settings) -> int:
    """Put a backup in the store's place."""
    from academy.errors import StoreBusy, StoreError
    from academy.store.restoring import restore

    if not said.file.is_file():
        raise StoreError(f"There is no backup {said.file}. Name a file that `academy backup` wrote.")
    try:
        kept = restore(settings.store, said.file)
    except StoreBusy as error:
        if not settings.store.startswith("duckdb"):
            raise
        raise StoreBusy(
            "The course is open. Stop it with Ctrl-C where it was started, then restore."
        ) from error
    print(f"Restored from {said.file}." + (f" What was there is in {kept}." if kept else ""))
    return 0
