"""Write a kit to the unit's card: each file is there whole under its name, or not there at all.

A file is written as `NAME.part`, forced onto the card, read back, and only then gets its name; so a full
card or a pulled cable leaves no half file that the unit could choke on. What stands on the card already and
is different is left alone until the learner says otherwise.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from academy.errors import CardError

IMPORT = "IMPORT"
"""The folder at the card's root in which the unit looks for samples (sp404mk2.md, 3.2)."""
PART = ".part"


@dataclass(frozen=True)
class Written:
    """What became of each file: `new` and `replaced` were written now, `same` stood there already."""

    folder: Path
    new: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def write_card(card: Path, kit: str, files: Mapping[str, bytes], *, overwrite: bool = False) -> Written:
    """Write files into `IMPORT/<kit>/` of a card; CardError says what is in the way and what to do.

    `card` is where the card is mounted, or its IMPORT folder. A second run finishes what a first one began.
    """
    if not card.is_dir():
        raise CardError(f"There is no folder {card}. Put the card in, and name the folder it appears as.")
    folder = (card if card.name.upper() == IMPORT else card / IMPORT) / kit
    return write_folder(folder, files, overwrite=overwrite, ignore_case=True)


def write_folder(
    folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False, ignore_case: bool = False
) -> Written:
    """Write files into a folder, each whole or not at all; those before a failure stay.

    With `ignore_case` a file that is there as `a13_kick.wav` is in the way of A13_KICK.WAV.
    """
    done: list[str] = []
    try:
        there = _there(folder, files, ignore_case)
        same = tuple(name for name, data in files.items() if name in there and _is(there[name], data))
        differ = tuple(name for name in files if name in there and name not in same)
        if differ and not overwrite:
            raise CardError(
                f"{folder} has {_list([there[name].name for name in differ])} already, and different. "
                "Nothing was written. Ask for --overwrite to replace, or move what is there away."
            )
        todo = {name: data for name, data in files.items() if name not in same}
        _make_room(folder, todo)
        for name, data in todo.items():
            _write(folder, name, data, there.get(name))
            done.append(name)
        _check_again(folder, todo)
    except OSError as error:
        raise CardError(_failed(folder, error, len(done), len(files))) from error
    return Written(folder, tuple(name for name in todo if name not in differ), differ, same)


def _there(folder: Path, files: Mapping[str, bytes], ignore_case: bool) -> dict[str, Path]:
    """Return, by the name of a file to write, what stands in its place already."""
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return {}
    wanted = {name.upper() if ignore_case else name: name for name in files}
    found = ((path.name.upper() if ignore_case else path.name, path) for path in paths)
    return {wanted[name]: path for name, path in found if name in wanted}


def _write(folder: Path, name: str, data: bytes, old: Path | None) -> None:
    """Write one file under a passing name, and give it its own when it is on the card."""
    part = folder / (name + PART)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not _is(part, data):
            raise CardError(
                f"{name}: the card gives back other bytes than were written. Do not trust this card; "
                "format it on the unit, or take another."
            )
        os.replace(part, folder / name)
        if old is not None and old.name != name and not _is_one(old, folder / name):
            old.unlink()
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    _keep_names(folder)


def _check_again(folder: Path, files: Mapping[str, bytes]) -> None:
    """Read everything back under its final name; a file that is not what was written is taken away."""
    for name, data in files.items():
        if not _is(folder / name, data):
            (folder / name).unlink(missing_ok=True)
            raise CardError(f"{name} reads back differently and was taken away. Take another card.")


def _is(path: Path, data: bytes) -> bool:
    """Say whether a file holds exactly these bytes, asked of the card and not of the memory before it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read(len(data) + 1) == data


def _is_one(one: Path, other: Path) -> bool:
    """Say whether two names are the same file; a name that is gone is."""
    return not one.exists() or one.samefile(other)


def _make_room(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder, clear what an interrupted run left there, and see that the files fit."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        (folder / (name + PART)).unlink(missing_ok=True)
    needed, free = sum(map(len, files.values())), shutil.disk_usage(folder).free
    if needed > free:
        raise CardError(
            f"The kit needs {_size(needed)} and {folder} has {_size(free)} free. Nothing was written. "
            "Take something off the card."
        )


def _keep_names(folder: Path) -> None:
    """Force a new name onto the card; systems that cannot open a folder do so by themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failed(folder: Path, error: OSError, done: int, asked: int) -> str:
    why = (error.strerror or str(error)).lower()
    return (
        f"Writing to {folder} stopped: {why}. {done} of {asked} files were written, each whole. Look at "
        "the card (room, lock, cable) and run the same command again; it goes on from there."
    )


def _list(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
