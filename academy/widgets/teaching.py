"""The page "Teaching": figures and learners of a hub, for its instructors."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from academy.errors import AcademyError, DeskUnavailable
from academy.widgets.bundle import bundle

if TYPE_CHECKING:
    from academy.client import Desk

Json = dict[str, Any]
NO_DESK = "No desk answers, so there is nothing to show. Reload this page in a minute."


class Teaching(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The Teaching page. The kernel writes `teaching`; the page asks for it `again`.

    It also asks for a `learner` by name, and for `learners` by a part of it.

    Whoever does not teach reads one sentence, in `trouble`.
    """

    _esm, _css = bundle("teaching")

    teaching = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: "Callable[[], Desk | None]") -> None:
        self._desk = desk
        super().__init__(teaching=self._read())
        self.on_msg(self._answer)

    def _read(self) -> Json:
        try:
            return self._asked().teaching() | {"trouble": None}
        except AcademyError as error:
            return {"trouble": str(error)}

    def _asked(self) -> "Desk":
        desk = self._desk()
        if desk is None:
            raise DeskUnavailable(NO_DESK)
        return desk

    def _answer(self, _widget: Any, message: Json, _buffers: Any) -> None:
        kind, asked = message.get("kind"), {"id": message.get("id")}
        if kind == "again":
            self.teaching = self._read()
        if kind not in ("learner", "learners"):
            return
        try:
            desk = self._asked()
            if kind == "learner":
                told: Json = {"attempts": desk.attempts_of(str(message["name"]))}
            else:
                told = {"learners": desk.learners(str(message["find"]))}
        except AcademyError as error:
            self.send(asked | {"kind": "refused", "message": str(error)})
            return
        self.send(asked | {"kind": kind} | told)
