"""Sentences a musician would say."""

import pytest
from drummer import LOOP

from academy.scoring.alignment import Jump
from academy.scoring.words import (
    _jump_words,
    band,
    beats_in_words,
    latency_suggestion_ms,
    place_in_words,
)


@pytest.mark.parametrize(
    ("beats", "words"),
    [
        (4, "one bar"),
        (-8, "two bars"),
        (1, "one beat"),
        (2, "two beats"),
        (0.5, "half a beat"),
        (0.25, "a quarter of a beat"),
        (1.3, "1.3 beats"),
    ],
)
def test_lengths_are_said_in_bars_and_beats(beats, words):
    assert beats_in_words(beats, 4) == words


def onset_at(beat):
    return next(onset.index for onset in LOOP.onsets if onset.beat >= beat)


@pytest.mark.parametrize(
    ("beat", "move_s", "words"),
    [
        (16, 1.2, "A two-beat pause after bar 4."),
        (16, 2.4, "A one-bar pause after bar 4."),
        (18, 0.3, "A pause of half a beat in bar 5."),
        (0, 0.6, "A one-beat pause in bar 1."),
        (20, -2.4, "You skipped one bar after bar 5."),
        (16, 4.8, "A two-bar pause after bar 4."),
    ],
)
def test_jumps_name_their_length_and_their_bar(beat, move_s, words):
    assert _jump_words(LOOP, Jump(onset_at(beat), move_s)) == words


def test_a_place_late_in_a_bar_is_in_that_bar():
    assert place_in_words(LOOP, onset_at(19)) == "in bar 5"


def test_bands_have_the_words_of_the_table():
    assert [band(ms) for ms in (12, 20, 36, 60, 61)] == [
        "tight",
        "professional range",
        "typical untrained adult",
        "loose",
        "not yet in time",
    ]
    assert band(None) is None


def test_a_latency_is_suggested_from_fifty_hits_and_damped_when_scattered():
    assert latency_suggestion_ms([80.0] * 49, 5.0, None) is None
    assert latency_suggestion_ms([80.0] * 50, 9.0, 10.0) == 90.0
    scattered = latency_suggestion_ms([80.0] * 50, 19.0, 10.0)
    assert scattered == pytest.approx(10 + 80 * 0.3135, abs=0.1)
