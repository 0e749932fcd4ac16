"""The connect page: find the unit, its mode and settings, and the latency of this set-up.

The kernel writes `device` and `learner`; the page sends

    drill   a step and what was heard       → finding
    device  what was found or learnt        → kept
    calibration, preference                 → kept
    kit     the click's sounds              → kit
    ping, ports, open_port, close_port      → kernel_midi.py
"""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import uuid4

import anywidget
import traitlets

from academy.errors import AcademyError
from academy.midi.device import Device
from academy.midi.drill import Heard, first_pad, second_pad, soft_and_loud
from academy.practice import HasSounds, Json, Keeps
from academy.widgets.bundle import bundle
from academy.widgets.kernel_midi import KernelMidi


class Room(Protocol):
    """What the page needs of the classroom."""

    @property
    def device(self) -> Device:
        """The facts of the unit."""
        ...

    @property
    def kit(self) -> HasSounds:
        """The kit whose click is played."""
        ...

    def desk(self) -> Keeps | None:
        """The running desk, if there is one."""
        ...

    def device_json(self) -> Json:
        """The pad map in use."""
        ...

    def has_desk(self) -> bool:
        """Whether a desk answers."""
        ...


class ConnectCheck(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The connect page's steps, one below the other."""

    _esm, _css = bundle("connect")

    key = traitlets.Unicode().tag(sync=True)
    device = traitlets.Dict().tag(sync=True)
    learner = traitlets.Dict().tag(sync=True)

    def __init__(self, room: Room) -> None:
        super().__init__(key=uuid4().hex, device=room.device_json(), learner=_learner(room))
        self._room = room
        self._midi = KernelMidi(self.send)
        self.on_msg(self._answer)

    def close(self) -> None:
        """Let go of the MIDI port, then of the page."""
        self._midi.close()
        super().close()

    def _answer(self, _widget: Any, message: Json, _buffers: Sequence[memoryview]) -> None:
        if self._midi.answer(message, desk=self._room.has_desk):
            return
        handler = getattr(self, f"_on_{message.get('kind')}", None)
        if handler is None:
            return
        try:
            handler(message)
        except AcademyError as error:
            self._reply(message, "kept", saved=False, message=str(error))

    def _reply(self, to: Json, kind: str, buffers: Sequence[bytes] | None = None, **said: Any) -> None:
        self.send({"kind": kind, "id": to.get("id"), **said}, buffers)

    def _on_drill(self, message: Json) -> None:
        heard = [
            Heard(hit["channel"], hit["note"], hit["velocity"], hit["at_ms"]) for hit in message["heard"]
        ]
        facts = self._room.device
        if message["step"] == "first":
            finding = first_pad(heard, facts)
        elif message["step"] == "second":
            first = message["first"]
            finding = second_pad(Heard(first["channel"], first["note"], first["velocity"]), heard, facts)
        else:
            finding = soft_and_loud(heard, facts)
        self._reply(message, "finding", finding=finding.as_json())

    def _on_device(self, message: Json) -> None:
        """Keep what is new of the device: mode and offset, a learnt map, or the firmware."""
        desk = self._room.desk()
        if desk is None:
            self._reply(message, "kept", saved=False, message="Not saved: no desk is running.")
            return
        desk.set_setting("device", (desk.setting("device") or {}) | message["device"])
        self.device = self._room.device_json()
        firmware = message["device"].get("firmware")
        words = self._room.device.firmware_words(firmware) if firmware else None
        self._reply(message, "kept", saved=True, message=words)

    def _on_preference(self, message: Json) -> None:
        """Keep what the exercises are to use: the input chosen here."""
        desk = self._room.desk()
        if desk is None:
            self._reply(message, "kept", saved=False, message="Not saved: no desk is running.")
            return
        desk.set_setting("stage", (desk.setting("stage") or {}) | {message["key"]: message["value"]})
        self._reply(message, "kept", saved=True, message=None)

    def _on_calibration(self, message: Json) -> None:
        desk = self._room.desk()
        if desk is None:
            self._reply(message, "kept", saved=False, message="Not saved: no desk is running.")
            return
        desk.set_calibration(message["calibration"])
        self.learner = _learner(self._room)
        self._reply(message, "kept", saved=True, message=None)

    def _on_kit(self, message: Json) -> None:
        clicks = {name: self._room.kit.wav(name) for name in self._room.kit.clicks.values()}
        sounds, offset = [], 0
        for name, wav in clicks.items():
            sounds.append({"name": name, "offset": offset, "length": len(wav)})
            offset += len(wav)
        self._reply(message, "kit", [b"".join(clicks.values())], sounds=sounds)


def _learner(room: Room) -> Json:
    desk = room.desk()
    try:
        return {"calibrations": desk.calibrations() if desk else [], "clicks": dict(room.kit.clicks)}
    except AcademyError:
        return {"calibrations": [], "clicks": dict(room.kit.clicks)}
