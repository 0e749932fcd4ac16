"""The page "My playing": numbers and achievements at once, pictures when they come into view.

The kernel writes `playing`; the page asks, each answer carries the request's `id`:

    picture  {name, width, exercise}  → picture {svg, caption, spots}, or {later}
    file     {name, format, exercise} → file and its bytes, or refused
    refresh                           → none; `playing` changes
"""

import threading
from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets

from academy.my_playing import MyPlaying
from academy.widgets.bundle import bundle

Message = dict[str, Any]


class Playing(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """All that was played, drawn."""

    _esm, _css = bundle("playing")

    playing = traitlets.Dict().tag(sync=True)

    def __init__(self, mine: MyPlaying) -> None:
        super().__init__(playing=mine.read())
        self._mine = mine
        # JupyterLab may answer on a second thread of the kernel (a comm subshell).
        self._one_at_a_time = threading.Lock()
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: Message, _buffers: Sequence[memoryview]) -> None:
        with self._one_at_a_time:
            if message.get("kind") == "refresh":
                self.playing = self._mine.read()
            if message.get("kind") == "picture":
                drawn = self._mine.picture(message["name"], message["width"], message.get("exercise"))
                self.send({"kind": "picture", "id": message.get("id"), **drawn})
            if message.get("kind") == "file":
                self._file(message)

    def _file(self, message: Message) -> None:
        data = self._mine.file(message["name"], message["format"], message.get("exercise"))
        if data is None:
            self.send({"kind": "refused", "id": message.get("id"), "message": "There is no picture yet."})
        else:
            self.send({"kind": "file", "id": message.get("id")}, [data])
