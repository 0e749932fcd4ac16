"""The practice stage: what `%%exercise` shows.

Traits have one writer. The kernel writes `exercise`, `device`, `learner` and `result`; the page
writes none and sends messages instead, each answered to the same page with the request's `id`:

    take    a finished take          → stored (saved, result or the reason why not)
    upload  a MIDI file in a buffer  → stored, or refused with a sentence
    kit     the kit's sounds         → kit, WAV files back to back in one buffer; `says` is null, or why
                                       they are not those of the lesson
    deliver                          → file (name, how) with the bytes, or refused with a sentence
    report  what the learner did     → kept
    calibration, preference          → kept
    ping, ports, open_port, close_port → kernel_midi.py

After a take that opened something the kernel sends `news`, and where a language model is set up `coach`:
take_id and the feedback as the model ordered and voiced it (or why not), null when there is nothing to say.
Nobody has to answer these.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from academy.errors import AcademyError, DeskUnavailable
from academy.practice import Practice
from academy.widgets.bundle import bundle
from academy.widgets.kernel_midi import KernelMidi

Message = dict[str, Any]


class PracticeStage(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """One exercise on stage; `practice` scores and keeps what is played on it."""

    _esm, _css = bundle("stage")

    key = traitlets.Unicode().tag(sync=True)
    exercise = traitlets.Dict().tag(sync=True)
    device = traitlets.Dict().tag(sync=True)
    learner = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(self, practice: Practice, now: Callable[[], datetime], **said: Any) -> None:
        super().__init__(
            key=uuid4().hex,
            exercise=practice.exercise_json(),
            device=practice.device_json(),
            learner=practice.learner_json(),
            **said,
        )
        self._practice = practice
        self._now = now
        # JupyterLab may answer on a second thread of the kernel (a comm subshell).
        self._one_at_a_time = threading.RLock()
        self._coaching: threading.Thread | None = None
        self._sounding: threading.Thread | None = None
        self._midi = KernelMidi(self.send)
        self.on_msg(self._answer)

    def close(self) -> None:
        """Let go of the MIDI port, then of the page."""
        self._midi.close()
        super().close()

    def _answer(self, _widget: Any, message: Message, buffers: Sequence[memoryview]) -> None:
        with self._one_at_a_time:
            if self._midi.answer(message, desk=self._practice.has_desk):
                return
            handler = getattr(self, f"_on_{message.get('kind')}", None)
            if handler is not None:
                handler(message, buffers)

    def _reply(self, to: Message, kind: str, buffers: Sequence[bytes] | None = None, **said: Any) -> None:
        self.send({"kind": kind, "id": to.get("id"), **said}, buffers)

    def _on_take(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self._finish(message, message["take"])

    def _on_upload(self, message: Message, buffers: Sequence[memoryview]) -> None:
        try:
            take = self._practice.take_of_file(
                message.get("name", "take.mid"), bytes(buffers[0]), message["take"]
            )
        except AcademyError as error:
            self._reply(message, "refused", message=str(error))
            return
        self._finish(message, take)

    def _finish(self, message: Message, take: Message) -> None:
        """Score a take and keep it; what cannot be scored is refused in words, never dropped silently."""
        try:
            finished = self._practice.finish(take, self._now())
        except AcademyError as error:
            self._reply(message, "refused", take_id=take.get("id"), message=str(error))
            return
        is_scored = finished["saved"] and finished["score"]["status"] == "scored"
        is_coached = is_scored and self._practice.has_coach()
        finished["coach"] = "asked" if is_coached else None
        if finished["exercise"] == self.exercise["id"]:
            self.result = finished
        self._reply(
            message,
            "stored",
            take_id=finished["take_id"],
            saved=finished["saved"],
            result=finished,
            message=finished["message"],
        )
        if is_coached:
            self._coaching = threading.Thread(target=self._coach, args=(finished["take_id"],), daemon=True)
            self._coaching.start()
        if finished["saved"] and (news := self._practice.news(finished["take_id"])):
            self.send({"kind": "news", "news": news})

    def _coach(self, take_id: str) -> None:
        """Wait for the coach in a thread of its own: the next take is never held up."""
        self.send({"kind": "coach", "take_id": take_id, "feedback": self._practice.coach(take_id)})

    def _on_kit(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        """Send the sounds from a thread of their own: the desk may have to make them, and takes go first."""
        self._sounding = threading.Thread(target=self._send_kit, args=(message,), daemon=True)
        self._sounding.start()

    def _send_kit(self, message: Message) -> None:
        sounding = self._practice.sounds()
        sounds, wavs = sounding.back_to_back()
        self._reply(message, "kit", [wavs], sounds=sounds, says=sounding.says)

    def _on_deliver(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        try:
            name, data, how = self._practice.deliver()
        except AcademyError as error:
            self._reply(message, "refused", message=str(error))
            return
        self._reply(message, "file", [data], name=name, how=how)

    def _on_report(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self._keep(message, lambda: self._practice.keep_report(bool(message.get("did")), self._now()))

    def _on_calibration(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self._keep(message, lambda: self._practice.keep_calibration(message["calibration"], self._now()))

    def _on_preference(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self._keep(message, lambda: self._practice.keep_preference(message["key"], message["value"]))

    def _keep(self, message: Message, keep: Callable[[], Any]) -> None:
        try:
            keep()
        except DeskUnavailable as error:
            self._reply(message, "kept", saved=False, message=str(error))
        else:
            self._reply(message, "kept", saved=True, message=None)
