"""The report for instructors: many learners' files at once."""

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import traitlets

from academy.errors import AcademyError
from academy.widgets.bundle import bundle

Json = dict[str, Any]


class Report(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The report page. The kernel writes `report` and `places`; the page asks for other files by `read`.

    `read` makes the report of files and folders, of the learner's own playing when there are none;
    what cannot be read at first is said on the page, so that the form beside it can mend it.
    """

    _esm, _css = bundle("report")

    report = traitlets.Dict().tag(sync=True)
    places = traitlets.List().tag(sync=True)

    def __init__(self, read: Callable[[Sequence[str]], Json], places: Sequence[str] = ()) -> None:
        try:
            said = read(places) | {"trouble": None}
        except AcademyError as error:
            said = {"lessons": [], "skipped": [], "trouble": str(error)}
        super().__init__(report=said, places=list(places))
        self._read = read
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: Json, _buffers: Any) -> None:
        if message.get("kind") != "read":
            return
        places = [str(place) for place in message.get("places") or ()]
        try:
            self.report = self._read(places) | {"trouble": None}
        except AcademyError as error:
            self.send({"kind": "refused", "id": message.get("id"), "message": str(error)})
            return
        self.places = places
        self.send({"kind": "told", "id": message.get("id")})
