"""A learner's folder over HTTP: read beside everything else, its sounds corrected, cut and forgotten."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import soundfile
from desk_here import desk_here
from own_sounds import folder_of, is_ready, told_until

from academy.client import Desk
from academy.errors import SoundError
from academy.settings import Settings


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with desk_here(settings) as desk:
        yield desk


def mine(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.sounds({"origin": "learner", "sort": "name"})["rows"])


def test_a_take_is_kept_while_a_folder_is_being_read(desk: Desk, tmp_path: Path) -> None:
    assert desk.own_folder()["state"] == "none"
    folder = folder_of(tmp_path / "mine", 40)
    assert desk.index_folder(str(folder))["state"] == "indexing"
    meanwhile = 0
    for number in range(10):
        take = {"id": str(number), "exercise": "backbeat/first", "hits": []}
        desk.record(take, {"status": "empty", "constants": "1"}, passed=False)
        meanwhile += desk.own_folder()["state"] == "indexing"
    assert meanwhile
    told = told_until(desk, is_ready)
    assert (told["done"], told["total"], told["kept"]) == (41, 41, 40)
    assert [one["file"] for one in told["skipped"]] == ["broken.wav"] and told["skipped"][0]["reason"]
    assert told["says"] == "40 of your 41 files are in the library; 1 was skipped."
    assert len(desk.takes()) == 10 and len(mine(desk)) == 40


def test_ones_own_sound_is_heard_corrected_and_put_right_again(desk: Desk, tmp_path: Path) -> None:
    desk.index_folder(str(folder_of(tmp_path / "mine", 2)))
    told_until(desk, is_ready)
    first, other = mine(desk)
    assert (first["kind"], first["origin"], first["file"]) == ("kick", "learner", "kick 000.wav")
    with soundfile.SoundFile(io.BytesIO(desk.audio(first["id"], "wav"))) as heard:
        assert (heard.samplerate, heard.frames) == (48_000, 4_800)
    changed = desk.correct_sound(first["id"], {"kind": "tom"})
    assert (changed["kind"], changed["source"]["kind"]) == ("tom", "learner")
    with pytest.raises(SoundError, match="kind is 'drum'; expected one of kick"):
        desk.correct_sound(first["id"], {"kind": "drum"})
    assert desk.correct_sound(other["id"], {"root": "C2"})["root"] == "C2"
    assert desk.setting("sound_corrections") == {first["id"]: {"kind": "tom"}, other["id"]: {"root": "C2"}}
    assert desk.correct_sound(first["id"], {}) == first


def test_a_folder_is_forgotten_and_its_files_stay(desk: Desk, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", 2)
    desk.index_folder(str(folder))
    told_until(desk, is_ready)
    sound = mine(desk)[0]["id"]
    desk.keep_kit("backbeat", {"A13": {"sound": sound, "start": None, "end": None}})
    told = desk.index_folder(None)
    assert (told["folder"], told["state"], told["kept"], mine(desk)) == (None, "none", 0, [])
    assert len(list(folder.iterdir())) == 3
    assert "is not in the library now" in desk.kit("backbeat")["says"]


def test_a_folder_that_cannot_be_read_is_said_and_the_one_before_stays(desk: Desk, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", 1)
    desk.index_folder(str(folder))
    told_until(desk, is_ready)
    for said, says in (
        (str(tmp_path / "nowhere"), "There is no folder .*nowhere"),
        (str(folder / "kick 000.wav"), r"There is no folder .*kick 000\.wav"),
        ("Music", "'Music' is not a whole path"),
        ("", "folder is ''"),
        (7, "folder is 7"),
        ("/\0", "expected the folder of your sounds"),
    ):
        with pytest.raises(SoundError, match=says):
            desk.index_folder(said)  # type: ignore[arg-type]
    assert (desk.own_folder()["folder"], len(mine(desk))) == (str(folder), 1)


def test_a_folder_that_goes_away_is_said_and_what_is_known_stays(settings: Settings, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", 1)
    with desk_here(settings) as desk:
        desk.index_folder(str(folder))
        told_until(desk, is_ready)
    folder.rename(tmp_path / "moved")
    with desk_here(settings) as desk:
        assert "There is no folder" in told_until(desk, is_ready)["says"]
        (sound,) = mine(desk)
        with pytest.raises(SoundError, match=r"kick 000\.wav is no longer there"):
            desk.audio(sound["id"])


def test_a_desk_of_many_learners_reads_no_folder(settings: Settings, tmp_path: Path) -> None:
    with desk_here(settings, is_learners_own=False) as desk:
        with pytest.raises(SoundError, match="serves many learners"):
            desk.index_folder(str(tmp_path))
        assert desk.own_folder()["state"] == "none" and desk.setting("own_folder") is None
