"""Sentences a musician would say."""

import pytest
from drummer import LOOP

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.practice import score_take
from academy.scoring.alignment import Jump
from academy.scoring.words import (
    _jump_words,
    band,
    beats_in_words,
    latency_suggestion_ms,
    place_in_words,
)


def words_of(*moved_s: float) -> list[str]:
    """Return what is said of a kick on each beat, played twice over, when hits are moved by seconds."""
    pattern = parse("tempo: 120\nkick x... x... x... x...\nsnare .... x... .... x...")
    hits = [
        Hit(onset.time_s + late_s, onset.pad, 90)
        for onset in pattern.target({"kick": "A13", "snare": "A15"}).onsets
        for late_s in moved_s
    ]
    return list(score_take(pattern, Take.of(hits), latency_ms=0.0).explained)


def test_who_joins_a_loop_a_bar_late_is_told_so_and_who_stops_at_its_end_is_not():
    assert words_of(2.0) == ["You came in one bar late, and played as much after the end."]
    assert words_of(0.0) == []


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
