"""Kits over HTTP: what the academy chose, what the learner keeps, and both as sound and as files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import soundfile
from desk_here import desk_here

from academy.client import Desk
from academy.errors import AcademyError, SoundError, TakeError
from academy.settings import Settings

LESSON = "backbeat"


@pytest.fixture
def desk(settings_of_each: Settings) -> Iterator[Desk]:
    with desk_here(settings_of_each) as desk:
        yield desk


def by_pad(kit: dict[str, Any]) -> dict[str, Any]:
    return {piece["pad"]: piece for piece in kit["pieces"]}


def test_a_kit_is_the_same_each_time_and_another_with_a_seed(desk: Desk) -> None:
    kit = desk.kit(LESSON)
    assert (kit["lesson"], kit["title"], kit["seed"], kit["kept"]) == (LESSON, "The backbeat", 0, False)
    assert kit == desk.kit(LESSON, 0) != desk.kit(LESSON, 1)
    kick = by_pad(kit)["A13"]
    assert (kick["lane"], kick["kind"], kick["needed"], kick["own"]) == ("kick", "kick", True, False)
    assert kick["why"] and kick["alternates"] and desk.sound(kick["sound"])["name"] == kick["name"]


def test_a_choice_of_ones_own_is_kept_heard_and_taken_back(desk: Desk) -> None:
    before = desk.kit(LESSON)
    sound = by_pad(before)["A13"]["alternates"][0]["sound"]
    mine = {"A13": {"sound": sound, "start": 100, "end": 4_900}}
    kit = desk.keep_kit(LESSON, mine)
    kick = by_pad(kit)["A13"]
    assert (kit["kept"], kick["sound"], kick["start"], kick["own"]) == (True, sound, 100, True)
    assert desk.kit(LESSON, 0) == before
    heard, rate = soundfile.read(io.BytesIO(desk.kit_audio(LESSON, "A13")))
    assert (len(heard), rate) == (4_800, 48_000)
    assert desk.kit(LESSON) == kit and desk.setting("kits") == {LESSON: mine}
    assert desk.keep_kit(LESSON, None) == before and desk.setting("kits") == {}


def test_another_seed_is_kept_beside_the_learners_choices_until_all_is_taken_back(desk: Desk) -> None:
    first = desk.kit(LESSON)
    mine = {"A13": {"sound": "kick-deep-03", "start": None, "end": None}}
    drawn = desk.keep_kit(LESSON, mine, 7)
    assert (drawn["seed"], drawn["kept"]) == (7, True)
    assert [pad for pad, piece in by_pad(drawn).items() if piece["own"]] == ["A13"]
    others = by_pad(desk.kit(LESSON, 7)) | {"A13": None}
    assert by_pad(desk.keep_kit(LESSON, mine)) | {"A13": None} == others
    assert desk.keep_kit(LESSON, {}) == desk.kit(LESSON, 7)
    assert desk.keep_kit(LESSON, None) == first and desk.setting("kit_seeds") == {}


def test_the_zip_has_each_sound_once_a_pad_map_and_the_lessons_patterns(desk: Desk) -> None:
    name, data = desk.kit_zip(LESSON)
    files = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert name == "L02_BACKBEAT.zip" and files[0].startswith("IMPORT/L02_BACKBEAT/A")
    sounds = [file for file in files if file.endswith(".WAV")]
    assert len(sounds) == len(desk.kit(LESSON)["pieces"])
    assert "IMPORT/L02_BACKBEAT/PADMAP.TXT" in files and files[-1].endswith(".MID")


REFUSED: list[tuple[Callable[[Desk], Any], type[AcademyError], str]] = [
    (lambda desk: desk.kit("nothing"), TakeError, "No lesson here is called 'nothing'"),
    (lambda desk: desk.kit("../backbeat"), TakeError, "No lesson here is called '../backbeat'"),
    (lambda desk: desk.kit_zip("nothing"), TakeError, "No lesson here"),
    (lambda desk: desk.kit(LESSON, -1), SoundError, "seed is '-1'; expected a whole number"),
    (lambda desk: desk.keep_kit(LESSON, {}, -1), SoundError, "seed is -1; expected a whole number"),
    (lambda desk: desk.kit_audio(LESSON, "J9"), SoundError, "nothing on pad 'J9'. Its pads: A"),
    (lambda desk: desk.keep_kit(LESSON, {"K1": {"sound": "x"}}), SoundError, "no pad 'K1'|No sound 'x'"),
    (lambda desk: desk.keep_kit(LESSON, {"A1": {"sound": "x"}}), SoundError, "No sound 'x'"),
    (lambda desk: desk.keep_kit(LESSON, {"A1": {"sound": ["x"]}}), SoundError, "Pad A1: which sound"),
    (lambda desk: desk.keep_kit(LESSON, {"A1": "kick"}), SoundError, "expected {'A13'"),
    (
        lambda desk: desk.keep_kit(LESSON, {"A13": {"sound": "kick-deep-03", "start": 9, "end": 9}}),
        SoundError,
        "Pad A13: its sound is cut from 9 to 9",
    ),
    (
        lambda desk: desk.keep_kit(LESSON, {"A13": {"sound": "kick-deep-03", "start": 0, "end": 48_000}}),
        SoundError,
        "Pad A13 ends at frame 48000, and .* has 38400",
    ),
]


def test_what_cannot_be_kept_is_said_and_what_was_kept_stays(desk: Desk) -> None:
    mine = {"A13": {"sound": "kick-deep-03", "start": None, "end": None}}
    desk.keep_kit(LESSON, mine)
    for ask, kind, says in REFUSED:
        with pytest.raises(kind, match=says):
            ask(desk)
    assert desk.setting("kits") == {LESSON: mine}


def test_a_kept_sound_that_is_gone_is_said_and_waits(desk: Desk) -> None:
    chosen = by_pad(desk.kit(LESSON))["A13"]["sound"]
    gone = {LESSON: {"A13": {"sound": "my-kick-0123", "start": None, "end": None}}}
    desk.set_setting("kits", gone)
    kit = desk.kit(LESSON)
    assert "Your sound on pad A13, my-kick-0123, is not in the library now" in kit["says"]
    assert kit["kept"] and by_pad(kit)["A13"]["sound"] == chosen
    assert desk.setting("kits") == gone
