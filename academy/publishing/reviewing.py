"""Reviewing on a page: drafts with their checks, decisions bound to the text that was shown, publishing.

The page names the hash of the text it shows. When the draft has changed since, nothing is decided: the
reviewer sees the new text first.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

from academy.errors import AcademyError, DeskUnavailable, LessonError
from academy.lessons.catalogue import what_can_be_read
from academy.lessons.decision import Decision, decide
from academy.lessons.notebook import Exercise, cells_of, read_lesson
from academy.lessons.versions import content_hash
from academy.publishing.gate import allowed, ready
from academy.publishing.git import name_in_git
from academy.publishing.placing import file_named
from academy.publishing.portrait import HANDS, QUICK_MS, Portrait, portrait_of
from academy.publishing.publish import Wish, publish_draft
from academy.settings import Settings

Json = dict[str, Any]
NOT_YOURS = "Only instructors decide here. Ask whoever runs this academy."


class HasRatings(Protocol):
    """What is asked of a desk; `academy.client.Desk` is one."""

    def ratings(self) -> list[Json]:
        """Return how lessons were liked."""
        ...


class Reviewing:
    """The drafts of a course; on one's own computer everybody may decide, on a hub `may_decide` says who."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        desk: Callable[[], HasRatings | None] = lambda: None,
        may_decide: Callable[[], bool] | None = None,
    ) -> None:
        self._settings = settings
        self._now = now
        self._desk = desk
        self._may_decide = may_decide or (lambda: settings.service_url is None)

    def read(self) -> Json:
        """Return what the page lists: drafts, who decides, and how the lessons of the course are liked."""
        portraits = [portrait_of(file) for file in sorted(self._settings.drafts.glob("*.ipynb"))]
        return {
            "drafts": [self._shown(portrait) for portrait in portraits],
            "by": name_in_git(self._settings.course) or "",
            "may_decide": self._may_decide(),
            "ratings": self._ratings(),
        }

    def exercise(self, draft: str, exercise_id: str) -> Exercise:
        """Return one exercise of a draft; LessonError when it has none of this name."""
        lesson = read_lesson(self._file(draft))
        found = next((one for one in lesson.exercises if one.id == exercise_id), None)
        if found is None:
            raise LessonError(f"{draft} has no exercise '{exercise_id}' any more. Look at it anew.")
        return found

    def decide(self, draft: str, seen: str, by: str, reason: str | None) -> str:
        """Keep a decision about the text whose hash was `seen`: approved without a reason, else rejected."""
        file, name = self._seen(draft, seen), by.strip()
        if not name or name.lower() == "ai":
            raise LessonError("A person decides: write your name.")
        if reason is not None and not reason.strip():
            raise LessonError("Say why, for those who mend it.")
        if reason is None and (problems := portrait_of(file).problems):
            raise LessonError(f"It cannot be approved: {len(problems)} to mend, named above.")
        at = self._now().isoformat(timespec="seconds")
        word: Any = "approved" if reason is None else "rejected"
        decide(file, Decision(word, name, at, seen, reason and reason.strip()))
        return f"Kept: {word} by {name}."

    def publish(self, draft: str, seen: str) -> str:
        """Publish the text whose hash was `seen`; LessonError says why it may not be."""
        file = self._seen(draft, seen)
        lesson = ready(file)
        done = publish_draft(lesson, self._settings.course, allowed(lesson), Wish(), self._now())
        return " ".join(map(str, done))

    def _seen(self, draft: str, seen: str) -> Path:
        """Return the file of a draft whose text is still the one that was shown."""
        if not self._may_decide():
            raise LessonError(NOT_YOURS)
        file = self._file(draft)
        if content_hash(cells_of(file)) != seen:
            raise LessonError(f"{file.name} was changed since you looked at it. Here is what it says now.")
        return file

    def _file(self, draft: str) -> Path:
        """Return a draft by its file's name alone: nothing outside the folder of drafts is reached."""
        file = self._settings.drafts / Path(draft).name
        if not file.is_file():
            return file_named(Path(draft).name, self._settings.drafts, self._settings.drafts)
        return file

    def _shown(self, portrait: Portrait) -> Json:
        told = portrait.as_json()
        try:
            told["hash"] = content_hash(cells_of(portrait.file))
        except AcademyError:
            told["hash"] = None
        for one in told["exercises"]:
            one["quick"] = one["least_gap_ms"] is not None and one["least_gap_ms"] < QUICK_MS
            one["crowded"] = one["most_pads_at_once"] > HANDS
        lab = portrait.file.relative_to(self._settings.course).as_posix()
        return told | {"name": portrait.file.name, "standing": portrait.standing, "lab": lab}

    def _ratings(self) -> list[Json]:
        desk = self._desk()
        try:
            rows = desk.ratings() if desk is not None else []
        except DeskUnavailable:
            rows = []
        titles = {one.id: (one.number, one.title) for one in what_can_be_read(self._settings.course).lessons}
        return rated(rows, titles)


def rated(rows: Iterable[Mapping[str, Any]], titles: Mapping[str, tuple[int, str]]) -> list[Json]:
    """Return how each lesson was liked, the least liked first: mean, count, notes."""
    mine: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["lesson"] in titles:
            mine.setdefault(row["lesson"], []).append(row)
    told = [
        {
            "lesson": lesson,
            "number": titles[lesson][0],
            "title": titles[lesson][1],
            "stars": round(fmean(row["stars"] for row in given), 1),
            "count": len(given),
            "notes": [row["note"] for row in given if row["note"]],
        }
        for lesson, given in mine.items()
    ]
    return sorted(told, key=lambda one: (one["stars"], one["number"]))
