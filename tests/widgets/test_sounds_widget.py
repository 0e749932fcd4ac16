"""The kernel's half of the page "Sounds": the desk is asked, each message is answered with its id."""

from types import SimpleNamespace
from typing import Any

import pytest

from academy.errors import SoundError
from academy.widgets.sounds import Sounds

Json = dict[str, Any]
LESSON = SimpleNamespace(id="backbeat", number=2, title="The backbeat", path=SimpleNamespace(name="02.ipynb"))


def piece(pad: str, sound: str, *, own: bool = False) -> Json:
    return {"pad": pad, "sound": sound, "start": None, "end": None, "own": own}


class FakeDesk:
    """Stands in for the desk: a kit of two pads whose seed is part of each sound's name."""

    def __init__(self) -> None:
        self.pads: Json = {}
        self.seed = 0

    def sounds(self, query: Json, start: int, count: int) -> Json:
        return {"total": 10_000, "start": start, "rows": [query["text"]] * count, "facets": {}}

    def sound(self, sound: str) -> Json:
        if sound == "gone":
            raise SoundError("No sound 'gone'.")
        return {"id": sound}

    def correct_sound(self, sound: str, values: Json) -> Json:
        return {"id": sound, **values}

    def audio(self, sound: str, form: str, effect: str | None = None) -> bytes:
        return f"{sound} {form}".encode()

    def own_folder(self) -> Json:
        return {"folder": None}

    def index_folder(self, folder: str | None) -> Json:
        return {"folder": folder}

    def kit(self, lesson: str, seed: int | None = None) -> Json:
        made = {
            pad: piece(pad, f"{pad} of seed {self.seed if seed is None else seed}") for pad in ("A13", "A15")
        }
        kept = self.pads if seed is None else {}
        return {"pieces": [made[pad] | kept.get(pad, {}) | {"own": pad in kept} for pad in made]}

    def keep_kit(self, lesson: str, pads: Json | None, seed: int | None = None) -> Json:
        self.pads = pads or {}
        self.seed = 0 if pads is None else self.seed if seed is None else seed
        return self.kit(lesson)

    def kit_audio(self, lesson: str, pad: str) -> bytes:
        return b"wav of " + pad.encode()

    def kit_zip(self, lesson: str) -> tuple[str, bytes]:
        return f"{lesson}.zip", b"PK"


class FakeRoom:
    """Stands in for the classroom: one lesson that is played, one that is not."""

    def __init__(self, desk: FakeDesk | None) -> None:
        self.at_hand = desk
        played = SimpleNamespace(**vars(LESSON), exercises=("one",))
        read = SimpleNamespace(**(vars(LESSON) | {"id": "read"}), exercises=())
        self.catalogue = SimpleNamespace(lessons=(played, read))
        self.kit = SimpleNamespace(
            sounds={"hat": "hat", "open-hat": "open-hat", "hat-even": "hat", "kick": "kick"},
            chokes=(("hat", "open-hat"),),
        )

    def desk(self) -> FakeDesk | None:
        return self.at_hand

    def has_desk(self) -> bool:
        return self.at_hand is not None

    def device_json(self) -> Json:
        return {"name": "SP-404MKII"}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Json, Any]]:
    heard: list[tuple[Json, Any]] = []
    monkeypatch.setattr(Sounds, "send", lambda _, message, buffers=None: heard.append((message, buffers)))
    return heard


def ask(said: list[tuple[Json, Any]], desk: FakeDesk | None, **message: Any) -> tuple[Json, Any]:
    """Return the answer to one message."""
    widget = Sounds(FakeRoom(desk))  # type: ignore[arg-type]
    widget._answer(widget, {"id": "1", **message}, [])
    assert said[-1][0]["id"] == "1"
    return said[-1]


def test_the_page_is_told_which_lessons_are_played_and_which_lanes_choke() -> None:
    course = Sounds(FakeRoom(None), "backbeat").course  # type: ignore[arg-type]
    assert course["lessons"] == [
        {"id": "backbeat", "number": 2, "title": "The backbeat", "url": "02.ipynb"},
    ]
    assert course["chokes"] == [["hat", "open-hat", "hat-even"]]
    assert course["lesson"] == "backbeat"


def test_a_window_of_rows_is_handed_on(said: list[tuple[Json, Any]]) -> None:
    found, _ = ask(said, FakeDesk(), kind="find", query={"text": "kick"}, start=120, count=2)
    assert (found["kind"], found["total"], found["start"]) == ("found", 10_000, 120)
    assert found["rows"] == ["kick", "kick"]


