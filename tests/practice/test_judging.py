"""What a take should have been: the pattern at the take's own tempo, bars and passes."""

import pytest

from academy.errors import TakeError
from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.practice import course_kit, score_take, target_of

PADS = {"kick": "A13", "snare": "A15"}
PATTERN = parse("tempo: 120\npasses: 2\nkick x... .... .... .... | .... .... x... ....")


def times(**said: object) -> list[float]:
    return [onset.time_s for onset in target_of(PATTERN, Take.of([], **said), PADS).onsets]


def test_a_take_that_says_nothing_is_the_whole_exercise() -> None:
    assert times() == [0.0, 3.0, 4.0, 7.0]


def test_at_half_the_tempo_every_note_comes_twice_as_late() -> None:
    assert times(tempo=60.0) == [0.0, 6.0, 8.0, 14.0]


def test_a_loop_begins_with_its_own_first_bar() -> None:
    assert times(bars=(2, 2)) == [1.0, 3.0]


def test_as_many_passes_as_were_played() -> None:
    assert times(passes=1) == [0.0, 3.0]
    assert times(bars=(2, 2), passes=3) == [1.0, 3.0, 5.0]


def test_a_lane_without_a_pad_is_named() -> None:
    with pytest.raises(TakeError, match="lane 'cowbell': no pad is known for it"):
        target_of(parse("tempo: 84\ncowbell x... .... .... ...."), Take.of([]), PADS)


def test_lanes_are_those_of_the_course_kit_when_nobody_says_otherwise() -> None:
    pad = target_of(PATTERN, Take.of([])).onsets[0].pad
    assert pad == course_kit().pads["kick"] == "A13"


def test_the_takes_own_latency_counts_unless_another_is_given() -> None:
    late = Take.of([Hit(time + 0.02, "A13", 90) for time in times()], latency_ms=20.0)
    assert score_take(PATTERN, late, pads=PADS).timing.bias_ms == pytest.approx(0)
    assert score_take(PATTERN, late, pads=PADS, latency_ms=15).timing.bias_ms == pytest.approx(5)
    assert score_take(PATTERN, late, pads=PADS, latency_ms=None).latency_ms is None


def test_a_target_is_scored_as_it_is() -> None:
    target = target_of(PATTERN, Take.of([], passes=1), PADS)
    score = score_take(target, Take.of([Hit(0.0, "A13", 90), Hit(3.0, "A13", 90)]))
    assert score.counts.correct == score.counts.targets == 2


def test_a_level_that_there_is_not_is_named() -> None:
    with pytest.raises(TakeError, match="level is 4; expected 1, 2 or 3"):
        score_take(PATTERN, Take.of([]), pads=PADS, level=4)
