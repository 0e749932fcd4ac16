"""Chords spell their key; a sine is its own root."""

import numpy as np
import pytest
from sounding import RATE, chord, sine

from academy.samples.analysis.chroma import chroma_of
from academy.samples.analysis.hearing import heard
from academy.samples.analysis.key import NAMES, PROFILES, Key, key_of
from academy.samples.analysis.root import root_of


def key(sound: np.ndarray) -> Key | None:
    return key_of(chroma_of(heard(sound, RATE).mono))


def cadence(tonic: int, third: int, tune: float = 1.0) -> np.ndarray:
    """I IV V I, or i iv V i: together they hold every note of the key."""
    home = (48 + tonic, 52 + third + tonic - 4, 55 + tonic)
    away = tuple(note + 5 for note in home)
    dominant = (55 + tonic, 59 + tonic, 62 + tonic)
    sounds = [chord(notes, 1.0, round(RATE / tune)) for notes in (home, away, dominant, home)]
    return np.concatenate(sounds)


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize(("mode", "third"), [("major", 4), ("minor", 3)])
def test_a_cadence_is_in_its_key(tonic: int, mode: str, third: int) -> None:
    assert str(key(cadence(tonic, third))) == f"{NAMES[tonic]} {mode}"


def test_a_c_major_chord_alone_is_nearest_to_c_major() -> None:
    assert str(key(chord((60, 64, 67), 2.0))) == "C major"


def test_a_cadence_thirty_cents_sharp_is_in_the_same_key_and_its_tuning_is_told() -> None:
    sharp = 2 ** (30 / 1200)
    sound = cadence(0, 4, sharp)
    assert str(key(sound)) == "C major"
    chroma = chroma_of(heard(sound, RATE).mono)
    assert chroma.tuning_cents == pytest.approx(30, abs=3)
    plain = chroma_of(heard(cadence(0, 4), RATE).mono)
    share = [c.whole.sum() / len(c.frames) for c in (chroma, plain)]
    assert share[0] == pytest.approx(share[1], rel=0.1)  # no note falls between two classes


def test_noise_has_no_key() -> None:
    assert key(np.random.default_rng(1).normal(0, 0.1, 2 * RATE)) is None


def test_the_profiles_are_those_of_temperley_2005() -> None:
    assert sum(PROFILES["major"]) == pytest.approx(4.246)
    assert sum(PROFILES["minor"]) == pytest.approx(4.183)
    assert PROFILES["major"][7] == 0.715
    assert PROFILES["minor"][3] == 0.618


@pytest.mark.parametrize("note", [28, 33, 45, 60, 69, 84])
def test_the_root_of_a_sine_is_its_note(note: int) -> None:
    hertz = 440 * 2 ** ((note - 69) / 12)
    found = root_of(heard(sine(hertz, 1.0), RATE).mono)
    assert found is not None
    assert found.name == NAMES[note % 12]
    assert found.hertz == pytest.approx(hertz, rel=0.003)


def test_noise_a_glide_and_a_blip_have_no_root() -> None:
    time = np.arange(RATE) / RATE
    glide = np.sin(2 * np.pi * (100 * time + 200 * time**2))
    for sound in (np.random.default_rng(2).normal(0, 0.1, RATE), glide, sine(110, 0.05)):
        assert root_of(heard(sound, RATE).mono) is None
