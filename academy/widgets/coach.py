"""The coach's page: a plan for what is weak, its variations to be played here, and what models cost.

A stage that is hidden until a variation is chosen. Beside the stage's traits and messages (stage.py) the
kernel writes `coach`; the page asks, each answer carries the request's `id`:

    choose   {exercise} → staged, or refused; `key`, `exercise` and `learner` change before
    read     {seed}     → read; `coach` changes before
    picture  {width}    → picture {svg, caption}
    speak    {language} → spoken, or refused: the language that a model writes in; `coach` changes before
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import traitlets

from academy.coaching import Coaching
from academy.errors import AcademyError
from academy.practice import Practice
from academy.widgets.bundle import bundle
from academy.widgets.stage import PracticeStage

Message = dict[str, Any]


class Coach(PracticeStage):
    """The plan and its stage; `practice_of` returns an exercise or a variation ready to be played."""

    _esm, _css = bundle("coach")

    coach = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        coaching: Coaching,
        first: Practice,
        practice_of: Callable[[str], Practice],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(first, now, coach=coaching.read())
        self._about = coaching
        self._practice_of = practice_of

    def _on_choose(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        try:
            practice = self._practice_of(str(message.get("exercise")))
        except AcademyError as error:
            self._reply(message, "refused", message=str(error))
            return
        self._practice = practice
        with self.hold_sync():
            self.result = None
            self.exercise, self.device = practice.exercise_json(), practice.device_json()
            self.learner, self.key = practice.learner_json(), uuid4().hex
        self._reply(message, "staged")

    def _on_read(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self.coach = self._about.read(int(message.get("seed") or 0))
        self._reply(message, "read")

    def _on_picture(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        self._reply(message, "picture", **self._about.picture(float(message.get("width") or 0)))

    def _on_speak(self, message: Message, _buffers: Sequence[memoryview]) -> None:
        language = str(message.get("language"))
        try:
            self._about.speak(language)
        except AcademyError as error:
            self._reply(message, "refused", message=str(error))
            return
        if costs := self.coach["costs"]:
            self.coach = self.coach | {"costs": costs | {"language": language}}
        self._reply(message, "spoken")
