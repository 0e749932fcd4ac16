"""Entries as a parquet file: one row a sound, one column a value, what is unknown left empty."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from academy.errors import SoundError
from academy.samples.analysis.descriptors import NAMES
from academy.samples.library.entry import Entry
from academy.samples.sound import Sound
from academy.samples.whole import write_whole

if TYPE_CHECKING:
    import pyarrow as pa

_WORDS = ("id", "name", "kind", "key", "mode", "root", "recipe", "path", "licence", "origin")
_LISTS = ("tags", "genres")
_WHOLE = {"channels": "int8", "rate": "int32", "is_loop": "bool"}
_SOUND = tuple(field.name for field in fields(Sound))


def write_catalogue(file: Path, entries: Iterable[Entry], about: Mapping[str, str] | None = None) -> None:
    """Write entries, there whole or not at all; `about` is kept with them as it is."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema().with_metadata(dict(about or {}))
    table = pa.Table.from_pydict(_columns(list(entries)), schema=schema)
    written = io.BytesIO()
    parquet.write_table(table, written, compression="zstd")
    write_whole(file, written.getvalue())


def read_catalogue(file: Path) -> tuple[tuple[Entry, ...], Mapping[str, str]]:
    """Read entries and what was written about them; SoundError when the file is no catalogue."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(file, use_threads=False)
    except (OSError, pa.ArrowInvalid) as error:
        raise SoundError(f"{file} cannot be read as a catalogue of sounds: {_first_line(error)}") from error
    missing = sorted(set(_schema().names) - set(table.column_names))
    if missing:
        raise SoundError(f"{file} is no catalogue of sounds: it has no column '{missing[0]}'.")
    about = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    return tuple(_entries(table)), MappingProxyType(about)


def _schema() -> "pa.Schema":
    import pyarrow as pa

    kinds: dict[str, Any] = dict.fromkeys(_WORDS, pa.string())
    kinds |= dict.fromkeys(_LISTS, pa.list_(pa.string()))
    kinds |= {name: pa.type_for_alias(kind) for name, kind in _WHOLE.items()}
    kinds["source"] = pa.map_(pa.string(), pa.string())
    columns = [(name, kinds.get(name, pa.float64())) for name in _SOUND]
    columns += [(name, pa.float64()) for name in NAMES]
    return pa.schema([*columns, ("peaks", pa.binary()), ("stamp", pa.string())])


def _columns(entries: Sequence[Entry]) -> dict[str, list[Any]]:
    columns = {name: [getattr(entry.sound, name) for entry in entries] for name in _SOUND}
    columns["path"] = [path and path.as_posix() for path in columns["path"]]
    columns["source"] = [list(source.items()) for source in columns["source"]]
    columns |= {name: [entry.features.get(name) for entry in entries] for name in NAMES}
    columns["peaks"] = [entry.peaks for entry in entries]
    columns["stamp"] = [entry.stamp for entry in entries]
    return columns


def _entries(table: "pa.Table") -> Iterator[Entry]:
    names = (*_SOUND, *NAMES, "peaks", "stamp")
    for values in zip(*(table.column(name).to_pylist() for name in names), strict=True):
        said = dict(zip(names, values, strict=True))
        features = {name: value for name in NAMES if (value := said.pop(name)) is not None}
        peaks, stamp = said.pop("peaks"), said.pop("stamp")
        for name in _LISTS:
            said[name] = tuple(said[name])
        said["source"] = dict(said["source"])
        said["path"] = said["path"] and Path(said["path"])
        yield Entry(Sound(**said), features, peaks, stamp)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "damaged").rstrip(".") + "."
