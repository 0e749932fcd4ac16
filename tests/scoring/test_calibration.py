"""The tap test, its refusals, and the silent refinement from play."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.scoring.calibration import Calibration, output_warning, refine, tap_test

CLICKS = [0.6 * number for number in range(16)]
KNOWN = Calibration(latency_ms=20.0, mad_ms=8.0, taps=14, refused=None)


def test_steady_late_taps_give_their_lateness() -> None:
    found = tap_test(CLICKS, [click + 0.038 for click in CLICKS])
    assert found.latency_ms == pytest.approx(38)
    assert found.mad_ms == pytest.approx(0, abs=1e-9)
    assert (found.taps, found.refused, found.quality) == (14, None, "tight")


def test_early_taps_give_a_negative_latency() -> None:
    assert tap_test(CLICKS, [click - 0.03 for click in CLICKS]).latency_ms == pytest.approx(-30)


def test_the_first_two_clicks_do_not_count() -> None:
    taps = [CLICKS[0] + 0.2, CLICKS[1] + 0.2, *[click + 0.01 for click in CLICKS[2:]]]
    assert tap_test(CLICKS, taps).taps == 14
    assert tap_test(CLICKS, taps).mad_ms == pytest.approx(0, abs=1e-9)


def test_one_wild_tap_and_one_far_tap_change_nothing() -> None:
    taps = [click + 0.02 for click in CLICKS]
    taps[5] += 0.15
    taps[9] += 0.28
    found = tap_test(CLICKS, taps)
    assert found.latency_ms == pytest.approx(20)
    assert found.taps == 13


def test_of_two_taps_at_one_click_the_nearer_counts() -> None:
    taps = [time_s for click in CLICKS for time_s in (click + 0.01, click + 0.2)]
    assert tap_test(CLICKS, taps).latency_ms == pytest.approx(10)
    assert tap_test(CLICKS, taps).taps == 14


def test_scattered_taps_are_refused_with_words_that_help() -> None:
    taps = [click + (0.08 if number % 2 else -0.08) for number, click in enumerate(CLICKS)]
    found = tap_test(CLICKS, taps)
    assert found.latency_ms is None
    assert found.mad_ms == pytest.approx(1.4826 * 80)
    assert (
        found.refused is not None
        and "scatter by about 119 ms" in found.refused
        and "try again" in found.refused
    )


def test_a_scatter_of_50_ms_is_the_last_that_passes() -> None:
    half = 50 / 1.4826 / 1000

    def taps(width: float) -> list[float]:
        return [click + (width if number % 2 else -width) for number, click in enumerate(CLICKS)]

    assert tap_test(CLICKS, taps(half * 0.999)).quality == "usable"
    assert tap_test(CLICKS, taps(half * 1.001)).refused


def test_too_few_taps_and_no_taps_are_refused_differently() -> None:
    few = tap_test(CLICKS, [click + 0.01 for click in CLICKS[:5]])
    assert few.refused is not None and "Only 3 taps fell near the 14 clicks" in few.refused
    none = tap_test(CLICKS, [])
    assert none.refused is not None and "pad lights up" in none.refused
    assert tap_test([], [0.1]).refused


def test_play_moves_the_latency_by_its_median() -> None:
    assert refine(KNOWN, [12.0] * 50).latency_ms == pytest.approx(32)
    assert refine(KNOWN, [12.0] * 50).taps == 50


def test_fewer_than_fifty_hits_move_nothing() -> None:
    assert refine(KNOWN, [12.0] * 49) is KNOWN


def test_scattered_play_is_trusted_less() -> None:
    play = [12.0 - 30, 12.0 + 30] * 30 + [12.0]
    spread = math.sqrt(900 * 60 / 61)
    moved = refine(KNOWN, play).latency_ms
    assert moved == pytest.approx(20 + 12 * math.exp(-0.0116 * (10 * spread - 90)))


def test_an_uncalibrated_player_is_calibrated_from_play() -> None:
    unknown = Calibration(latency_ms=None, mad_ms=None, taps=0, refused="Only 3 taps")
    assert refine(unknown, [70.0] * 60) == Calibration(latency_ms=70.0, mad_ms=0.0, taps=60, refused=None)


def test_late_sound_is_called_out_above_60_ms() -> None:
    assert output_warning(None) is None
    assert output_warning(60) is None
    said = output_warning(180.4)
    assert said is not None and "about 180 ms late" in said and "Bluetooth" in said


@given(st.floats(-100, 100), st.lists(st.floats(-20, 20), min_size=16, max_size=16))
def test_shifting_all_taps_shifts_the_latency_and_nothing_else(shift_ms: float, jitter: list[float]) -> None:
    taps = [click + late / 1000 for click, late in zip(CLICKS, jitter, strict=True)]
    plain, moved = tap_test(CLICKS, taps), tap_test(CLICKS, [tap + shift_ms / 1000 for tap in taps])
    assert plain.latency_ms is not None and moved.latency_ms is not None
    assert moved.latency_ms - plain.latency_ms == pytest.approx(shift_ms, abs=1e-6)
    assert moved.mad_ms == pytest.approx(plain.mad_ms, abs=1e-6)
