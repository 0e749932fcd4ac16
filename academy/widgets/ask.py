"""A question to the coach in the learner's own words: what `ask()` shows.

The page asks `ask {text}` → `answer` (facts, places, quote, model, source, why), or `refused` with why not.
"""

import threading
from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from academy.errors import AcademyError
from academy.widgets.bundle import bundle

Message = dict[str, Any]
LONGEST = 400
"""Letters of a question; the desk reads no more (academy/ai/question.py)."""


class Ask(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """A box for a question; a model may take seconds, so each is asked in a thread of its own."""

    _esm, _css = bundle("ask")

    longest = traitlets.Int(LONGEST).tag(sync=True)

    def __init__(self, ask: Callable[[str], Message]) -> None:
        super().__init__()
        self._ask = ask
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: Message, _buffers: Any) -> threading.Thread | None:
        if message.get("kind") != "ask":
            return None
        asking = threading.Thread(target=self._tell, args=(message,), daemon=True)
        asking.start()
        return asking

    def _tell(self, message: Message) -> None:
        try:
            said = {"kind": "answer", **self._ask(str(message.get("text") or ""))}
        except AcademyError as error:
            said = {"kind": "refused", "message": str(error)}
        self.send({"id": message.get("id"), **said})
