"""A copy of everything that is committed, made while the store stays open."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from academy.errors import StoreError
from academy.store.dumping import dump

COPY = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"


def copy_to(engine: Engine, path: Path) -> None:
    """Write a new file, while nobody else writes on DuckDB: a DuckDB file, or of PostgreSQL a dump.

    A DuckDB file is copied as it lies on the disk (50 MB in about a second); table by table takes half a
    minute for as much, and all takes would wait for it. StoreError when it cannot be written.
    """
    if engine.dialect.name != "duckdb":
        return dump(engine.url.render_as_string(hide_password=False), path)
    file = Path(engine.url.database or "")
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("checkpoint")
        if os.name == "posix" and not _has_log(file):
            _copy_bytes(file, path)
        else:
            _copy_tables(cursor, path)
    finally:
        raw.close()


def _has_log(file: Path) -> bool:
    """Say whether there are changes that stand in DuckDB's write-ahead log alone."""
    log = file.with_name(f"{file.name}.wal")
    return log.exists() and log.stat().st_size > 0


def _copy_bytes(file: Path, path: Path) -> None:
    """Copy in a process of its own: one that closes the file here would give up DuckDB's lock on it."""
    command = [sys.executable, "-S", "-c", COPY, str(file), str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode:
        path.unlink(missing_ok=True)
        why = (said.stderr.strip().splitlines() or ["it was ended"])[-1]
        raise StoreError(f"{path} cannot be written: {why}")


def _copy_tables(cursor: Any, path: Path) -> None:
    target = str(path).replace("'", "''")
    cursor.execute("select current_database()")
    name = (cursor.fetchone() or ("",))[0]
    cursor.execute(f"attach '{target}' as copied")
    try:
        cursor.execute(f'copy from database "{name}" to copied')
    finally:
        cursor.execute("detach copied")
