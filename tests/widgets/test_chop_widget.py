"""The kernel's half of "Chopper": each message is answered with its id; slices come to a lesson's pads."""

from pathlib import Path
from typing import Any

import pytest

from academy.errors import SoundError
from academy.lessons.catalogue import catalogue
from academy.samples.kits import load_kit
from academy.widgets.chop import Chop, chop_lessons

Json = dict[str, Any]
HOME = Path(__file__).parents[2]
LESSON = {
    "id": "chop-a-break",
    "title": "Chop a break",
    "number": 13,
    "url": "13-chop-a-break.ipynb#in-order",
    "pads": ["B1", "B2", "B3"],
}
SLICES = [{"start": n * 100, "end": n * 100 + 100} for n in range(5)]


class FakeLibrary:
    """Stands in for the desk; remembers what was kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Json | None] = {}

    def sounds(self, query: Json, start: int = 0, count: int = 60) -> Json:
        return {"total": 1, "start": start, "rows": [query], "facets": {}}

    def sound(self, sound_id: str) -> Json:
        raise SoundError(f"No sound '{sound_id}'.")

    def audio(self, sound_id: str, form: str = "ogg") -> bytes:
        return f"{sound_id}.{form}".encode()

    def slices(self, sound_id: str, how: str = "transients", count: int = 16) -> Json:
        return {"rate": 48_000, "frames": 500, "slices": SLICES[:count]}

    def snap(self, sound_id: str, frame: int) -> Json:
        return {"frame": frame + 1}

    def kit(self, lesson: str) -> Json:
        own = {"pad": "A13", "sound": "my-kick", "start": None, "end": None, "own": True}
        return {"pieces": [own, {"pad": "B1", "sound": "break", "start": 0, "end": 9, "own": False}]}

    def keep_kit(self, lesson: str, pads: Json | None) -> Json:
        self.kept[lesson] = pads
        return {}

    def kit_zip(self, lesson: str) -> tuple[str, bytes]:
        return f"{lesson}.zip", b"PK"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Json, Any]]:
    heard: list[tuple[Json, Any]] = []
    monkeypatch.setattr(Chop, "send", lambda _, message, buffers=None: heard.append((message, buffers)))
    return heard


def answered(said: list[tuple[Json, Any]], library: FakeLibrary | None, **message: Any) -> tuple[Json, Any]:
    """Return what the widget answers to a message."""
    widget = Chop(lambda: library, [LESSON], {})
    widget._answer(widget, {"id": 7, **message}, [])
    return said.pop()


def test_searches_slices_and_snaps_are_answered_with_the_id_of_their_request(said: list[Any]) -> None:
    library = FakeLibrary()
    found = answered(said, library, kind="find", query={"text": "dusty"}, start=60, count=60)
    assert found == (
        {"kind": "found", "id": 7, "total": 1, "start": 60, "rows": [{"text": "dusty"}], "facets": {}},
        None,
    )
    sliced, _ = answered(said, library, kind="slices", sound="break", how="equal", count=4)
    assert (sliced["kind"], sliced["frames"], len(sliced["slices"])) == ("slices", 500, 4)
    assert answered(said, library, kind="snap", sound="break", frame=20)[0]["frame"] == 21


def test_audio_and_files_come_as_bytes(said: list[Any]) -> None:
    library = FakeLibrary()
    assert answered(said, library, kind="audio", sound="break")[1] == [b"break.ogg"]
    assert answered(said, library, kind="audio", sound="break", form="wav")[1] == [b"break.wav"]
    message, buffers = answered(said, library, kind="zip", lesson="chop-a-break")
    assert (message["kind"], message["name"], buffers) == ("file", "chop-a-break.zip", [b"PK"])


def test_slices_are_kept_on_the_pads_of_the_lesson_and_the_learners_other_pads_stay(said: list[Any]) -> None:
    library = FakeLibrary()
    told, _ = answered(said, library, kind="keep", lesson="chop-a-break", sound="mine", slices=SLICES[:3])
    assert library.kept["chop-a-break"] == {
        "A13": {"sound": "my-kick", "start": None, "end": None},
        "B1": {"sound": "mine", "start": 0, "end": 100},
        "B2": {"sound": "mine", "start": 100, "end": 200},
        "B3": {"sound": "mine", "start": 200, "end": 300},
    }
    assert told["says"] == "Kept. Chop a break now plays your slices on pads B1 to B3."
    assert told["url"] == LESSON["url"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "your slices on pad B1; what was on pads B2 to B3 stays."),
        (2, "your slices on pads B1 to B2; what was on pad B3 stays."),
        (5, "your slices 1 to 3; it has no pads for the others."),
    ],
)
def test_fewer_and_more_slices_than_pads_are_said(said: list[Any], count: int, words: str) -> None:
    told, _ = answered(
        said, FakeLibrary(), kind="keep", lesson="chop-a-break", sound="x", slices=SLICES[:count]
    )
    assert told["says"].endswith(words)


def test_a_sound_that_is_not_there_and_a_missing_desk_are_refused_in_words(said: list[Any]) -> None:
    assert answered(said, FakeLibrary(), kind="sound", sound="none")[0] == {
        "kind": "refused",
        "id": 7,
        "message": "No sound 'none'.",
    }
    refused, _ = answered(said, None, kind="find", query={}, start=0, count=1)
    assert refused["kind"] == "refused" and "make start" in refused["message"]


def test_the_lessons_that_play_slices_are_found_with_their_pads() -> None:
    pads = load_kit(HOME / "data" / "kits" / "course").pads
    found = {each["id"]: each for each in chop_lessons(catalogue(HOME / "course").lessons, pads)}
    assert found["chop-a-break"]["url"] == "13-chop-a-break.ipynb#in-order"
    assert found["chop-a-break"]["pads"] == [f"B{n}" for n in range(1, 9)]
    assert {*found} == {"chop-a-break", "jungle-cut-up"}
