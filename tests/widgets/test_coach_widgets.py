"""The kernel's halves of home's advice, `ask()`, `coach()`, `review()`: messages answered with its id."""

from typing import Any

import pytest
from test_stage_coach import Practising

from academy.errors import DeskUnavailable, LessonError, TakeError
from academy.widgets.ask import Ask
from academy.widgets.coach import Coach
from academy.widgets.home import CourseHome
from academy.widgets.review import Review

Json = dict[str, Any]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Json]:
    heard: list[Json] = []
    for widget in (Ask, Coach, CourseHome, Review):
        monkeypatch.setattr(widget, "send", lambda _, message, buffers=None: heard.append(message))
    return heard


class Course:
    """A course state with a coach that picks one thing."""

    def __init__(self, *, coach: bool = True, voice: str | None = None) -> None:
        self.coach, self.voice, self.rated = coach, voice, list[Any]()

    def as_json(self) -> Json:
        return {"next": {"voice": self.voice}}

    def has_coach(self) -> bool:
        return self.coach

    def has_desk(self) -> bool:
        return True

    def advice(self) -> Json:
        return {"pick": {"title": "Pulse"}, "voice": "Enjoy it.", "why": None}

    def rate(self, lesson: str, stars: int, note: str) -> None:
        if stars > 5:
            raise TakeError("Too many.")
        self.rated.append((lesson, stars, note))


def home(course: Course) -> CourseHome:
    return CourseHome(course, lambda message, now: message, lambda: None)  # type: ignore[arg-type,return-value]


def test_home_waits_for_the_coach_in_a_thread_and_shows_what_came() -> None:
    widget = home(Course())
    assert widget._asking is not None
    widget._asking.join()
    assert widget.advice == {"state": "said", "pick": {"title": "Pulse"}, "voice": "Enjoy it.", "why": None}


@pytest.mark.parametrize("course", [Course(coach=False), Course(voice="Chosen before.")])
def test_without_a_coach_or_with_its_word_already_there_nothing_is_asked(course: Course) -> None:
    widget = home(course)
    assert (widget.advice, widget._asking) == (None, None)


def test_a_rating_is_kept_or_refused_in_words(said: list[Json]) -> None:
    course = Course(coach=False)
    widget = home(course)
    widget._answer(widget, {"kind": "rate", "id": 1, "lesson": "backbeat", "stars": 4, "note": "more"}, [])
    widget._answer(widget, {"kind": "rate", "id": 2, "lesson": "backbeat", "stars": 6}, [])
    assert course.rated == [("backbeat", 4, "more")]
    assert said == [{"kind": "kept", "id": 1}, {"kind": "refused", "id": 2, "message": "Too many."}]


def test_a_question_is_answered_from_a_thread_or_refused_in_words(said: list[Json]) -> None:
    def ask(text: str) -> Json:
        if not text:
            raise DeskUnavailable("Start it.")
        return {"quote": "Slow down."}

    widget = Ask(ask)
    for number, text in enumerate(("Why?", "")):
        thread = widget._answer(widget, {"kind": "ask", "id": number, "text": text}, [])
        assert thread is not None
        thread.join()
    assert said[0] == {"id": 0, "kind": "answer", "quote": "Slow down."}
    assert said[1] == {"id": 1, "kind": "refused", "message": "Start it."}


class Coaching:
    """A plan and costs; any language may be chosen but Latin."""

    def read(self, seed: int = 0) -> Json:
        return {"plan": seed, "costs": {"language": "en", "month": "2026-11"}}

    def speak(self, language: str) -> None:
        if language == "la":
            raise DeskUnavailable("Start it.")


def test_the_page_goes_on_with_the_language_that_was_chosen(said: list[Json]) -> None:
    widget = Coach(Coaching(), Practising(), lambda _: None, lambda: None)  # type: ignore[arg-type,return-value]
    widget._answer(widget, {"kind": "speak", "id": 1, "language": "de"}, [])
    widget._answer(widget, {"kind": "speak", "id": 2, "language": "la"}, [])
    assert widget.coach == {"plan": 0, "costs": {"language": "de", "month": "2026-11"}}
    assert said == [{"kind": "spoken", "id": 1}, {"kind": "refused", "id": 2, "message": "Start it."}]


class Drafts:
    """Drafts that remember what was decided."""

    def __init__(self) -> None:
        self.decided: list[Any] = []

    def read(self) -> Json:
        return {"decided": len(self.decided)}

    def exercise(self, draft: str, exercise_id: str) -> Any:
        raise LessonError(f"{draft} has no {exercise_id}.")

    def decide(self, draft: str, seen: str, by: str, reason: str | None) -> str:
        self.decided.append((draft, seen, by, reason))
        return "Kept."

    def publish(self, draft: str, seen: str) -> str:
        raise LessonError("It was changed.")


def test_a_decision_names_the_text_that_was_shown_and_what_is_refused_is_said(said: list[Json]) -> None:
    drafts = Drafts()
    widget = Review(drafts, lambda exercise: exercise)  # type: ignore[arg-type,return-value]
    decide = {"kind": "decide", "id": 1, "draft": "a.ipynb", "hash": "h", "by": "Jay", "reason": None}
    widget._answer(widget, decide, [])
    widget._answer(widget, {"kind": "publish", "id": 2, "draft": "a.ipynb", "hash": "h"}, [])
    widget._answer(widget, {"kind": "look", "id": 3, "draft": "a.ipynb", "exercise": "x"}, [])
    assert drafts.decided == [("a.ipynb", "h", "Jay", None)]
    assert widget.review == {"decided": 1}
    assert said == [
        {"kind": "done", "id": 1, "message": "Kept."},
        {"kind": "refused", "id": 2, "message": "It was changed."},
        {"kind": "refused", "id": 3, "message": "a.ipynb has no x."},
    ]
