"""One thing to mend in a notebook: where it is, what it is, and the cure."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Problem:
    """A mistake with its place: `cell` is the cell's id, `line` counts from 1 within the cell.

    Both are None where they do not apply. `says` holds the value and what was expected.
    """

    file: Path
    cell: str | None
    line: int | None
    says: str
    cure: str

    def __str__(self) -> str:
        """Return it as one line."""
        cell = f", cell '{self.cell}'" if self.cell else ""
        line = f", line {self.line}" if self.line else ""
        end = "" if self.says.endswith(("?", ".")) else "."
        return f"{shown(self.file)}{cell}{line}: {self.says}{end} {self.cure}".rstrip()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self) | {"file": shown(self.file)}


def shown(file: Path) -> str:
    """Return a file as one would type it here: relative where it lies below the working folder."""
    try:
        return str(file.resolve().relative_to(Path.cwd().resolve()))
    except (ValueError, OSError):
        return str(file)


def value_shown(value: Any, limit: int = 60) -> str:
    """Return a value as a message may quote it: on one line, cut when it is long."""
    text = " ".join(repr(value).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
