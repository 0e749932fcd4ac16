"""PostgreSQL's own tools: a whole database to a file and back, by pg_dump and pg_restore.

Debian has them in postgresql-client; they must not be older than the server. A password is handed to them in
their environment, since a process list shows everybody's commands.
"""

import os
import shutil
import subprocess
from pathlib import Path

from academy.errors import StoreDamaged, StoreError

MAGIC = b"PGDMP"
"""How a dump in PostgreSQL's custom format begins."""


def dump(url: str, path: Path) -> None:
    """Write a database to a file, as it was at one moment, while others write; StoreError when that fails."""
    path.touch(mode=0o600)
    try:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    except StoreError:
        path.unlink()
        raise


def load(path: Path, url: str) -> None:
    """Fill an empty database from a dump, all of it or nothing; StoreDamaged when the file is none."""
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    try:
        _run("pg_restore", url, *options, str(path))
    except StoreError as error:
        raise StoreDamaged(f"{path} cannot be read as a backup of the academy: {error}") from error


def is_dump(path: Path) -> bool:
    """Say whether a file begins as a dump does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _run(tool: str, url: str, *arguments: str) -> None:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    if shutil.which(tool) is None:
        raise StoreError(f"{tool} is not here. Install PostgreSQL's tools: apt install postgresql-client.")
    place = {name: str(value) for name, value in conninfo_to_dict(url.replace("+psycopg", "", 1)).items()}
    secret = {"PGPASSWORD": place.pop("password")} if "password" in place else {}
    command = [tool, *arguments, f"--dbname={make_conninfo('', **place)}"]
    said = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)
    if said.returncode:
        lines = said.stderr.strip().splitlines()
        raise StoreError(f"{tool} failed: {lines[0] if lines else f'it ended with {said.returncode}'}")
