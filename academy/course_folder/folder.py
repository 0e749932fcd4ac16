"""The folder itself: brought up to date with what the desk gives this learner now.

A lesson that is not open stands there as its front page, under the same name, so that its address opens the
lesson at the next request after it was paid for. What a learner wrote into a lesson is never written over: it
moves to `mine/` when the desk has another text of that lesson.

Who teaches has drafts of lessons on request in `review/`, where no page of the course looks for lessons.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from academy.errors import AcademyError
from academy.lessons.drafting import notebook_text
from academy.lessons.files import write_whole

Json = dict[str, Any]
Ask = Callable[[str], Json]
MINE, REVIEW = "mine", "review"
KNOWN = ".lessons.json"


class Gives(Protocol):
    """What is asked of the desk; academy/client.py."""

    def lessons(self) -> Json:
        """Return a row for each lesson."""

    def handed_out(self, lesson_id: str) -> Json:
        """Return a lesson, or its front page."""

    def draft(self, wish_id: str) -> Json:
        """Return a draft, to who teaches."""


class CourseFolder:
    """`place` is the learner's own; `pages` holds the notebooks that are no lessons; `desk` is asked anew."""

    def __init__(self, place: Path, pages: Path, desk: Callable[[], Gives | None]) -> None:
        self._place, self._pages, self._desk = place, pages, desk
        self._lock = threading.Lock()

    def refresh(self) -> str | None:
        """Bring it up to date; returns why that was not possible. What is there stays then."""
        with self._lock:
            try:
                return self._bring_up_to_date()
            except OSError as error:  # a full disk: what is there can still be read
                return f"{self._place} cannot be written: {error.strerror}"

    def _bring_up_to_date(self) -> str | None:
        known = self._known()
        before = json.dumps(known)
        self._lay_out(known)
        trouble = self._fetch(known)
        if json.dumps(known) != before:
            write_whole(self._place / KNOWN, json.dumps(known, indent=1, sort_keys=True))
        return trouble

    def _lay_out(self, known: Json) -> None:
        for page in sorted(self._pages.glob("*.ipynb")):
            text = page.read_text(encoding="utf-8")
            if known.get(page.name, {}).get("digest") != _digest(text) or not self._has(page.name):
                self._put(page.name, text, _digest(text), known)

    def _fetch(self, known: Json) -> str | None:
        desk = self._desk()
        if desk is None:
            return "This server was told of no desk."
        try:
            told = desk.lessons()
            there: dict[str, tuple[Json, Ask]]
            there = {row["file"]: (row, desk.handed_out) for row in told["lessons"]}
            there |= {f"{REVIEW}/{row['file']}": (row, desk.draft) for row in told.get("drafts", ())}
            for name, (row, ask) in there.items():
                if known.get(name, {}).get("digest") != row["digest"] or not self._has(name):
                    given = ask(row["id"])
                    self._put(name, notebook_text(given["notebook"]), given["digest"], known)
        except AcademyError as error:
            return str(error)
        kept = set(there) | {page.name for page in self._pages.glob("*.ipynb")}
        for name in set(known) - kept:
            self._take_away(name, known)
        return None

    def _has(self, name: str) -> bool:
        return (self._place / name).is_file()

    def _put(self, name: str, text: str, digest: str, known: Json) -> None:
        folder, _, plain = name.rpartition("/")
        if folder not in ("", REVIEW) or Path(plain).name != plain:
            raise AcademyError(f"The desk named a lesson '{name}', which is no file name.")
        (self._place / folder).mkdir(mode=0o700, exist_ok=True)
        self._keep_what_is_mine(name, known, _digest(text))
        file = self._place / name
        write_whole(file, text)
        file.chmod(0o600)
        known[name] = {"digest": digest, "written": _digest(text)}

    def _take_away(self, name: str, known: Json) -> None:
        self._keep_what_is_mine(name, known, "")
        (self._place / name).unlink(missing_ok=True)
        del known[name]

    def _keep_what_is_mine(self, name: str, known: Json, new: str) -> None:
        """Move a file away that reads neither as it was written here nor as it is going to."""
        file = self._place / name
        if not file.is_file():
            return
        now = _digest(file.read_text(encoding="utf-8", errors="replace"))
        if now in (new, known.get(name, {}).get("written")):
            return
        mine = self._place / MINE
        mine.mkdir(mode=0o700, exist_ok=True)
        os.replace(file, mine / f"{file.stem}-{now[:8]}{file.suffix}")

    def _known(self) -> Json:
        """Return what was written by digests, by file; nothing where that cannot be read."""
        try:
            known = json.loads((self._place / KNOWN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
