"""Loops are exact: steps, swing, chords and degrees by hand."""

import numpy as np
import pytest

from academy.errors import SoundError
from academy.samples.recipes.circle import added, frames_of
from academy.samples.recipes.harmony import chord_of, degree_note, hertz_of, notes_between, voiced
from academy.samples.recipes.loops import drum_loop, frame_of, steps_of


def test_a_loop_of_eight_beats_at_90_lasts_five_seconds_and_a_third() -> None:
    assert frames_of(8, 90) == 256_000
    assert frames_of(8, 86) == round(8 * 60 / 86 * 48_000)


def test_swing_delays_only_the_second_sixteenth() -> None:
    # At 60 BPM a beat is 48,000 frames, a sixteenth 12,000; 60 % of an eighth is 14,400.
    assert [frame_of(step, 16, 4, 192_000, 60) for step in (0, 1, 2, 3)] == [0, 14_400, 24_000, 38_400]
    assert frame_of(1, 12, 4, 192_000, 60) == 16_000  # a triplet is left alone


def test_what_rings_over_the_end_is_heard_at_the_beginning() -> None:
    whole = np.zeros(4)
    added(whole, np.array([1.0, 2.0, 3.0, 4.0, 5.0]), 3)
    assert whole.tolist() == [2.0, 3.0, 4.0, 6.0]


def test_a_drum_falls_on_its_step() -> None:
    tick = np.zeros(100)
    tick[1] = 1.0
    loop = drum_loop(
        np.random.default_rng(1),
        bpm=120,
        beats=4,
        lines={"tick": "...x"},
        drums={"tick": lambda: tick},
        gains={},
        loose_ms=0,
        drive=0,
    )
    assert int(np.argmax(np.abs(loop[:, 0]))) == pytest.approx(72_000, abs=4)


def test_chords_are_what_their_numerals_say() -> None:
    assert chord_of("ii7", "C", "major") == (2, 5, 9, 12)  # D F A C
    assert chord_of("V9", "C", "major") == (7, 11, 14, 17, 21)  # G B D F A
    assert chord_of("VI", "A", "minor") == (17, 21, 24)  # F A C
    assert voiced((0, 4, 7), 52) == (52, 55, 60)  # E G C: no note below 52
    assert degree_note(8, "A", "minor", 60) == degree_note(1, "A", "minor", 60) + 12 == 81


def test_notes_are_those_of_the_tuning_fork() -> None:
    assert hertz_of("A4") == 440
    assert notes_between("B1", "C#2") == ["B1", "C2", "C#2"]


def test_a_step_or_chord_that_does_not_exist_is_named() -> None:
    with pytest.raises(SoundError, match="line 'kick': step 3 is 'o'"):
        steps_of("x. o.", "line 'kick'")
    with pytest.raises(SoundError, match="'VIII' is no chord"):
        chord_of("VIII", "C", "major")
