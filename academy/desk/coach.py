"""What the coach says of a take that is kept.

POST coach/feedback     {"take_id": ID}; the feedback, as `academy.ai.feedback.coached` gives it

The desk reads the take, its score and the exercise itself: a kernel can ask about a take, not put words into
a prompt. 402 for an exercise of a lesson that is not open to the learner.
"""

from typing import Any

from academy.ai.feedback import Taken, coached
from academy.ai.voice import language_of
from academy.composing.playing import KEPT, exercise_in
from academy.desk.handlers import DeskHandler
from academy.desk.seat import Seat
from academy.errors import TakeError
from academy.lessons.notebook import Exercise
from academy.lessons.taste import tasted

LANGUAGE = "language"
EARLIER = 20


class CoachFeedback(DeskHandler):
    """Feedback on one take."""

    async def post(self) -> None:
        """Answer within three seconds, with a model's choice or without."""
        take_id = self.said().get("take_id")
        self.answer(await self.think(lambda: feedback_on(self.office, str(take_id))))


def feedback_on(office: Seat, take_id: str) -> dict[str, Any]:
    """Return the feedback on a kept take; TakeError when there is no such take, exercise or score.

    NotInPlan when the lesson is not open to the learner; its taste is open to everybody.
    """
    store = office.store()
    take = store.take(take_id)
    if take is None:
        raise TakeError(f"No take {take_id} is kept here.")
    exercise = _played(office, take["exercise"])
    if exercise is None:
        raise TakeError(f"No lesson here has the exercise '{take['exercise']}' that was played.")
    before = [row for row in store.attempts(take["exercise"]) if row["played_at"] < take["played_at"]]
    taken = Taken(
        score=take["score"] or {},
        attempts=before[:EARLIER],
        pass_mark=exercise.pattern.pass_mark,
        lanes=office.shelf.lanes(exercise),
        whole=bool(take["whole"]),
        version=exercise.hash,
    )
    language = language_of(store.setting(LANGUAGE))
    try:
        return coached(taken, office.ai, user=office.learner, course=office.course, language=language)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TakeError(f"The score that was kept with take {take_id} cannot be read: {error!r}.") from error


def _played(office: Seat, exercise_id: str) -> Exercise | None:
    """Return a taste, or an exercise of a lesson that is open; the gate is asked before anything is read."""
    if taste := tasted(office.shelf.catalogue(), exercise_id):
        return taste
    office.lesson(exercise_id.partition("/")[0])
    return exercise_in(office.catalogue(), exercise_id, lambda: office.store().setting(KEPT))
