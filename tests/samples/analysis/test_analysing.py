"""Findings about sounds that can be worked out by hand; unknown is an answer."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from sounding import RATE, chord, clicks, sine

from academy.errors import SoundError
from academy.samples.analysis.analyse import analyse, analyse_file


def test_eight_clicks_in_four_seconds_are_a_loop_at_120_with_an_octave_beside_it() -> None:
    found = analyse(clicks(8, 120), RATE)
    assert found.is_loop
    assert found.bpm == 120
    assert found.beats == 8
    assert found.bpm_alt in (60, 240)
    assert found.source["bpm"] == "audio"


def test_a_loop_of_clicks_has_no_key() -> None:
    assert analyse(clicks(8, 120), RATE, "drum_loop").key is None


def test_a_single_hit_is_a_one_shot_and_has_no_tempo() -> None:
    found = analyse(clicks(1, 60), RATE, "kick_dusty")
    assert (found.is_loop, found.bpm, found.bpm_alt, found.beats) == (False, None, None, None)
    assert (found.kind, found.kind_confidence, found.source["kind"]) == ("kick", 1.0, "name")


def test_two_more_hits_are_no_loop_and_four_are() -> None:
    assert not analyse(clicks(3, 60), RATE).is_loop
    assert analyse(clicks(5, 60), RATE).is_loop


def test_a_held_note_that_pulses_a_little_is_no_loop() -> None:
    steps = np.sign(np.sin(2 * np.pi * 2 * np.arange(4 * RATE) / RATE))
    assert not analyse(sine(220, 4.0) * (1 + 0.15 * steps), RATE).is_loop  # a third louder twice a second
    assert analyse(sine(220, 4.0) * (1 + 0.9 * steps), RATE).is_loop  # nineteen times louder: struck


def test_the_root_of_a_sine_at_110_hz_is_a() -> None:
    found = analyse(sine(110, 1.0), RATE)
    assert (found.root, found.source["root"]) == ("A", "audio")
    assert found.bpm is None


def test_a_kick_has_no_root_however_long_it_rings() -> None:
    assert analyse(sine(55, 1.0), RATE, "kick").root is None


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(RATE), np.zeros((RATE, 2)), np.full(10, np.nan)])
def test_silence_and_nothing_have_no_tempo_key_root_kind_or_level(sound: np.ndarray) -> None:
    found = analyse(sound, RATE)
    assert not found.is_loop
    assert {found.bpm, found.key, found.root, found.kind, found.peak_db, found.lufs} == {None}
    assert not found.descriptors


def test_a_name_says_the_tempo_before_the_ear_does() -> None:
    found = analyse(clicks(8, 120), RATE, "clicks_60bpm.wav")
    assert (found.bpm, found.bpm_alt, found.bpm_confidence, found.beats) == (60, 120, 1, 4)
    assert found.source["bpm"] == "name"


def test_a_number_in_a_name_is_a_tempo_only_if_the_loop_is_then_whole_beats_long() -> None:
    assert analyse(clicks(8, 120), RATE, "loop 90").source["bpm"] == "name"  # 4 s at 90 are 6 beats
    assert analyse(clicks(8, 120), RATE, "loop 97").source["bpm"] == "audio"  # 4 s at 97 are 6.47 beats


def test_a_loop_too_short_for_a_beat_has_no_tempo() -> None:
    found = analyse(sine(440, 0.1), RATE, "loop")
    assert (found.is_loop, found.bpm, found.bpm_alt) == (True, None, None)


def test_a_long_loop_counts_its_beats_over_the_whole_file() -> None:
    found = analyse(clicks(160, 120, 8000), 8000)
    assert found.bpm == pytest.approx(120, abs=0.5) or found.bpm_alt == pytest.approx(120, abs=0.5)
    assert found.duration_s == 80


@given(st.floats(0.02, 1.9))
@settings(max_examples=8, deadline=None)
def test_gain_changes_no_finding(gain: float) -> None:
    sound = clicks(8, 100) * 0.5 + np.tile(chord((57, 60, 64), 1.2), 4) * 0.2
    plain, turned = analyse(sound, RATE), analyse(gain * sound, RATE)
    for name in ("is_loop", "bpm", "bpm_alt", "key", "mode", "root", "kind"):
        assert getattr(plain, name) == getattr(turned, name)
    assert plain.peak_db is not None and turned.peak_db is not None
    assert turned.peak_db - plain.peak_db == pytest.approx(20 * np.log10(gain), abs=0.02)


@pytest.mark.parametrize("rate", [16_000, 22_050, 32_000, 48_000, 96_000])
def test_the_rate_of_a_file_does_not_change_its_tempo(rate: int) -> None:
    assert analyse(clicks(8, 93, rate), rate).bpm == pytest.approx(93, abs=0.05)


def test_a_sound_on_the_left_and_turned_over_on_the_right_is_still_heard() -> None:
    left = clicks(8, 120)
    assert analyse(np.stack([left, -left], axis=1), RATE).bpm == 120


def test_a_file_is_read_and_its_folder_says_its_kind(tmp_path: Path) -> None:
    (tmp_path / "snares").mkdir()
    soundfile.write(tmp_path / "snares" / "07.wav", sine(200, 0.2), RATE)
    found = analyse_file(tmp_path / "snares" / "07.wav")
    assert (found.kind, found.rate, found.channels) == ("snare", RATE, 1)


def test_a_file_that_is_no_sound_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.wav").write_text("not a sound")
    with pytest.raises(SoundError, match=r"notes\.wav"):
        analyse_file(tmp_path / "notes.wav")
