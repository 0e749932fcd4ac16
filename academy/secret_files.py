"""Secrets as files: owned by one account, readable by nobody else, never in the environment itself."""

import os
import secrets
import stat
from pathlib import Path

from academy.errors import SettingError


def make_secret(file: Path) -> None:
    """Write a new secret of 32 random bytes where there is none yet."""
    if file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(32))


def read_secret(file: Path, named_by: str | None = None) -> str:
    """Return a secret; SettingError when it is missing, empty, or others than its owner may open it.

    `named_by` is the setting that names the file, for the sentence.
    """
    place = f"{named_by} is '{file}', which" if named_by else f"The secret {file}"
    try:
        with file.open(encoding="utf-8") as opened:
            state = os.fstat(opened.fileno())
            mode = stat.S_IMODE(state.st_mode)
            said = opened.read().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{place} cannot be read: {error}. Make the file with mode 0600.") from error
    if mode & (0o037 if _is_lent(state) else 0o077):
        raise SettingError(
            f"{place} can be opened by others than its owner (mode {mode:04o}). Make it private with "
            f"`chmod 600 {file}`, and have a new secret made if others may have read it."
        )
    if not said:
        raise SettingError(f"{place} is empty; expected the secret on one line.")
    return said


def _is_lent(state: os.stat_result) -> bool:
    """Say whether a file is root's and open to this process by a group: so Kubernetes mounts a secret."""
    if not hasattr(os, "getgroups") or os.geteuid() == 0:
        return False
    return state.st_uid == 0 and state.st_gid in os.getgroups()
