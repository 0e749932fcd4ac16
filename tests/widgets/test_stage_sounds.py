"""The stage sends the sounds of its kit when the page asks for them, and what is to be said of them."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from test_stage_coach import Practising

from academy.samples.kits import Sounding
from academy.widgets.stage import PracticeStage

Json = dict[str, Any]


class Slow(Practising):
    """A practice room whose sounds have to be made first."""

    def __init__(self, says: str | None) -> None:
        super().__init__()
        self.may_sound = threading.Event()
        self.says = says

    def sounds(self) -> Sounding:
        assert self.may_sound.wait(10)
        return Sounding({"kick": b"boom", "snare": b"crack!"}, self.says)


@pytest.mark.parametrize("says", [None, "These are the sounds of the course kit."])
def test_a_take_does_not_wait_for_sounds_that_are_being_made(
    says: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    practising = Slow(says)
    stage: Any = PracticeStage(practising, lambda: datetime(2026, 11, 26, tzinfo=UTC))  # type: ignore[arg-type]
    sent: list[tuple[Json, Any]] = []
    monkeypatch.setattr(stage, "send", lambda said, buffers=None: sent.append((said, buffers)))
    stage._answer(stage, {"kind": "kit", "id": "k"}, [])
    practising.is_coached = False
    stage._answer(stage, {"kind": "take", "id": "t", "take": {"id": "one"}}, [])
    assert [said["kind"] for said, _ in sent] == ["stored"]
    practising.may_sound.set()
    stage._sounding.join(10)
    said, buffers = sent[1]
    assert (said["kind"], said["id"], said["says"]) == ("kit", "k", says)
    assert said["sounds"] == [
        {"name": "kick", "offset": 0, "length": 4},
        {"name": "snare", "offset": 4, "length": 6},
    ]
    assert buffers == [b"boomcrack!"]
