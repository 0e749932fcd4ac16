"""The course kit is whole, small, free, and exactly what its recipes make."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from academy.errors import LessonError
from academy.patterns.pads import is_pad
from academy.samples.kits import load_kit
from academy.samples.synthesis.course_kit import BREAK_BPM, RECIPES, drum_break, render

FOLDER = Path(__file__).parents[2] / "data" / "kits" / "course"


def samples(wav: bytes) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int32)


@pytest.mark.parametrize("name", RECIPES)
def test_a_shipped_sound_is_what_its_recipe_makes(name: str) -> None:
    shipped, fresh = samples((FOLDER / f"{name}.wav").read_bytes()), samples(render(name))
    assert len(shipped) == len(fresh)
    assert np.max(np.abs(shipped - fresh)) <= 1


@pytest.mark.parametrize("name", RECIPES)
def test_a_sound_starts_at_once_and_ends_in_silence(name: str) -> None:
    sound = np.abs(samples(render(name)))
    assert np.argmax(sound > 0.25 * sound.max()) < 0.03 * 44_100
    assert sound[-1] <= 2


def test_every_pad_of_bank_a_has_its_own_lane_and_no_pad_has_two() -> None:
    kit = load_kit(FOLDER)
    bank_a = sorted((pad for pad in kit.pads.values() if pad[0] == "A"), key=lambda pad: int(pad[1:]))
    assert bank_a == [f"A{n}" for n in range(1, 17)]
    assert len(set(kit.pads.values())) == len(kit.pads)
    assert all(is_pad(pad) for pad in kit.pads.values())


def test_every_sound_is_made_by_a_recipe_and_only_the_whole_break_is_on_no_pad() -> None:
    kit = load_kit(FOLDER)
    assert set(RECIPES) - set(kit.sounds.values()) - set(kit.clicks.values()) == {"break"}
    assert set(kit.sounds.values()) | set(kit.clicks.values()) <= set(RECIPES)
    assert {path.stem for path in FOLDER.glob("*.wav")} == set(RECIPES)


def test_a_choke_names_sounds_of_the_kit() -> None:
    kit = load_kit(FOLDER)
    assert {sound for group in kit.chokes for sound in group} <= set(kit.sounds.values())


def test_eight_chops_in_order_are_one_bar_of_the_break() -> None:
    chops = [samples(render(f"chop{number}")) for number in range(1, 9)]
    whole = np.round(drum_break() * 32767)
    assert sum(map(len, chops)) == len(whole) == round(4 * 60 / BREAK_BPM * 44_100)
    for number, cut in enumerate(chops):
        assert np.all(np.abs(cut - whole[number * len(cut) :][: len(cut)])[44:-200] <= 1)


def test_chops_stand_on_bank_b_in_the_order_in_which_they_are_cut() -> None:
    pads = load_kit(FOLDER).pads
    assert [pads[f"chop{number}"] for number in range(1, 9)] == [f"B{number}" for number in range(1, 9)]


def test_general_midi_places_are_kept() -> None:
    pads = load_kit(FOLDER).pads
    assert (pads["kick"], pads["snare"], pads["hat"], pads["open-hat"]) == ("A13", "A15", "A11", "A7")


def test_an_unknown_kit_names_those_there_are() -> None:
    with pytest.raises(LessonError, match="Kits: course"):
        load_kit(FOLDER.parent / "disco")
