"""The stage answers a take at once; what a language model says of it comes afterwards, on its own."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from academy.widgets.stage import PracticeStage

Json = dict[str, Any]
TAKE = {"kind": "take", "id": "7", "take": {"id": "one"}}


class Practising:
    """A practice room whose coach thinks until it may speak."""

    def __init__(self, *, has_coach: bool = True, status: str = "scored") -> None:
        self.may_speak = threading.Event()
        self.is_coached, self.status = has_coach, status

    def exercise_json(self) -> Json:
        return {"id": "backbeat/kick"}

    def device_json(self) -> Json:
        return {}

    def learner_json(self) -> Json:
        return {"attempts": []}

    def has_desk(self) -> bool:
        return True

    def has_coach(self) -> bool:
        return self.is_coached

    def news(self, _take_id: str) -> list[Json]:
        return []

    def finish(self, take: Json, _now: datetime) -> Json:
        said = {"take_id": take["id"], "exercise": "backbeat/kick", "saved": True, "message": None}
        return said | {"score": {"status": self.status}}

    def coach(self, take_id: str) -> Json:
        assert self.may_speak.wait(10)
        return {"source": "ai", "voice": f"Breathe, {take_id}."}


def stage_of(practising: Practising, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[Json]]:
    stage = PracticeStage(practising, lambda: datetime(2026, 11, 26, tzinfo=UTC))  # type: ignore[arg-type]
    sent: list[Json] = []
    monkeypatch.setattr(stage, "send", lambda said, _buffers=None: sent.append(said))
    return stage, sent


def test_the_score_does_not_wait_for_the_coach(monkeypatch: pytest.MonkeyPatch) -> None:
    practising = Practising()
    stage, sent = stage_of(practising, monkeypatch)
    stage._answer(stage, TAKE, [])
    assert [said["kind"] for said in sent] == ["stored"]
    assert sent[0]["result"]["coach"] == "asked"
    practising.may_speak.set()
    stage._coaching.join(10)
    assert sent[1] == {
        "kind": "coach",
        "take_id": "one",
        "feedback": {"source": "ai", "voice": "Breathe, one."},
    }


@pytest.mark.parametrize("said", [{"has_coach": False}, {"status": "empty"}], ids=["no model", "empty take"])
def test_nobody_is_asked_where_there_is_nothing_to_ask(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage, sent = stage_of(Practising(**said), monkeypatch)
    stage._answer(stage, TAKE, [])
    assert [said["kind"] for said in sent] == ["stored"]
    assert sent[0]["result"]["coach"] is None and stage._coaching is None
