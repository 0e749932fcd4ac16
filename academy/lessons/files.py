"""Writing a file so that a crash leaves the old one or the new one, never half of it."""

import os
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a file in one step; its folder is made if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, file)
