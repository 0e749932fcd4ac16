"""Secrets as files: made here, owned by one account, readable by nobody else."""

import os
import secrets
import stat
from pathlib import Path

from academy.errors import HubError


def make_secret(file: Path, owner: int | None = None) -> None:
    """Write a new secret of 32 random bytes where there is none yet; `owner` is a unix account's number."""
    if file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(32))
    if owner is not None:
        os.chown(file, owner, -1)


def read_secret(file: Path) -> str:
    """Return a secret; HubError when it is missing, empty, or other accounts may read it."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        said = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise HubError(
            f"The secret {file} cannot be read: {error.strerror}. Make the file with mode 0600."
        ) from error
    if mode & 0o077:
        raise HubError(f"Others may read {file} (mode {mode:04o}). Replace it, then `chmod 600 {file}`.")
    if not said:
        raise HubError(f"The secret {file} is empty. Write it into the file.")
    return said