def test_a_sound_comes_as_bytes_and_under_a_name(said: list[tuple[Json, Any]]) -> None:
    assert ask(said, FakeDesk(), kind="audio", sound="kick", form="ogg")[1] == [b"kick ogg"]
    kept, data = ask(said, FakeDesk(), kind="audio", sound="my-loop", form="daw")
    assert (kept["name"], data) == ("my-loop.wav", [b"my-loop daw"])


def test_a_correction_is_answered_with_the_row_as_it_is_now(said: list[tuple[Json, Any]]) -> None:
    corrected, _ = ask(said, FakeDesk(), kind="correct", sound="kick", values={"kind": "tom"})
    assert corrected["row"] == {"id": "kick", "kind": "tom"}


def test_what_the_desk_refuses_is_said_in_its_words(said: list[tuple[Json, Any]]) -> None:
    refused, _ = ask(said, FakeDesk(), kind="sound", sound="gone")
    assert (refused["kind"], refused["message"]) == ("refused", "No sound 'gone'.")


def test_without_a_desk_it_is_said_how_to_start_one(said: list[tuple[Json, Any]]) -> None:
    refused, _ = ask(said, None, kind="find", query={}, start=0, count=60)
    assert "academy start" in refused["message"]


def test_an_exchange_leaves_the_other_choices_alone_and_can_be_taken_back(
    said: list[tuple[Json, Any]],
) -> None:
    desk = FakeDesk()
    ask(said, desk, kind="exchange", lesson="backbeat", pad="A15", sound="mine")
    kit, _ = ask(said, desk, kind="exchange", lesson="backbeat", pad="A13", sound="other")
    assert [each["sound"] for each in kit["kit"]["pieces"]] == ["other", "mine"]
    kit, _ = ask(said, desk, kind="exchange", lesson="backbeat", pad="A15", sound=None)
    assert [each["sound"] for each in kit["kit"]["pieces"]] == ["other", "A15 of seed 0"]
    assert desk.pads.keys() == {"A13"}


def test_another_seed_leaves_what_the_learner_chose_and_the_rest_stays_the_academys(
    said: list[tuple[Json, Any]],
) -> None:
    desk = FakeDesk()
    ask(said, desk, kind="exchange", lesson="backbeat", pad="A15", sound="mine")
    for seed in (7, 8):
        kit, _ = ask(said, desk, kind="reseed", lesson="backbeat", seed=seed, locked=[])
        assert [(each["sound"], each["own"]) for each in kit["kit"]["pieces"]] == [
            (f"A13 of seed {seed}", False),
            ("mine", True),
        ]
    kit, _ = ask(said, desk, kind="exchange", lesson="backbeat", pad="A15", sound=None)
    assert [each["sound"] for each in kit["kit"]["pieces"]] == ["A13 of seed 8", "A15 of seed 8"]


def test_another_seed_changes_all_but_the_locked_pads(said: list[tuple[Json, Any]]) -> None:
    desk = FakeDesk()
    kit, _ = ask(said, desk, kind="reseed", lesson="backbeat", seed=7, locked=["A13"])
    assert [each["sound"] for each in kit["kit"]["pieces"]] == ["A13 of seed 0", "A15 of seed 7"]
    back, _ = ask(said, desk, kind="back", lesson="backbeat")
    assert [each["sound"] for each in back["kit"]["pieces"]] == ["A13 of seed 0", "A15 of seed 0"]


def test_the_sounds_of_pads_come_back_to_back(said: list[tuple[Json, Any]]) -> None:
    message, data = ask(said, FakeDesk(), kind="kit_sounds", lesson="backbeat", pads=["A13", "A5"])
    assert message["sounds"] == [
        {"name": "A13", "offset": 0, "length": 10},
        {"name": "A5", "offset": 10, "length": 9},
    ]
    assert data == [b"wav of A13wav of A5"]


def test_the_files_for_the_card_and_the_own_folder_are_handed_on(said: list[tuple[Json, Any]]) -> None:
    zipped, data = ask(said, FakeDesk(), kind="zip", lesson="backbeat")
    assert (zipped["name"], data) == ("backbeat.zip", [b"PK"])
    assert ask(said, FakeDesk(), kind="index", folder="~/mine")[0]["folder"] == {"folder": "~/mine"}
