"""The kernel's halves of "My playing": each message is answered with its id."""

from typing import Any

import pytest

from academy.errors import QuestionError
from academy.store.asking import Answer
from academy.widgets.playing import Playing
from academy.widgets.question import Question

Json = dict[str, Any]


class FakePlaying:
    """Stands in for all that was played; counts how often it was read."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self) -> Json:
        self.reads += 1
        return {"reads": self.reads}

    def picture(self, name: str, width: float, exercise: str | None) -> Json:
        return {"svg": f"{name} {width} {exercise}"}

    def file(self, name: str, kind: str, exercise: str | None) -> bytes | None:
        return b"bytes" if name == "trend" else None


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Json, Any]]:
    heard: list[tuple[Json, Any]] = []
    for widget in (Playing, Question):
        monkeypatch.setattr(widget, "send", lambda _, message, buffers=None: heard.append((message, buffers)))
    return heard


def test_pictures_and_files_are_answered_with_the_id_of_their_request(said: list[tuple[Json, Any]]) -> None:
    widget = Playing(FakePlaying())  # type: ignore[arg-type]
    widget._answer(widget, {"kind": "picture", "id": 1, "name": "pads", "width": 400}, [])
    widget._answer(widget, {"kind": "file", "id": 2, "name": "trend", "format": "png"}, [])
    widget._answer(widget, {"kind": "file", "id": 3, "name": "pads", "format": "png"}, [])
    assert said[0][0] == {"kind": "picture", "id": 1, "svg": "pads 400 None"}
    assert said[1] == ({"kind": "file", "id": 2}, [b"bytes"])
    assert (said[2][0]["kind"], said[2][0]["id"]) == ("refused", 3)


def test_a_refresh_reads_again(said: list[tuple[Json, Any]]) -> None:
    widget = Playing(FakePlaying())  # type: ignore[arg-type]
    widget._answer(widget, {"kind": "refresh"}, [])
    assert widget.playing == {"reads": 2}
    assert said == []


def test_a_question_is_answered_or_refused_in_words(said: list[tuple[Json, Any]]) -> None:
    def ask(question: str) -> Answer:
        if question != "select 1":
            raise QuestionError("No.")
        return Answer(("one",), ((1,),), more=False, tables=())

    widget = Question("select 1", ask)
    widget._answer(widget, {"kind": "ask", "id": 1, "question": "select 1"}, [])
    widget._answer(widget, {"kind": "ask", "id": 2, "question": "else"}, [])
    assert said[0][0]["rows"] == [["1"]]
    assert said[1][0] == {"id": 2, "kind": "refused", "message": "No."}
    assert widget.answer().rows == ((1,),)
