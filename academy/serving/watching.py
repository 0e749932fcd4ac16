"""A notebook that is being written: whether it changed since, and what the checker says of it now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from academy.errors import LessonError
from academy.lessons.check import check
from academy.lessons.hygiene import CURE
from academy.lessons.notebook import cells_of
from academy.lessons.versions import content_hash


@dataclass
class Watched:
    """The notebook `file`, served as the page `path`; it is read anew only when it was saved."""

    file: Path
    path: str
    _saved: tuple[int, int] = (0, 0)
    _state: dict[str, Any] | None = None

    def state(self) -> dict[str, Any]:
        """Return what a page needs to follow the author.

        `text` is the hash of what a learner would see, None while the file is no notebook;
        `saved_ms` is when it was saved, in ms since 1970; `problems` have place, sentence and cure.
        """
        try:
            stat = self.file.stat()
        except OSError:
            return self._gone()
        saved = (stat.st_mtime_ns, stat.st_size)
        if self._state is None or saved != self._saved:
            self._saved = saved
            self._state = self._read() | {"path": self.path, "saved_ms": stat.st_mtime_ns / 1e6}
        return self._state

    def _read(self) -> dict[str, Any]:
        try:
            text = content_hash(cells_of(self.file))
        except LessonError:
            text = None
        try:
            problems = check([self.file], published=False)
        except LessonError:  # the file went away this very moment
            return self._gone()
        said = [
            {"cell": one.cell, "line": one.line, "says": one.says, "cure": one.cure}
            for one in problems
            if one.cure != CURE  # what JupyterLab leaves behind at each save is no mistake of the author
        ]
        return {"text": text, "problems": said}

    def _gone(self) -> dict[str, Any]:
        says = f"{self.file.name} is not there any more"
        cure = "Save it under this name again, or end the preview with Ctrl-C and preview the new file."
        problem = {"cell": None, "line": None, "says": says, "cure": cure}
        return {"text": None, "problems": [problem], "path": self.path, "saved_ms": 0.0}
