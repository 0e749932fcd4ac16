"""The few words of a lesson, such as `connect()`; each imports what it needs when it is called."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from academy.errors import LessonError

if TYPE_CHECKING:
    from academy.classroom import Classroom

QUESTION = "select * from attempts limit 10"


def words_for(room: "Classroom") -> dict[str, Callable[..., Any]]:
    """Return the words by name, as the cells of one kernel use them."""

    def here() -> datetime:
        return room.now().astimezone()

    def connect() -> Any:
        """Find the unit, its settings and your latency, step by step."""
        from academy.widgets.connect import ConnectCheck

        return ConnectCheck(room)

    def journey() -> Any:
        """Show what to play next and what is done."""
        from academy.course_state import CourseState
        from academy.widgets.home import CourseHome

        kits = room.settings.home / "data" / "kits"
        return CourseHome(CourseState(room.catalogue, kits, room.desk, here), room.finish, room.now)

    def playing() -> Any:
        """Show all that was played: numbers, pictures, achievements."""
        from academy.my_playing import MyPlaying
        from academy.widgets.playing import Playing

        return Playing(MyPlaying(room.catalogue, room.desk, here))

    def sql(question: str = QUESTION) -> Any:
        """Ask a copy of everything that was played a question in SQL."""
        from academy.my_playing import ask_a_copy
        from academy.widgets.question import Question

        return Question(question.strip(), lambda asked: ask_a_copy(room.desk(), asked))

    def report(*files: str) -> Any:
        """Show how many learners do, from their files or folders of them; for instructors."""
        from academy.widgets.report import Report

        return Report(room.report, files)

    def teaching() -> Any:
        """Show the course's figures and its learners; for instructors of a hub."""
        from academy.widgets.teaching import Teaching

        return Teaching(room.desk)

    def coach() -> Any:
        """Show what to work on, with exercises and variations for it."""
        from academy.coaching import Coaching
        from academy.widgets.coach import Coach

        first = next(iter(room.catalogue.exercises), None)
        if first is None:
            raise LessonError("No lesson here has an exercise; `academy check` says what is wrong.")
        make = room.practice_variation
        return Coach(Coaching(room.catalogue, room.desk), make(first), make, room.now)

    def ask() -> Any:
        """Ask the coach a question in your own words."""
        from academy.coaching import Coaching
        from academy.widgets.ask import Ask

        return Ask(Coaching(room.catalogue, room.desk).ask)

    def review() -> Any:
        """Show drafts of lessons: look, listen, decide, publish; for instructors."""
        from academy.publishing.reviewing import Reviewing
        from academy.widgets.review import Review

        return Review(Reviewing(room.settings, room.now, room.desk), room.practice_draft)

    def chop(sound: str | None = None) -> Any:
        """Cut a loop into slices on the pads; with a sound's id, that sound."""
        from academy.widgets.chop import Chop, chop_lessons

        lessons = chop_lessons(room.catalogue.lessons, room.kit.pads)
        return Chop(room.desk, lessons, room.device_json(), sound)

    def sounds(lesson: str | None = None) -> Any:
        """Search all sounds, hear them, and build the kit of a lesson."""
        from academy.widgets.sounds import Sounds

        return Sounds(room, lesson)

    every = (connect, journey, playing, sql, report, teaching, coach, ask, review, chop, sounds)
    return {word.__name__: word for word in every}
