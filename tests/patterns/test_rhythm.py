"""The name of the figure that was played."""

import random
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.patterns.rhythm import name_figure

FIGURES = {
    "half_notes": [2.0],
    "quarter_notes": [1.0],
    "eighth_notes": [0.5],
    "sixteenth_notes": [0.25],
    "triplets": [1 / 3],
    "swing_eighths": [2 / 3, 1 / 3],
    "swing_sixteenths": [1 / 3, 1 / 6],
    "dotted_eighths": [0.75],
    "dotted_quarters": [1.5],
    "dotted_eighths_and_sixteenths": [0.75, 0.25],
    "mixed": [0.5, 0.25, 0.25, 0.75, 0.25],
}


def played(
    figure: str, tempo: float, *, beats: float = 32, jitter_ms: float = 0, seed: int = 0
) -> list[float]:
    chance = random.Random(seed)
    times, beat = [], 0.0
    for gap in cycle(FIGURES[figure]):
        if beat >= beats - 1e-9:
            return times
        times.append(beat * 60 / tempo + chance.gauss(0, jitter_ms) / 1000)
        beat += gap
    return times


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("tempo", [60, 90, 140])
def test_an_exact_figure_has_its_name_at_any_tempo(figure: str, tempo: float) -> None:
    assert name_figure(played(figure, tempo), tempo) == figure


@pytest.mark.parametrize("figure", FIGURES)
def test_a_human_hand_at_90_bpm_keeps_the_name(figure: str) -> None:
    named = [name_figure(played(figure, 90, jitter_ms=20, seed=seed), 90) for seed in range(20)]
    assert named.count(figure) >= 17, named


def test_straight_sixteenths_with_jitter_are_not_called_swing() -> None:
    named = [name_figure(played("sixteenth_notes", 90, jitter_ms=20, seed=seed), 90) for seed in range(60)]
    assert named.count("sixteenth_notes") >= 57


def test_too_few_hits_have_no_name() -> None:
    assert name_figure([], 90) is None
    assert name_figure([0, 0.5, 1.0], 120) is None
    assert name_figure([0, 0.5, 1.0, 1.5], 120) == "quarter_notes"


def test_a_chord_is_one_stroke() -> None:
    assert name_figure([0, 0.01, 0.5, 0.51, 1.0, 1.01, 1.5, 1.51], 120) == "quarter_notes"


def test_four_hits_are_never_called_swing() -> None:
    assert name_figure([0, 2 / 3, 1, 5 / 3], 60) not in {"swing_eighths", "dotted_eighths_and_sixteenths"}


def test_lateness_and_slow_drift_do_not_matter() -> None:
    late = [time_s * 1.004 + 0.13 for time_s in played("sixteenth_notes", 90, beats=64)]
    assert name_figure(late, 90) == "sixteenth_notes"


def test_the_same_hits_have_another_name_at_another_tempo() -> None:
    times = played("eighth_notes", 120)
    assert name_figure(times, 60) == "sixteenth_notes"
    assert name_figure(times, 240) == "quarter_notes"


@pytest.mark.parametrize("tempo", [60, 77, 90, 119, 133])
def test_gaps_at_the_very_edge_of_a_chord_fall_the_same_way_at_every_tempo(tempo: float) -> None:
    beats = [whole + more for whole in range(8) for more in (0.0, 0.08)]
    assert name_figure([beat * 60 / tempo for beat in beats], tempo) == "mixed"


def test_a_tempo_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        name_figure([0, 1, 2, 3], 0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 16000), max_size=40), st.floats(40, 200), st.floats(0.4, 2.5))
def test_scaling_time_and_tempo_together_changes_nothing(
    thousandths: list[int], tempo: float, scale: float
) -> None:
    times = [beat / 1000 * 60 / tempo for beat in thousandths]
    scaled = [time_s * scale for time_s in times]
    assert name_figure(scaled, tempo / scale) == name_figure(times, tempo)


@given(st.permutations(played("triplets", 90, beats=6, jitter_ms=10)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_hits_does_not_matter(times: list[float]) -> None:
    assert name_figure(times, 90) == "triplets"


@pytest.mark.parametrize("figure", ["swing_eighths", "swing_sixteenths"])
@pytest.mark.parametrize("tempo", [60, 90, 120])
def test_one_bar_of_a_shuffle_is_swung_and_not_mixed(figure, tempo):
    for seed in range(10):
        assert name_figure(played(figure, tempo, beats=4, jitter_ms=8, seed=seed), tempo) == figure
