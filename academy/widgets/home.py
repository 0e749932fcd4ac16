"""The course home: what to play next, and what is done."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import anywidget
import traitlets

from academy.course_state import CourseState
from academy.errors import AcademyError
from academy.widgets.bundle import bundle
from academy.widgets.kernel_midi import KernelMidi

Message = dict[str, Any]


class CourseHome(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The home page. The kernel writes `home` and `advice`; the page sends wishes, ratings, and old takes.

    `advice` is what a language model says of what comes next: None where none is set up, `{"state": "asked"}`
    while it is waited for, else `said` with `pick` and `voice`, or `why` there is none.
    """

    _esm, _css = bundle("home")

    home = traitlets.Dict().tag(sync=True)
    advice = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(
        self, course: CourseState, finish: Callable[[Message, datetime], Message], now: Callable[[], datetime]
    ) -> None:
        super().__init__(home=course.as_json())
        self._course, self._finish, self._now = course, finish, now
        self._midi = KernelMidi(self.send)
        self._asking: threading.Thread | None = None
        self.on_msg(self._answer)
        self._ask_coach()

    def _answer(self, _widget: Any, message: Message, _buffers: Any) -> None:
        if self._midi.answer(message, desk=self._course.has_desk):
            return
        if message.get("kind") == "refresh":
            self._draw()
        if message.get("kind") == "rate":
            self._rate(message)
        if message.get("kind") == "want":
            self._want(message)
        if message.get("kind") == "take":
            self._take(message)

    def _draw(self) -> None:
        self.home = self._course.as_json()
        self._ask_coach()

    def _ask_coach(self) -> None:
        """Ask a model in a thread what comes next, where one is set up and has not said it already."""
        nothing_to_ask = self.home["next"] is None or self.home["next"]["voice"] is not None
        if nothing_to_ask or not self._course.has_coach():
            self.advice = None
            return
        if self._asking is not None and self._asking.is_alive():
            return
        self.advice = {"state": "asked"}
        self._asking = threading.Thread(target=self._advise, daemon=True)
        self._asking.start()

    def _advise(self) -> None:
        self.advice = {"state": "said", **self._course.advice()}

    def _rate(self, message: Message) -> None:
        try:
            self._course.rate(str(message["lesson"]), message["stars"], str(message.get("note") or ""))
        except AcademyError as error:
            self.send({"kind": "refused", "id": message.get("id"), "message": str(error)})
            return
        self.send({"kind": "kept", "id": message.get("id")})
        self.home = self._course.as_json()

    def _want(self, message: Message) -> None:
        try:
            self._course.want(message["skills"])
        except AcademyError as error:
            self.send({"kind": "refused", "id": message.get("id"), "message": str(error)})
            return
        self.send({"kind": "kept", "id": message.get("id")})
        self._draw()

    def _take(self, message: Message) -> None:
        reply = {"id": message.get("id"), "take_id": message["take"].get("id")}
        try:
            finished = self._finish(message["take"], self._now())
        except AcademyError as error:
            self.send({"kind": "refused", "message": str(error), **reply})
            return
        self.send(
            {
                "kind": "stored",
                "saved": finished["saved"],
                "result": finished,
                "message": finished["message"],
                **reply,
            }
        )
        self._draw()
