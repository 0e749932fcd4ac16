"""Timing that fools a careless grader: a lag, another tempo, a late start, a pause, swing.

With `test_adversarial_notes.py` every row of section 7 of the note on scoring, in its order.
"""

from dataclasses import replace

import pytest
from drummer import BAR_S, GOOD, HALF_S, HAT, LOOP, SONG, counted, moved, play, score, target

from academy.midi.take import Hit


@pytest.mark.parametrize(("late_ms", "overall"), [(80, 79), (-60, 88)])
def test_row_9_a_constant_lag_is_bias_and_not_spread(late_ms, overall):
    graded = score(play(late_ms=late_ms))
    assert counted(graded) == {"correct": 136}
    assert graded.timing.bias_ms == pytest.approx(late_ms, abs=2)
    assert graded.timing.spread_ms == pytest.approx(score(GOOD).timing.spread_ms, abs=0.1)
    assert graded.overall == pytest.approx(overall, abs=3)


def test_row_10_an_unknown_latency_does_not_lower_the_score():
    raw = score(play(late_ms=150), latency_ms=None)
    assert counted(raw) == {"correct": 136}
    assert raw.timing.bias_ms == pytest.approx(150, abs=2)
    assert raw.overall == pytest.approx(98, abs=1)
    assert raw.calibrate and raw.latency_suggestion_ms is not None
    calibrated = score(play(late_ms=150))
    assert calibrated.overall == pytest.approx(60, abs=2) and not calibrated.calibrate


def test_row_11_a_novice_is_early_and_loose_but_right():
    hits = play(sd_ms=36, late_ms=-40, correlation=0.5, seed=5)
    hits = [hit for index, hit in enumerate(hits) if index not in (20, 55, 90, 120)]
    hits += [Hit(at, HAT, 90) for at in (1.66, 6.46, 11.26, 16.06)]
    graded = score(hits)
    assert graded.counts.correct >= 130 and graded.counts.missed <= 6 and 2 <= graded.counts.extra <= 6
    assert graded.timing.bias_ms == pytest.approx(-40, abs=6)
    assert 80 <= graded.overall <= 90


def test_row_16b_a_loop_played_one_bar_late_only_misses_its_first_bar():
    graded = score(moved(play(sd_ms=4), BAR_S))
    assert graded.explanation == "click"
    assert counted(graded) == {"correct": 119, "missed": 17, "extra": 17}
    assert graded.overall == pytest.approx(86, abs=2)


def test_row_17_a_piece_played_one_bar_late_is_all_correct():
    graded = score(moved(play(SONG), BAR_S), SONG)
    assert counted(graded) == {"correct": 136}
    assert graded.explanation == "start" and graded.start_s == pytest.approx(2.4)
    assert graded.explained == ("You started one bar late.",)
    assert graded.overall == pytest.approx(98 - 5, abs=1)


@pytest.mark.parametrize(("rate", "words"), [(2.0, "Double time."), (0.5, "Half time.")])
@pytest.mark.parametrize("piece", [LOOP, SONG], ids=["loop", "song"])
def test_row_18_double_and_half_time_are_recognised(piece, rate, words):
    graded = score([replace(hit, time_s=hit.time_s / rate) for hit in play(piece)], piece)
    assert graded.explanation == "rate" and graded.rate == rate
    assert graded.explained == (words,) and counted(graded) == {"correct": 136}
    assert graded.overall == pytest.approx(49.5, abs=0.6)


def test_row_19_a_steady_faster_tempo_is_named():
    graded = score([replace(hit, time_s=hit.time_s / 1.05) for hit in GOOD])
    assert counted(graded) == {"correct": 136}
    assert graded.explained == ("You played it at 105 BPM.",)
    assert graded.timing.tempo_bpm == pytest.approx(105, abs=0.2) and graded.timing.bias_ms is None
    assert graded.overall == pytest.approx(55, abs=2)


def test_row_20_without_a_click_ones_own_tempo_is_right():
    graded = score([replace(hit, time_s=3 + hit.time_s / 0.92) for hit in GOOD], mode="free")
    assert counted(graded) == {"correct": 136}
    assert graded.timing.tempo_bpm == pytest.approx(92, abs=0.2)
    assert graded.overall == pytest.approx(98, abs=1) and graded.explained == ()


def test_row_21_rushing_is_tempo_and_not_looseness():
    hits = [replace(hit, time_s=hit.time_s - 0.03 * hit.time_s**2 / (2 * LOOP.length_s)) for hit in GOOD]
    graded = score(hits)
    assert counted(graded) == {"correct": 136}
    assert graded.timing.tempo_bpm == pytest.approx(101.5, abs=0.2)
    assert graded.timing.residual_sd_ms == pytest.approx(11.5, abs=1.5)
    assert graded.overall == pytest.approx(78, abs=2)


@pytest.mark.parametrize("mode", ["click", "free"])
def test_row_22_a_pause_is_one_jump(mode):
    hits = [
        replace(hit, time_s=hit.time_s + (1.2 if hit.time_s > HALF_S - 0.05 else 0)) for hit in play(SONG)
    ]
    graded = score(hits, SONG, mode=mode)
    assert counted(graded) == {"correct": 136} and graded.jumps == 1
    assert graded.explained == ("A two-beat pause after bar 4.",)
    assert graded.overall == pytest.approx(93 if mode == "click" else 98, abs=1)


def test_row_23_a_skipped_bar_is_one_jump_and_one_missed_bar():
    hits = [hit for hit in play(SONG) if not HALF_S - BAR_S - 0.05 < hit.time_s < HALF_S - 0.05]
    hits = [replace(hit, time_s=hit.time_s - (BAR_S if hit.time_s > HALF_S - 0.1 else 0)) for hit in hits]
    graded = score(hits, SONG)
    assert counted(graded) == {"correct": 119, "missed": 17} and graded.jumps == 1
    assert {o.index for o in graded.onsets if o.verdict == "missed"} == set(range(51, 68))
    assert [bar.missed for bar in graded.bars] == [0, 0, 0, 17, 0, 0, 0, 0]


def swung(piece, percent, step_s=0.15):
    late = (percent / 50 - 1) * step_s
    onsets = tuple(replace(o, time_s=o.time_s + (late if o.step % 2 else 0)) for o in piece.onsets)
    return replace(piece, onsets=onsets, swing=percent)


def test_row_24_swing_against_a_straight_target_is_feel_and_not_sloppiness():
    graded = score(play(swung(LOOP, 62)))
    assert counted(graded) == {"correct": 136}
    assert graded.swing.share == pytest.approx(0.62, abs=0.02) and graded.swing.is_swung
    assert graded.timing.random_sd_ms < 13
    assert graded.overall == pytest.approx(96, abs=1)


def test_row_29_a_swung_target_played_straight_keeps_its_pattern():
    graded = score(GOOD, swung(LOOP, 62))
    assert counted(graded) == {"correct": 136}
    assert graded.swing.share == pytest.approx(0.5, abs=0.02) and not graded.swing.is_swung
    assert graded.explained == ("You played it straight; the pattern swings 62 %.",)


def test_row_30_on_one_pad_with_jitter_near_half_a_step_no_step_is_asserted():
    piece = target([("", "", "x" * 16)] * 8, tempo=170)
    hits = play(piece, sd_ms=40, late_ms=30, correlation=0.3)[1:-1]
    graded = score(hits, piece, latency_ms=None)
    assert graded.is_ambiguous
    assert abs(graded.timing.bias_ms) <= 1000 * piece.step_s / 2
    assert any("one step earlier or later" in sentence for sentence in graded.explained)
