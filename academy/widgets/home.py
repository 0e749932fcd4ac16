"""The course home: what to play next, and what is done."""

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
    """The home page. The kernel writes `home`; the page sends wishes, and takes left by earlier pages."""

    _esm, _css = bundle("home")

    home = traitlets.Dict().tag(sync=True)

    def __init__(
        self, course: CourseState, finish: Callable[[Message, datetime], Message], now: Callable[[], datetime]
    ) -> None:
        super().__init__(home=course.as_json())
        self._course, self._finish, self._now = course, finish, now
        self._midi = KernelMidi(self.send)
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: Message, _buffers: Any) -> None:
        if self._midi.answer(message, desk=self._course.has_desk):
            return
        if message.get("kind") == "refresh":
            self.home = self._course.as_json()
        if message.get("kind") == "want":
            self._want(message)
        if message.get("kind") == "take":
            self._take(message)

    def _want(self, message: Message) -> None:
        try:
            self._course.want(message["skills"])
        except AcademyError as error:
            self.send({"kind": "refused", "id": message.get("id"), "message": str(error)})
            return
        self.send({"kind": "kept", "id": message.get("id")})
        self.home = self._course.as_json()

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
        self.home = self._course.as_json()
