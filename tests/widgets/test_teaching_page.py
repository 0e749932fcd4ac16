"""The kernel's half of the Teaching page."""

from typing import Any

import pytest

from academy.errors import DeskUnavailable
from academy.widgets.teaching import NO_DESK, Teaching


class Desk:
    """Stands for a desk; `why` is what it tells somebody who does not teach."""

    why: str | None = None

    def teaching(self) -> dict[str, Any]:
        if self.why:
            raise DeskUnavailable(self.why)
        return {"figures": []}

    def attempts_of(self, learner: str) -> list[dict[str, Any]]:
        return [{"exercise": f"{learner}/one"}]

    def learners(self, find: str) -> dict[str, Any]:
        if self.why:
            raise DeskUnavailable(self.why)
        return {"rows": [{"learner": f"{find}a"}], "found": 1}


def page_of(desk: Any) -> Teaching:
    return Teaching(lambda: desk)


def test_who_does_not_teach_reads_one_sentence_and_nothing_else() -> None:
    desk = Desk()
    desk.why = "This is for instructors."
    assert page_of(desk).teaching == {"trouble": "This is for instructors."}
    assert page_of(None).teaching == {"trouble": NO_DESK}


def test_one_learner_is_told_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(Desk())
    sent: list[Any] = []
    monkeypatch.setattr(page, "send", sent.append)
    page._answer(page, {"kind": "learner", "id": 1, "name": "ann"}, [])
    assert sent == [{"kind": "learner", "id": 1, "attempts": [{"exercise": "ann/one"}]}]


def test_learners_are_looked_for_and_a_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, sent = Desk(), list[Any]()
    page = page_of(desk)
    monkeypatch.setattr(page, "send", sent.append)
    page._answer(page, {"kind": "learners", "id": 1, "find": "an"}, [])
    desk.why = "The desk rests."
    page._answer(page, {"kind": "learners", "id": 2, "find": "an"}, [])
    assert sent[0] == {"kind": "learners", "id": 1, "learners": {"rows": [{"learner": "ana"}], "found": 1}}
    assert sent[1] == {"kind": "refused", "id": 2, "message": "The desk rests."}
