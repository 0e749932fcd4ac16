"""A file that is there whole or not at all: written beside its place, and renamed."""

import os
import tempfile
from pathlib import Path


def write_whole(place: Path, data: bytes) -> None:
    """Write a file and its folder; two writers leave one good file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=f".{place.stem}.", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as raw:
            raw.write(data)
        os.replace(part, place)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
