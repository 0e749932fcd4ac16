"""The course kit is whole, small, free, and exactly what its recipes make."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from academy.errors import LessonError
from academy.patterns.pads import is_pad
from academy.samples.kits import load_kit
from academy.samples.synthesis.course_kit import RECIPES, render

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


def test_every_pad_of_bank_a_has_its_own_lane_and_sound() -> None:
    kit = load_kit(FOLDER)
    assert sorted(kit.pads.values(), key=lambda pad: int(pad[1:])) == [f"A{n}" for n in range(1, 17)]
    assert all(is_pad(pad) for pad in kit.pads.values())
    assert set(kit.sounds.values()) | set(kit.clicks.values()) == set(RECIPES)


def test_general_midi_places_are_kept() -> None:
    pads = load_kit(FOLDER).pads
    assert (pads["kick"], pads["snare"], pads["hat"], pads["open-hat"]) == ("A13", "A15", "A11", "A7")


def test_an_unknown_kit_names_those_there_are() -> None:
    with pytest.raises(LessonError, match="Kits: course"):
        load_kit(FOLDER.parent / "disco")
