"""Levels and character of sounds whose numbers are known, and what a learner's correction changes."""

import numpy as np
import pytest
from sounding import RATE, clicks, sine

from academy.errors import SoundError
from academy.samples.analysis.analyse import analyse
from academy.samples.analysis.descriptors import percentile, words_for
from academy.samples.analysis.findings import Findings
from academy.samples.analysis.loudness import loudness_of


def test_a_full_scale_sine_at_997_hz_has_minus_3_lufs_as_the_standard_says() -> None:
    found = loudness_of(2 * sine(997, 2.0, 48_000)[:, None], 48_000)
    assert found.peak_db == pytest.approx(0, abs=0.01)
    assert found.rms_db == pytest.approx(-3.01, abs=0.01)
    assert found.lufs == pytest.approx(-3.01, abs=0.05)


def test_two_ears_are_3_db_louder_than_one() -> None:
    one = sine(997, 2.0)[:, None]
    both = np.hstack([one, one])
    mono, stereo = loudness_of(one, RATE).lufs, loudness_of(both, RATE).lufs
    assert mono is not None and stereo is not None
    assert stereo - mono == pytest.approx(3.01, abs=0.02)


def test_a_sound_shorter_than_a_block_has_no_loudness_but_a_level() -> None:
    found = loudness_of(sine(440, 0.3)[:, None], RATE)
    assert found.lufs is None
    assert found.peak_db == pytest.approx(-6.02, abs=0.01)


def test_a_low_sine_is_deep_and_clean_and_noise_is_noisy() -> None:
    low = analyse(sine(80, 1.0), RATE).descriptors
    noise = analyse(np.random.default_rng(3).normal(0, 0.1, RATE), RATE).descriptors
    assert low["low"] > 0.95
    assert low["crest_db"] == pytest.approx(3.01, abs=0.1)
    assert low["noise"] < 0.05 < 0.5 < noise["noise"]
    assert noise["centre_hz"] > 4000


def test_ears_that_share_nothing_are_wide() -> None:
    left = np.random.default_rng(4).normal(0, 0.1, RATE)
    assert analyse(np.stack([left, left], axis=1), RATE).descriptors["width"] == 0
    apart = np.stack([left, np.roll(left, 1000)], axis=1)
    assert analyse(apart, RATE).descriptors["width"] == pytest.approx(0.5, abs=0.05)


def test_a_word_is_for_the_outer_quarters_of_a_library() -> None:
    library = {"centre_hz": [float(100 * k) for k in range(1, 101)]}
    assert words_for({"centre_hz": 150.0}, library) == ("dark",)
    assert words_for({"centre_hz": 5000.0}, library) == ()
    assert words_for({"centre_hz": 9000.0}, library) == ("bright",)
    assert words_for({"centre_hz": 150.0}, {"centre_hz": [1.0, 2.0]}) == ()  # two sounds are no library
    assert percentile(2.0, [1.0, 2.0, 3.0]) == 50


def test_the_learner_is_believed_before_name_and_ear_and_the_recipe_before_the_learner() -> None:
    found = analyse(clicks(8, 120), RATE, "break 60bpm")
    mine = found.corrected(bpm=120.0, kind="percussion")
    assert (mine.bpm, mine.bpm_alt, mine.beats, mine.source["bpm"]) == (120, 60, 8, "learner")
    assert (mine.kind, mine.kind_confidence) == ("percussion", 1.0)
    assert mine.overridden("audio", {"bpm": 90.0}).bpm == 120
    assert mine.overridden("recipe", {"bpm": 240.0}).bpm == 240


def test_what_is_called_a_one_shot_loses_its_tempo() -> None:
    found = analyse(clicks(8, 120), RATE).corrected(is_loop=False)
    assert (found.is_loop, found.bpm, found.beats) == (False, None, None)


def test_only_what_can_be_corrected_is() -> None:
    with pytest.raises(SoundError, match="'peak_db'"):
        Findings().corrected(peak_db=0.0)
