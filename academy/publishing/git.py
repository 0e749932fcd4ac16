"""What git knows: the text that a lesson had, and the name of whoever works here."""

import json
import subprocess
from pathlib import Path

from academy.lessons.notebook import cells_in
from academy.lessons.versions import content_hash

AT_MOST = 200
"""How many commits of a file are looked at."""


def text_in_git(file: Path, wanted: str) -> str | None:
    """Return the newest text of a notebook that has the content hash `wanted`, None when git has none."""
    commits = _git(file.parent, "log", "--format=%H", "-n", str(AT_MOST), "--", file.name) or ""
    for commit in commits.split():
        text = _git(file.parent, "show", f"{commit}:./{file.name}")
        if text is not None and _hash_of(text) == wanted:
            return text
    return None


def name_in_git(folder: Path) -> str | None:
    """Return the name that git writes into commits made here, None when it knows none."""
    return (_git(folder, "config", "user.name") or "").strip() or None


def _hash_of(text: str) -> str | None:
    try:
        return content_hash(cells_in(json.loads(text)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # a state of the file that was no notebook


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git answers in a folder; None without git, outside a repository, or for what it has not."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
