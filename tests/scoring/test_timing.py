"""Numbers about timing, swing and dynamics that a hand can derive."""

import math
from dataclasses import replace

import numpy as np
import pytest
from drummer import HAT, LOOP, SONG, play, target

from academy.midi.take import Take
from academy.scoring.alignment import align
from academy.scoring.components import Components, note_f1, overall_of
from academy.scoring.dynamics import dynamics_component
from academy.scoring.score import score_take
from academy.scoring.smoothing import roughness, smooth
from academy.scoring.swing import swing_of
from academy.scoring.timing import (
    circular_mean,
    nearest_ms,
    slope,
    tempo_component,
    timing_component,
    timing_of,
)
from academy.scoring.verdicts import Counts


def test_the_median_slope_ignores_a_third_of_outliers():
    x = np.arange(30.0)
    y = 0.02 * x + 1
    y[::4] += 50
    assert slope(x, y) == pytest.approx(0.02, abs=0.01)
    assert slope(np.array([1.0, 1.0]), np.array([0.0, 5.0])) == 0.0


def test_the_slope_of_very_many_points_needs_few_pairs_and_is_the_same():
    x = np.linspace(0, 1000, 5000)
    assert slope(x, 0.01 * x) == pytest.approx(0.01)


def test_the_circular_mean_does_not_see_whole_steps():
    late = np.array([10.0, 160.0, -140.0, 310.0])
    assert circular_mean(late, 150.0) == pytest.approx(10.0)


def test_a_tempo_off_by_what_is_just_noticeable_costs_what_the_formula_says():
    assert tempo_component(0.0) == 100
    assert tempo_component(2.5) == pytest.approx(100 * math.exp(-0.5))
    assert dynamics_component(6.0) == pytest.approx(100 * math.exp(-0.5))


def test_timing_is_the_formula_for_a_constant_lag_beyond_feel():
    eighths = target([("", "", "x.x.x.x.x.x.x.x.")] * 2)
    found = align(eighths, play(eighths, sd_ms=0, late_ms=70), latency_ms=0.0)
    beyond = math.exp(-0.5 * ((70 - 30) / 40) ** 2)
    assert timing_component(found, clips=True, level=1) == pytest.approx(100 * beyond, abs=0.5)
    assert timing_component(found, clips=False, level=1) == pytest.approx(100, abs=0.1)


def test_close_notes_ask_for_tighter_timing():
    scene = align(target([("x.x.............", "", "")]), play(LOOP)[:4]).scene
    assert nearest_ms(scene).tolist() == pytest.approx([300.0, 300.0])


def test_a_rush_of_one_per_cent_is_one_per_cent():
    hits = [replace(hit, time_s=hit.time_s / 1.01) for hit in play(sd_ms=0)]
    timing = timing_of(align(LOOP, hits, latency_ms=0.0), is_free=False)
    assert timing.tempo_bpm == pytest.approx(101, abs=0.02)
    assert timing.tempo_percent == pytest.approx(100 * (1 - 1 / 1.01), abs=0.05)


def test_wrong_pads_count_half_and_doubles_not_at_all():
    assert note_f1(Counts(targets=10, correct=10, double=5)) == 1.0
    assert note_f1(Counts(targets=10, wrong_pad=10)) == pytest.approx(0.5)
    assert note_f1(Counts(targets=10, correct=5, missed=5)) == pytest.approx(2 / 3)
    assert note_f1(Counts(targets=10, missed=10, extra=4)) == 0.0


def test_the_whole_is_weighted_and_multiplied():
    parts = Components(pattern=80.0, timing=50.0, dynamics=100.0, tempo=100.0)
    assert overall_of(parts, 0.8) == pytest.approx(0.8 * (30 + 20 + 20 + 10))
    assert overall_of(replace(parts, dynamics=None), 1.0) == pytest.approx((30 + 20 + 10) / 0.8)


def test_smoothing_keeps_a_constant_and_shrinks_jitter():
    times = [0.1 * index for index in range(60)]
    assert smooth(times, [25.0] * 60, [0.0] * 60, 20.0) == pytest.approx([25.0] * 60, abs=1e-3)
    late = [20.0 if index % 2 else -20.0 for index in range(60)]
    assert max(abs(offset) for offset in smooth(times, late, [0.0] * 60, 20.0)) < 12


def test_a_break_lets_the_path_jump_and_only_there():
    times, late = [float(index) for index in range(20)], [0.0] * 10 + [90.0] * 10
    breaks = [index == 10 for index in range(20)]
    path = smooth(times, late, late, 20.0, breaks)
    assert path[9] == pytest.approx(0, abs=0.1) and path[10] == pytest.approx(90, abs=0.1)
    assert roughness(times, path, breaks) < 0.01 < 10 < roughness(times, late)


@pytest.mark.parametrize("percent", [50, 57, 66.7])
def test_swing_of_hats_is_measured_on_the_hats(percent):
    late = (percent / 50 - 1) * 0.15
    piece = target([("", "", "x" * 16)] * 2)
    swung = replace(
        piece, onsets=tuple(replace(o, time_s=o.time_s + (late if o.step % 2 else 0)) for o in piece.onsets)
    )
    found = swing_of(align(piece, play(swung, sd_ms=8), latency_ms=0.0))
    assert found.share == pytest.approx(percent / 100, abs=0.03)
    assert found.is_swung == (percent > 50)


def test_too_few_notes_have_no_swing():
    assert swing_of(align(LOOP, play()[:10], latency_ms=0.0)) is None


def test_a_pad_that_lags_is_the_one_reported():
    hits = [replace(hit, time_s=hit.time_s + (0.03 if hit.pad == HAT else 0)) for hit in play(SONG, sd_ms=5)]
    graded = score_take(SONG, Take.of(hits), latency_ms=0.0)
    bias = {pad.pad: pad.bias_ms for pad in graded.per_pad}
    assert bias[HAT] - bias["A13"] == pytest.approx(30, abs=5)
    assert [pad.hits for pad in graded.per_pad] == [64, 32, 40]


def test_steps_and_bars_are_counted_over_all_passes():
    graded = score_take(LOOP, Take.of(play()[1:]), latency_ms=0.0)
    (bar,) = graded.bars
    assert (bar.bar, bar.missed, bar.targets) == (1, 1, 136)
    first = next(step for step in graded.per_step if step.step == 0 and step.pad == HAT)
    assert first.n == 7


def test_lag_after_a_late_start_is_not_held_against_the_timing():
    late = [replace(hit, time_s=hit.time_s + 2.4 + 0.08) for hit in play(SONG)]
    graded = score_take(SONG, Take.of(late), latency_ms=0.0)
    assert graded.explanation == "start" and graded.components.timing > 90


def test_a_target_without_accents_asks_for_evenness():
    flat = replace(LOOP, onsets=tuple(replace(o, velocity=80) for o in LOOP.onsets))
    even = [replace(hit, velocity=90) for hit in play()]
    uneven = [replace(hit, velocity=60 if index % 2 else 110) for index, hit in enumerate(even)]
    first, second = (score_take(flat, Take.of(hits), latency_ms=0.0) for hits in (even, uneven))
    assert first.components.dynamics == 100 and first.dynamics.contour is None
    half_db = 20 * math.log10(110 / 60)
    assert second.dynamics.evenness_db == pytest.approx(half_db, abs=0.3)
    assert second.components.dynamics == pytest.approx(100 * math.exp(-0.5 * (half_db / 6) ** 2), abs=4)
