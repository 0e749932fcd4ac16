"""A question in SQL with its answer below it: what `sql("select ...")` shows, and where another can be asked.

The kernel writes `question`; the page asks `ask {question}` → `answer` (columns, rows, numeric, more,
tables) or `refused` with a sentence.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from academy.errors import AcademyError
from academy.my_playing.question import as_json
from academy.widgets.bundle import bundle

if TYPE_CHECKING:
    from academy.store.asking import Answer

Message = dict[str, Any]


class Question(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """One question about all that was played; `answer()` gives rows to a cell that goes on with them."""

    _esm, _css = bundle("question")

    question = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: str, ask: Callable[[str], "Answer"]) -> None:
        super().__init__(question=question)
        self._ask = ask
        self.on_msg(self._answer)

    def answer(self) -> "Answer":
        """Ask now and return columns and rows; QuestionError when it is no SQL that can be answered."""
        return self._ask(self.question)

    def _answer(self, _widget: Any, message: Message, _buffers: Sequence[memoryview]) -> None:
        if message.get("kind") != "ask":
            return
        try:
            said = {"kind": "answer", **as_json(self._ask(str(message.get("question"))))}
        except AcademyError as error:
            said = {"kind": "refused", "message": str(error)}
        self.send({"id": message.get("id"), **said})
