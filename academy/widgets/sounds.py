"""The page "Sounds": find a sound, hear it, and build the kit of a lesson from such sounds.

The kernel writes `course` (lessons, chokes, effects) and `device`; the page asks, each answer carries the
request's `id`, and what cannot be answered is `refused` with a sentence:

    find      {query, start, count}            → found {total, start, rows, facets}
    sound     {sound} · correct {sound, values} → sound {row}
    plan                                       → plan {plan}: what is left of this month's downloads
    can_ask                                    → can_ask {ready}: whether a language model is set up
    mood {sound} · say_mood {sound, words}     → sound {row, why}: a model's words for its mood, or one's own
    audio     {sound, form, effect}            → audio {name} and the bytes: `ogg` to hear, dry or through an
                                                 effect, `daw` to keep
    folder · index {folder}                    → folder {folder}: the learner's own; None forgets it
    kit       {lesson} · back {lesson}         → kit {kit}; back: as the academy chose it
    exchange  {lesson, pad, sound}             → kit {kit}; sound None: as the academy chose it
    reseed    {lesson, seed, locked}           → kit {kit}: other choices, but for locked and own pads
    kit_sounds {lesson, pads}                  → kit_sounds {sounds} and their WAV files back to back
    zip       {lesson}                         → zip {name} and the bytes
    ping, ports, open_port, close_port         → kernel_midi.py
"""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import anywidget
import traitlets

from academy.errors import AcademyError, DeskUnavailable
from academy.samples.effects.choices import EFFECTS
from academy.samples.kits import Sounding
from academy.widgets.bundle import bundle
from academy.widgets.kernel_midi import KernelMidi

if TYPE_CHECKING:
    from academy.client import Desk
    from academy.lessons.catalogue import Catalogue
    from academy.samples.kits import Kit

Json = dict[str, Any]

NO_DESK = (
    "The sounds lie at the desk, and none answers: start the academy with `make start` or `academy start`."
)


class Room(Protocol):
    """What the page needs of the classroom."""

    @property
    def catalogue(self) -> "Catalogue":
        """The lessons."""
        ...

    @property
    def kit(self) -> "Kit":
        """The course kit, whose pads cut each other off."""
        ...

    def desk(self) -> "Desk | None":
        """The running desk, if there is one."""
        ...

    def has_desk(self) -> bool:
        """Whether a desk answers."""
        ...

    def device_json(self) -> Json:
        """The pad map in use."""
        ...


class Sounds(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The sample browser and the kit builder; `lesson` is the one whose kit is shown first."""

    _esm, _css = bundle("sounds")

    course = traitlets.Dict().tag(sync=True)
    device = traitlets.Dict().tag(sync=True)

    def __init__(self, room: Room, lesson: str | None = None) -> None:
        super().__init__(course=_course(room, lesson), device=room.device_json())
        self._room = room
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
            if self._midi.answer(message, desk=self._room.has_desk):
                return
            handler: Callable[[Desk, Json], None] | None = getattr(self, f"_on_{message.get('kind')}", None)
            if handler is None:
                return
            try:
                desk = self._room.desk()
                if desk is None:
                    raise DeskUnavailable(NO_DESK)
                handler(desk, message)
            except AcademyError as error:
                self._reply(message, "refused", message=str(error))

    def _reply(self, to: Json, kind: str, buffers: Sequence[bytes] | None = None, **said: Any) -> None:
        self.send({"kind": kind, "id": to.get("id"), **said}, buffers)

    def _on_find(self, desk: "Desk", message: Json) -> None:
        found = desk.sounds(message["query"], int(message["start"]), int(message["count"]))
        self._reply(message, "found", **found)

    def _on_sound(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "sound", row=desk.sound(message["sound"]))

    def _on_correct(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "sound", row=desk.correct_sound(message["sound"], message["values"]))

    def _on_plan(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "plan", plan=desk.my_plan())

    def _on_can_ask(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "can_ask", ready=bool(desk.health().get("coach")))

    def _on_mood(self, desk: "Desk", message: Json) -> None:
        """Ask in a thread of its own: whoever looks for sounds does not wait for a model."""
        threading.Thread(target=self._send_mood, args=(desk, message), daemon=True).start()

    def _send_mood(self, desk: "Desk", message: Json) -> None:
        try:
            self._reply(message, "sound", **desk.sound_mood(message["sound"]))
        except AcademyError as error:
            self._reply(message, "refused", message=str(error))

    def _on_say_mood(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "sound", row=desk.say_mood(message["sound"], message["words"]))

    def _on_audio(self, desk: "Desk", message: Json) -> None:
        sound, form = str(message["sound"]), str(message.get("form") or "ogg")
        data = desk.audio(sound, form, message.get("effect"))
        self._reply(message, "audio", [data], name=f"{sound}.{'ogg' if form == 'ogg' else 'wav'}")

    def _on_folder(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "folder", folder=desk.own_folder())

    def _on_index(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "folder", folder=desk.index_folder(message["folder"]))

    def _on_kit(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "kit", kit=desk.kit(message["lesson"]))

    def _on_back(self, desk: "Desk", message: Json) -> None:
        self._reply(message, "kit", kit=desk.keep_kit(message["lesson"], None))

    def _on_exchange(self, desk: "Desk", message: Json) -> None:
        """Put a sound on a pad and leave the learner's other choices alone."""
        lesson, pad, sound = message["lesson"], message["pad"], message["sound"]
        own = {piece["pad"]: _kept(piece) for piece in desk.kit(lesson)["pieces"] if piece["own"]}
        own.pop(pad, None)
        if sound is not None:
            own[pad] = {"sound": sound, "start": None, "end": None}
        self._reply(message, "kit", kit=desk.keep_kit(lesson, own))

    def _on_reseed(self, desk: "Desk", message: Json) -> None:
        """Choose anew, but for what the learner chose; a lock is a choice."""
        lesson, locked = message["lesson"], message["locked"]
        pieces = desk.kit(lesson)["pieces"]
        own = {piece["pad"]: _kept(piece) for piece in pieces if piece["own"] or piece["pad"] in locked}
        self._reply(message, "kit", kit=desk.keep_kit(lesson, own, int(message["seed"])))

    def _on_kit_sounds(self, desk: "Desk", message: Json) -> None:
        made = {pad: desk.kit_audio(message["lesson"], pad) for pad in message["pads"]}
        sounds, wavs = Sounding(made).back_to_back()
        self._reply(message, "kit_sounds", [wavs], sounds=sounds)

    def _on_zip(self, desk: "Desk", message: Json) -> None:
        name, data = desk.kit_zip(message["lesson"])
        self._reply(message, "zip", [data], name=name)


def _kept(piece: Json) -> Json:
    return {"sound": piece["sound"], "start": piece["start"], "end": piece["end"]}


def _course(room: Room, lesson: str | None) -> Json:
    """Return the lessons that are played, and which lanes cut each other off as on the course kit."""
    played = [one for one in room.catalogue.lessons if one.exercises]
    sounds = room.kit.sounds
    return {
        "lessons": [
            {"id": one.id, "number": one.number, "title": one.title, "url": one.path.name} for one in played
        ],
        "lesson": lesson,
        "effects": [{"id": each, "name": name} for each, name in EFFECTS.items()],
        "chokes": [[lane for lane, sound in sounds.items() if sound in group] for group in room.kit.chokes],
    }
