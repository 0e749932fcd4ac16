"""What the cells of a lesson share, and `%%exercise`; the words of a lesson are in words.py.

`%load_ext academy` calls `enter`. Nothing heavy is imported until a cell needs it.
"""

import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from academy.errors import LessonError, NotationError
from academy.settings import Settings

if TYPE_CHECKING:
    from academy.client import Desk
    from academy.lessons.catalogue import Catalogue
    from academy.lessons.notebook import Exercise, Lesson
    from academy.midi.device import Device, PadMap
    from academy.midi.take import Take
    from academy.practice import Json, Practice
    from academy.practice.effects import EffectControls
    from academy.practice.known_takes import KnownTakes
    from academy.progress.course import Course
    from academy.samples.kits import Kit

DEFAULT_KIT = "course"
SCRATCH = "scratch"
"""The lesson of an exercise that stands in none; it plays the kit as it comes."""


class Classroom:
    """What the cells of one kernel share: where the course is, the kit, the pad map, the desk."""

    def __init__(self, settings: Settings, folder: Path, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self.folder = folder
        self.now = now

    @cached_property
    def catalogue(self) -> "Catalogue":
        """All lessons beside this one; read when an exercise of another lesson is asked for."""
        from academy.lessons.catalogue import what_can_be_read

        return what_can_be_read(self.folder)

    @cached_property
    def kit(self) -> "Kit":
        """The course kit."""
        return self.kit_named(DEFAULT_KIT)

    def kit_named(self, name: str | None) -> "Kit":
        """Return a kit by its name; the course kit when an exercise names none."""
        from academy.samples.kits import load_kit

        return load_kit(self.settings.home / "data" / "kits" / (name or DEFAULT_KIT))

    def desk(self) -> "Desk | None":
        """Return the running desk, or None; looked for anew each time, since it may start later."""
        from academy.client import find_desk

        return find_desk(self.settings)

    def has_desk(self) -> bool:
        """Say whether a desk answers, so that takes are kept."""
        from academy.errors import DeskUnavailable

        desk = self.desk()
        try:
            return desk is not None and bool(desk.health()["ok"])
        except DeskUnavailable:
            return False

    @cached_property
    def device(self) -> "Device":
        """The facts of the SP-404MK2."""
        from academy.midi.device import load_device

        return load_device(self.settings.home / "data" / "sp404mk2.toml")

    def pad_map(self) -> "PadMap":
        """Return the learner's pad map as the connect page found it; Mode A until then."""
        return self.device.map_for(self._device_setting())

    def _device_setting(self) -> "Json":
        from academy.errors import DeskUnavailable

        desk = self.desk()
        if desk is None:
            return {}
        try:
            return desk.setting("device") or {}
        except DeskUnavailable:
            return {}

    def lesson_of(self, name: str, text: str) -> "Lesson | None":
        """Return the lesson beside this kernel in which the cell `%%exercise name` stands.

        A kernel does not know its notebook's name, so the cell itself is looked for: the one
        file that names the exercise, or of several the one whose cell reads the same. LessonError
        when the only one that could be it is broken.
        """
        from academy.lessons.notebook import read_lesson

        mark = re.compile(rf"%%exercise\s+{re.escape(name)}(?![\w-])")
        found: list[tuple[bool, Lesson]] = []
        broken: LessonError | None = None
        for path in sorted(self.folder.glob("*.ipynb")):
            if not mark.search(path.read_text(encoding="utf-8", errors="replace")):
                continue
            try:
                lesson = read_lesson(path)
            except LessonError as error:
                broken = error
                continue
            mine = [one for one in lesson.exercises if one.name == name]
            found += [(one.text.strip() != text.strip(), lesson) for one in mine]
        if broken is not None and not found:
            raise broken
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def find_exercise(self, exercise_id: str) -> "Exercise | None":
        """Return an exercise of any lesson of the course by `lesson/exercise`, or None.

        A variation, `lesson/exercise~hash`, is found where the desk has kept it.
        """
        from academy.composing.playing import KEPT, exercise_in
        from academy.errors import DeskUnavailable

        desk = self.desk()
        try:
            return exercise_in(self.catalogue, exercise_id, lambda: desk.setting(KEPT) if desk else None)
        except DeskUnavailable:
            return None

    def read_file(self, name: str, data: bytes) -> "Take":
        """Read an uploaded MIDI file through the learner's pad map."""
        from academy.midi.files import read_take

        return read_take(data, pad_map=self.pad_map(), name=name)

    def practice(self, name: str, text: str) -> "Practice":
        """Return the exercise of a cell, ready to be played; NotationError when it is no pattern."""
        if len(name.split()) != 1:
            raise NotationError(f"%%exercise '{name}' needs one name, such as %%exercise first-bar.", line=1)
        exercise, about = self._exercise(name, text, self._device_setting().get("firmware"))
        return self._ready(exercise, about)

    def practice_variation(self, exercise_id: str) -> "Practice":
        """Return a variation that the desk made, ready to be played; LessonError when it is not kept."""
        exercise = self.find_exercise(exercise_id)
        if exercise is None:
            raise LessonError(
                f"The variation '{exercise_id}' is not kept any more: the newest 60 are. Ask for new ones."
            )
        return self._ready(exercise, {})

    def practice_draft(self, exercise: "Exercise") -> "Practice":
        """Return an exercise of a draft to be looked at and heard; nothing that is played on it is kept."""
        from dataclasses import replace

        return replace(self._ready(exercise, {}), desk=lambda: None, news=lambda _take_id: [])

    def _ready(self, exercise: "Exercise", about: "Json") -> "Practice":
        """Return an exercise ready to be played."""
        from academy.practice import Practice
        from academy.practice.lesson_sounds import LessonSounds

        told = self._device_setting()
        course, lesson = self.kit_named(exercise.pattern.kit), exercise.id.split("/")[0]
        return Practice(
            exercise=exercise,
            kit=course if lesson == SCRATCH else LessonSounds(course, lesson, self.desk),
            device=self.device.as_json(told),
            desk=self.desk,
            find_exercise=self.find_exercise,
            read_file=self.read_file,
            about=about,
            unit_map=self.device.mode_a(),
            effects=self.effects,
            news=self.news,
        )

    @cached_property
    def effects(self) -> "EffectControls":
        """Which control changes are which control of an effect."""
        from academy.practice.effects import EffectControls

        return EffectControls.of(self.device.facts)

    def finish(self, message: "Json", now: datetime) -> "Json":
        """Score and keep a take that an earlier page left behind; TakeError when no lesson knows it."""
        from academy.errors import TakeError
        from academy.practice import finish_take

        exercise = self.find_exercise(str(message.get("exercise")))
        if exercise is None:
            raise TakeError(f"No lesson here has the exercise '{message.get('exercise')}'.")
        return finish_take(
            message,
            exercise,
            kit=self.kit_named(exercise.pattern.kit),
            desk=self.desk(),
            now=now,
            effects=self.effects,
            firmware=self._device_setting().get("firmware"),
        )

    @cached_property
    def course(self) -> "Course":
        """The course as progress sees it."""
        from academy.guidance import course_of

        return course_of(self.catalogue, self.settings.home / "data" / "kits")

    @cached_property
    def _known_takes(self) -> "KnownTakes":
        from academy.practice.known_takes import KnownTakes

        return KnownTakes()

    def news(self, take_id: str) -> "list[Json]":
        """Return what a take has opened or reached, with the page it leads to; nothing without a desk."""
        from academy.errors import DeskUnavailable
        from academy.progress.news import news

        desk = self.desk()
        try:
            takes = self._known_takes.with_take(take_id, desk, self.now()) if desk else ()
        except DeskUnavailable:
            return []
        zone = self.now().astimezone().tzinfo
        assert zone is not None
        pages = {lesson.id: lesson.path.name for lesson in self.catalogue.lessons}
        return [
            {"title": one.title, "text": one.text, "url": pages.get(one.lesson or "")}
            for one in news(self.course, takes, take_id, zone)
        ]

    def report(self, files: Sequence[str]) -> "Json":
        """Return the report over learners' files, over one's own playing when none is named."""
        from academy.classbook import Classbook
        from academy.course_state import NO_DESK
        from academy.errors import DeskUnavailable

        if files:
            book = Classbook.of(Path(file).expanduser() for file in files)
        else:
            desk = self.desk()
            if desk is None:
                raise DeskUnavailable(NO_DESK)
            book = Classbook.of_own(desk.attempts(), desk.ratings())
        return book.as_json(self.course, self.now())

    def device_json(self) -> "Json":
        """Return the pad map and what the learner told us of the unit, as the page uses it."""
        return self.device.as_json(self._device_setting())

    def _exercise(self, name: str, text: str, firmware: str | None) -> "tuple[Exercise, Json]":
        """Return what the cell says now, saved or not, and where it stands in its lesson."""
        from academy.lessons.notebook import exercise_of

        lesson = self.lesson_of(name, text)
        exercise = exercise_of(lesson, name, text)
        if lesson is None:
            return exercise, {}
        ids = [one.id for one in lesson.exercises]
        after = ids.index(exercise.id) + 1 if exercise.id in ids else len(ids)
        return exercise, {
            "lesson": {"id": lesson.id, "title": lesson.title, "number": lesson.number},
            "next": self._next(lesson, after),
            "note": self.device.too_old(lesson.front.firmware, firmware),
        }

    def _next(self, lesson: "Lesson", after: int) -> "Json | None":
        if after < len(lesson.exercises):
            following = lesson.exercises[after]
            title = following.pattern.title or following.name
            return {"title": title, "url": f"#{following.name}", "kind": "exercise"}
        from academy.lessons.catalogue import lesson_after

        lesson_next = lesson_after(lesson)
        if lesson_next is None:
            return None
        return {"title": lesson_next.title, "url": lesson_next.path.name, "kind": "lesson"}


def enter(shell: Any) -> None:
    """Register `%%exercise` with IPython and hand the notebook the words of a lesson."""
    from academy.words import words_for

    room = Classroom(Settings.from_env(os.environ, Path.cwd()), Path.cwd(), lambda: datetime.now(UTC))

    def exercise(line: str, cell: str) -> None:
        """Show the practice stage for the pattern in this cell."""
        from IPython.display import display

        from academy.widgets.stage import PracticeStage

        display(PracticeStage(room.practice(line.strip(), cell), room.now))

    shell.register_magic_function(exercise, magic_kind="cell", magic_name="exercise")
    shell.push(words_for(room), interactive=False)
