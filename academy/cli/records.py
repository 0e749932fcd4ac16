"""`academy export`, `academy backup` and `academy restore`: a learner's own data."""

import argparse
from pathlib import Path
from typing import Any

from academy.cli.command import add
from academy.settings import Settings


def register(commands: Any) -> None:
    """Add the commands of this file."""
    export = add(
        commands, "export", "Write every take as a MIDI file.", "academy export --takes my-takes", run_export
    )
    export.add_argument("--takes", type=Path, required=True, metavar="DIR", help="the folder to write to")
    backup = add(
        commands,
        "backup",
        "Copy everything kept of you to one file.",
        "academy backup mine.duckdb",
        run_backup,
    )
    backup.add_argument("file", type=Path)
    restore = add(
        commands,
        "restore",
        "Bring a backup back; what is there now is kept beside it.",
        "academy restore mine.duckdb",
        run_restore,
    )
    restore.add_argument("file", type=Path)


def run_export(said: argparse.Namespace, settings: Settings) -> int:
    """Write one MIDI file a take."""
    from academy.desk.moment import desk_for
    from academy.keepsakes import export_takes
    from academy.midi.device import load_device

    pad_map = load_device(settings.home / "data" / "sp404mk2.toml").mode_a()
    with desk_for(settings) as desk:
        written = export_takes(desk, said.takes, pad_map)
    print(f"{len(written)} {'take' if len(written) == 1 else 'takes'} in {said.takes}")
    return 0


def run_backup(said: argparse.Namespace, settings: Settings) -> int:
    """Copy the store, also while the course is open."""
    from academy.desk.moment import desk_for

    with desk_for(settings) as desk:
        desk.backup(said.file.resolve())
    print(f"Kept in {said.file}")
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
        raise StoreBusy(
            "The course is open. Stop it with Ctrl-C where it was started, then restore."
        ) from error
    print(f"Restored from {said.file}." + (f" What was there is in {kept}." if kept else ""))
    return 0
