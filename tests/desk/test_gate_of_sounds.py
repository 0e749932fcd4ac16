"""What a plan opens of the library, and how often a month: at a desk for many."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from class_here import FREE, Class, class_here

from academy.errors import DeskUnavailable, NotInPlan
from academy.samples.sound import KINDS
from academy.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sounds that were rendered once are there for all tests of this file."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def ann(tmp_path: Path, folder: Path, store_url: str) -> Iterator[Class]:
    settings = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(folder)}, tmp_path)
    with class_here(settings) as one:
        yield one


def rows(one: Class) -> list[dict[str, Any]]:
    return [*one.desk.sounds({}, 0, 500)["rows"], *one.desk.sounds({}, 500, 500)["rows"]]


def used(one: Class) -> dict[str, int]:
    period = one.get("plan")[1]["quota"]["period"]
    return one.office.store().members.quota_used("ann", period)


def test_fifty_sounds_are_open_of_every_kind_and_stand_first(ann: Class) -> None:
    found = rows(ann)
    opened = [row for row in found if row["is_open"]]
    assert ann.desk.sounds({}, 0, 0)["open"] == len(opened) == 50 and found[:50] == opened
    assert {row["kind"] for row in opened} == set(KINDS) and len(found) > 900
    assert [row["id"] for row in rows(ann)] == [row["id"] for row in found]


def test_the_kits_of_the_free_lessons_play_whole(ann: Class) -> None:
    opened = {row["id"] for row in rows(ann) if row["is_open"]}
    for lesson in FREE:
        assert {piece["sound"] for piece in ann.desk.kit(lesson)["pieces"]} <= opened
    assert ann.desk.kit_audio("backbeat", "A13")[:4] == b"OggS"


def test_a_sound_that_is_not_open_is_told_about_and_neither_heard_nor_cut(ann: Class) -> None:
    locked = rows(ann)[-1]
    assert ann.desk.sound(locked["id"]) == locked and not locked["is_open"]
    asked = [f"audio?form={form}" for form in ("ogg", "wav", "card", "daw")]
    asked += ["audio?form=ogg&effect=vinyl", "slices?count=4", "snap?frame=9"]
    for path in asked:
        status, data = ann.ask("GET", f"sounds/{locked['id']}/{path}")
        assert status == 402 and json.loads(data)["unlock"] == "premium", path
    assert used(ann) == {}


def test_a_pad_plays_no_sound_that_is_not_open(ann: Class) -> None:
    locked = next(row for row in reversed(rows(ann)) if row["kind"] == "kick")
    mine = {"A13": {"sound": locked["id"], "start": None, "end": None}}
    with pytest.raises(NotInPlan, match="sounds of premium"):
        ann.desk.keep_kit("backbeat", mine)
    for ask in (lambda: ann.desk.kit("backbeat", 7), lambda: ann.desk.keep_kit("backbeat", {}, 7)):
        with pytest.raises(NotInPlan, match="Other choices"):
            ask()
    ann.desk.set_setting("kits", {"backbeat": mine})  # a kernel may write its own settings
    ann.desk.set_setting("kit_seeds", {"backbeat": 7})
    kit = ann.desk.kit("backbeat")
    assert locked["id"] not in {piece["sound"] for piece in kit["pieces"]} and kit["seed"] == 0
    assert f"{locked['id']}, is part of premium; the academy's choice plays" in kit["says"]
    ann.pays("premium")
    kit = ann.desk.kit("backbeat")
    assert locked["id"] in {piece["sound"] for piece in kit["pieces"]} and kit["seed"] == 7


def test_what_pads_play_is_heard_on_time_and_is_no_file_for_a_unit(ann: Class) -> None:
    sounds = [row["id"] for row in ann.desk.sounds({"kind": ["kick"]}, 0, 2)["rows"]]
    whole, part = ({"sound": sound, "start": None, "end": None} for sound in sounds)
    ann.desk.keep_kit("backbeat", {"A13": whole, "A14": part | {"start": 0, "end": 4_801}})
    heard = [ann.desk.kit_audio("backbeat", pad) for pad in ("A13", "A14")]
    assert [data[:4] for data in heard] == 2 * [b"OggS"] and used(ann) == {}
    played, _ = soundfile.read(io.BytesIO(heard[1]), always_2d=True)
    file, _ = soundfile.read(io.BytesIO(ann.desk.audio(sounds[1], "wav")), always_2d=True)
    assert len(played) == 4_801
    begins = [np.argmax(np.abs(sound).max(axis=1) > 0.1) for sound in (played, file)]
    assert abs(int(begins[0]) - int(begins[1])) <= 48  # a millisecond


def test_sixty_downloads_at_once_are_exactly_ten(ann: Class) -> None:
    sound = ann.desk.sounds({"kind": ["kick"]}, 0, 1)["rows"][0]["id"]
    ann.desk.audio(sound)  # rendered, and free to hear

    def download(number: int) -> int:
        return ann.ask("GET", f"sounds/{sound}/audio?form=wav&request_id=r{number}")[0]

    with ThreadPoolExecutor(20) as kernels:
        statuses = list(kernels.map(download, range(60)))
    assert (statuses.count(200), statuses.count(402)) == (10, 50)
    assert used(ann) == {"sample_download": 10}
    refused = json.loads(ann.ask("GET", f"sounds/{sound}/audio?form=card")[1])
    assert "10 downloads of sounds are used up; they return on 1 " in refused["error"]
    assert ann.as_("ben").ask("GET", f"sounds/{sound}/audio?form=wav")[0] == 200


def test_a_request_that_is_repeated_is_free_and_is_none_for_another_thing(ann: Class) -> None:
    first, second = (row["id"] for row in ann.desk.sounds({"kind": ["kick"]}, 0, 2)["rows"])
    heard = [ann.desk.audio(first, "wav", request_id="same") for _ in range(3)]
    assert len(set(heard)) == 1 and used(ann) == {"sample_download": 1}
    with pytest.raises(DeskUnavailable, match=f"was for '{first}'"):
        ann.desk.audio(second, "wav", request_id="same")
    with pytest.raises(DeskUnavailable, match=f"was for '{first}'"):
        ann.desk.kit_zip("backbeat", request_id="same")
    assert used(ann) == {"sample_download": 1}


def test_two_kits_go_out_and_the_third_not_until_there_is_premium_which_is_counted_too(ann: Class) -> None:
    names = [ann.desk.kit_zip("backbeat", request_id=f"r{number}")[0] for number in (1, 2, 2)]
    assert names == 3 * ["L02_BACKBEAT.zip"]
    with pytest.raises(NotInPlan, match="2 exports of kits are used up") as refused:
        ann.desk.kit_zip("first-hits")
    assert refused.value.unlock == "premium"
    ann.pays("premium")
    assert io.BytesIO(ann.desk.kit_zip("first-hits")[1]).read(2) == b"PK"
    assert used(ann)["kit_export"] == 3


def test_a_request_for_a_kit_is_bound_to_what_lies_on_its_pads(ann: Class) -> None:
    ann.desk.kit_zip("backbeat", request_id="one")
    on_pad = next(piece for piece in ann.desk.kit("backbeat")["pieces"] if piece["pad"] == "A13")["sound"]
    open_kicks = [row["id"] for row in ann.desk.sounds({"kind": ["kick"]}, 0, 2)["rows"]]
    sound = next(each for each in open_kicks if each != on_pad)
    for cut in ({"start": None, "end": None}, {"start": 0, "end": 900}):
        ann.desk.keep_kit("backbeat", {"A13": {"sound": sound, **cut}})
        with pytest.raises(DeskUnavailable, match="was for 'backbeat "):
            ann.desk.kit_zip("backbeat", request_id="one")
    ann.desk.keep_kit("backbeat", None)
    assert ann.desk.kit_zip("backbeat", request_id="one")[1] and used(ann) == {"kit_export": 1}


def test_what_cannot_be_made_is_not_counted(ann: Class) -> None:
    assert ann.ask("GET", "sounds/nothing/audio?form=wav")[0] == 422
    sound = ann.desk.sounds({}, 0, 1)["rows"][0]["id"]
    assert ann.ask("GET", f"sounds/{sound}/audio?form=mp3")[0] == 422
    assert ann.ask("GET", f"sounds/{sound}/audio?form=wav&request_id={'x' * 101}")[0] == 400
    assert used(ann) == {}
