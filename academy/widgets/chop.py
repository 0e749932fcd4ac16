"""The page "Chopper": a sound cut into slices on the pads, to be practised in a lesson.

The kernel writes `chop` and `device`; the page asks, each answer carries the request's `id`:

    find    {query, start, count}   → found {total, start, rows, facets}
    sound   {sound}                 → sound {row}
    audio   {sound, form}           → audio and the sound's bytes
    slices  {sound, how, count}     → slices {rate, frames, bpm, slices}
    snap    {sound, frame}          → snap {frame}
    keep    {lesson, sound, slices} → kept {pads, says, url}
    zip     {lesson}                → file {name} and its bytes
    ping, ports, open_port, close_port → kernel_midi.py

What cannot be answered is `refused` with a sentence.
"""

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import anywidget
import traitlets

from academy.errors import AcademyError, DeskUnavailable
from academy.lessons.notebook import Lesson
from academy.widgets.bundle import bundle
from academy.widgets.kernel_midi import KernelMidi

Json = dict[str, Any]

NO_DESK = "The library of sounds is with the desk, and none is running. Start it with `make start`."
_CHOP = re.compile(r"chop\d+")


class Library(Protocol):
    """What the page needs of the desk."""

    def sounds(self, query: Json, start: int = 0, count: int = 60) -> Json:
        """Search the library."""
        ...

    def sound(self, sound_id: str) -> Json:
        """Return what is known of one sound."""
        ...

    def audio(self, sound_id: str, form: str = "ogg") -> bytes:
        """Return a sound to listen to."""
        ...

    def slices(self, sound_id: str, how: str = "transients", count: int = 16) -> Json:
        """Return where a sound is cut."""
        ...

    def snap(self, sound_id: str, frame: int) -> Json:
        """Return the frame near this one at which a cut makes no click."""
        ...

    def kit(self, lesson: str) -> Json:
        """Return a lesson's kit."""
        ...

    def keep_kit(self, lesson: str, pads: Json | None) -> Json:
        """Keep the learner's choices for a lesson."""
        ...

    def kit_zip(self, lesson: str) -> tuple[str, bytes]:
        """Return a lesson's kit for the unit's card."""
        ...


def chop_lessons(lessons: Iterable[Lesson], pads: Mapping[str, str]) -> list[Json]:
    """Return the lessons whose exercises play slices: id, title, page, and the pads of their slices."""
    found = []
    for lesson in lessons:
        lanes = [{lane.name for lane in each.pattern.lanes} for each in lesson.exercises]
        chops = {lane for every in lanes for lane in every if _CHOP.fullmatch(lane) and lane in pads}
        if chops:
            first = next(each for each, every in zip(lesson.exercises, lanes, strict=True) if every & chops)
            found.append(
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "number": lesson.number,
                    "url": f"{lesson.path.name}#{first.name}",
                    "pads": sorted((pads[lane] for lane in chops), key=lambda pad: (pad[0], int(pad[1:]))),
                }
            )
    return found


class Chop(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """A sound, its slices, and the pads that play them. `sound` is the id of the one to begin with."""

    _esm, _css = bundle("chop")

    chop = traitlets.Dict().tag(sync=True)
    device = traitlets.Dict().tag(sync=True)

    def __init__(
        self, desk: Callable[[], Library | None], lessons: list[Json], device: Json, sound: str | None = None
    ) -> None:
        super().__init__(chop={"lessons": lessons, "sound": sound}, device=device)
        self._desk = desk
        self._lessons = {each["id"]: each for each in lessons}
        # JupyterLab may answer on a second thread of the kernel (a comm subshell).
        self._one_at_a_time = threading.Lock()
        self._midi = KernelMidi(self.send)
        self.on_msg(self._answer)

    def close(self) -> None:
        """Let go of the MIDI port, then of the page."""
        self._midi.close()
        super().close()

    def _answer(self, _widget: Any, message: Json, _buffers: Sequence[memoryview]) -> None:
        with self._one_at_a_time:
            if self._midi.answer(message, desk=lambda: self._desk() is not None):
                return
            handler = getattr(self, f"_on_{message.get('kind')}", None)
            if handler is None:
                return
            try:
                kind, said, *buffers = handler(self._library(), message)
            except AcademyError as error:
                kind, said, buffers = "refused", {"message": str(error)}, []
            self.send({**said, "kind": kind, "id": message.get("id")}, buffers or None)

    def _library(self) -> Library:
        desk = self._desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        return desk

    def _on_find(self, desk: Library, asked: Json) -> tuple[str, Json]:
        return "found", desk.sounds(asked["query"], int(asked["start"]), int(asked["count"]))

    def _on_sound(self, desk: Library, asked: Json) -> tuple[str, Json]:
        return "sound", {"row": desk.sound(asked["sound"])}

    def _on_audio(self, desk: Library, asked: Json) -> tuple[str, Json, bytes]:
        return "audio", {}, desk.audio(asked["sound"], asked.get("form", "ogg"))

    def _on_slices(self, desk: Library, asked: Json) -> tuple[str, Json]:
        return "slices", desk.slices(asked["sound"], asked["how"], asked["count"])

    def _on_snap(self, desk: Library, asked: Json) -> tuple[str, Json]:
        return "snap", desk.snap(asked["sound"], asked["frame"])

    def _on_keep(self, desk: Library, asked: Json) -> tuple[str, Json]:
        lesson = self._lessons[asked["lesson"]]
        slices = dict(zip(lesson["pads"], asked["slices"], strict=False))
        own = {
            piece["pad"]: {word: piece[word] for word in ("sound", "start", "end")}
            for piece in desk.kit(lesson["id"])["pieces"]
            if piece["own"]
        }
        mine = {pad: {"sound": asked["sound"], **one} for pad, one in slices.items()}
        desk.keep_kit(lesson["id"], own | mine)
        return "kept", {"pads": len(mine), "says": _kept(lesson, len(asked["slices"])), "url": lesson["url"]}

    def _on_zip(self, desk: Library, asked: Json) -> tuple[str, Json, bytes]:
        name, data = desk.kit_zip(asked["lesson"])
        return "file", {"name": name}, data


def _kept(lesson: Json, slices: int) -> str:
    """Say which slices a lesson plays now."""
    pads = lesson["pads"]
    said = f"Kept. {lesson['title']} now plays your slices"
    if slices > len(pads):
        return f"{said} 1 to {len(pads)}; it has no pads for the others."
    if slices < len(pads):
        last = f"pads {pads[slices]} to {pads[-1]}" if slices < len(pads) - 1 else f"pad {pads[-1]}"
        return f"{said} on {_span(pads[:slices])}; what was on {last} stays."
    return f"{said} on {_span(pads)}."


def _span(pads: Sequence[str]) -> str:
    return f"pad {pads[0]}" if len(pads) == 1 else f"pads {pads[0]} to {pads[-1]}"
