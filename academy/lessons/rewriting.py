"""The few words that publishing itself writes into a lesson: number, version, and the link to the next."""

import re
from pathlib import Path

from academy.lessons.drafting import cell, notebook_text
from academy.lessons.hygiene import clean
from academy.lessons.notebook import notebook_of

NEXT = "**Next:**"


class Manuscript:
    """A notebook in memory, to be changed and written once it is right."""

    def __init__(self, file: Path) -> None:
        self._notebook = clean(notebook_of(file))

    @property
    def text(self) -> str:
        """The notebook as a file, clean."""
        return notebook_text(self._notebook)

    def say(self, key: str, value: object) -> None:
        """Write one key of the front matter; comments and the order of the others stay."""
        line = rf"(?m)^({re.escape(key)}\s*:\s*)[^#\n]*?(\s+#.*)?$"
        front = self._source(0)
        self._put(0, re.sub(line, lambda found: f"{found[1]}{value}{found[2] or ''}", front, count=1))

    def lead_to(self, title: str, file: str) -> None:
        """Have the last cell end with a link to the lesson that follows."""
        link = f"{NEXT} [{title}]({file})"
        last = len(self._notebook["cells"]) - 1
        if self._notebook["cells"][last]["cell_type"] != "markdown":
            cells = [*self._notebook["cells"], cell("markdown", "closing", link)]
            self._notebook = clean(self._notebook | {"cells": cells})
            return
        lines = [line for line in self._source(last).splitlines() if not line.startswith(NEXT)]
        self._put(last, "\n".join([*lines, link]) if lines else link)

    def _source(self, place: int) -> str:
        return "".join(self._notebook["cells"][place]["source"])

    def _put(self, place: int, source: str) -> None:
        self._notebook["cells"][place]["source"] = source.splitlines(keepends=True)
