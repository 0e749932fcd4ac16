"""Drafts for those who decide about them: how they look and sound, what the checks say, a decision.

The kernel writes `review`; the page asks, each answer carries the request's `id`:

    look     {draft, exercise} → look {exercise} (as a stage has it), or refused
    kit                        → the sounds of the exercise that was looked at last, back to back; `says` is
                                 null, or why they are not those of the lesson
    decide   {draft, hash, by, reason} · publish {draft, hash} → done {message}, or refused; `review` changes
    refresh                    → none; `review` changes
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import anywidget
import traitlets

from academy.errors import AcademyError
from academy.lessons.notebook import Exercise
from academy.practice import Practice
from academy.samples.kits import Sounding
from academy.widgets.bundle import bundle

Message = dict[str, Any]


class Reviews(Protocol):
    """What the page needs; `academy.publishing.reviewing.Reviewing` is one."""

    def read(self) -> Message:
        """Return drafts, who decides, ratings."""
        ...

    def exercise(self, draft: str, exercise_id: str) -> Exercise:
        """Return one exercise of a draft."""
        ...

    def decide(self, draft: str, seen: str, by: str, reason: str | None) -> str:
        """Keep a decision."""
        ...

    def publish(self, draft: str, seen: str) -> str:
        """Publish a draft."""
        ...


class Review(anywidget.AnyWidget):  # type: ignore[misc] # untyped base
    """The review page; `practice_of` makes an exercise ready to be drawn and heard."""

    _esm, _css = bundle("review")

    review = traitlets.Dict().tag(sync=True)

    def __init__(self, reviews: Reviews, practice_of: Callable[[Exercise], Practice]) -> None:
        super().__init__(review=reviews.read())
        self._reviews = reviews
        self._practice_of = practice_of
        self._practice: Practice | None = None
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: Message, _buffers: Sequence[memoryview]) -> None:
        handler = getattr(self, f"_on_{message.get('kind')}", None)
        if handler is None:
            return
        try:
            handler(message)
        except (AcademyError, OSError) as error:
            self._reply(message, "refused", message=str(error))
            self.review = self._reviews.read()

    def _reply(self, to: Message, kind: str, buffers: Sequence[bytes] | None = None, **said: Any) -> None:
        self.send({"kind": kind, "id": to.get("id"), **said}, buffers)

    def _on_refresh(self, _message: Message) -> None:
        self.review = self._reviews.read()

    def _on_look(self, message: Message) -> None:
        exercise = self._reviews.exercise(str(message["draft"]), str(message["exercise"]))
        self._practice = self._practice_of(exercise)
        self._reply(message, "look", exercise=self._practice.exercise_json())

    def _on_kit(self, message: Message) -> None:
        sounding = self._practice.sounds() if self._practice is not None else Sounding({})
        sounds, wavs = sounding.back_to_back()
        self._reply(message, "kit", [wavs], sounds=sounds, says=sounding.says)

    def _on_decide(self, message: Message) -> None:
        reason = message.get("reason")
        said = self._reviews.decide(
            str(message["draft"]), str(message["hash"]), str(message.get("by") or ""), reason
        )
        self.review = self._reviews.read()
        self._reply(message, "done", message=said)

    def _on_publish(self, message: Message) -> None:
        said = self._reviews.publish(str(message["draft"]), str(message["hash"]))
        self.review = self._reviews.read()
        self._reply(message, "done", message=said)
