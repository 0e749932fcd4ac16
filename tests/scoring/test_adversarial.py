"""Takes that fool a careless grader: every row of section 7 of the note on scoring, in its order."""

import random
from dataclasses import replace

import pytest
from drummer import BAR_S, HAT, KICK, LEVEL, LOOP, OTHER, SNARE, SONG, moved, on_pad, play, take, target

from academy.midi.take import Hit
from academy.scoring.score import Score, score_take

GOOD = play()
HALF_S = 4 * BAR_S


def score(hits: list[Hit], piece=LOOP, latency_ms: float | None = 0.0, **how) -> Score:
    return score_take(piece, take(hits), latency_ms=latency_ms, **how)


def counted(graded: Score) -> dict[str, int]:
    """Return the counts that are not zero, targets left out."""
    counts = graded.counts
    names = ("correct", "wrong_pad", "missed", "extra", "double", "ignored")
    return {name: getattr(counts, name) for name in names if getattr(counts, name)}


def test_the_pattern_has_the_notes_of_the_table():
    for piece in (LOOP, SONG):
        pads = [onset.pad for onset in piece.onsets]
        assert (pads.count(KICK), pads.count(SNARE), pads.count(HAT)) == (32, 40, 64)


def test_row_1_an_exact_copy_is_perfect():
    graded = score(play(sd_ms=0, loud_db=0))
    assert counted(graded) == {"correct": 136}
    assert graded.overall == pytest.approx(100, abs=0.05)


def test_row_2_a_good_take_is_all_correct():
    graded = score(GOOD)
    assert counted(graded) == {"correct": 136}
    assert graded.overall == pytest.approx(98.5, abs=0.7)


def test_row_3_the_order_within_a_chord_does_not_matter():
    dice = random.Random(2)
    hits = [
        replace(hit, time_s=hit.time_s + dice.choice([-0.004, 0.004])) for hit in play(sd_ms=0, loud_db=0)
    ]
    graded = score(hits)
    assert counted(graded) == {"correct": 136}
    assert graded.overall == pytest.approx(99.9, abs=0.5)


@pytest.mark.parametrize("gone", [0, 70])
def test_rows_4_5_one_missing_note_is_one_missed(gone):
    graded = score(GOOD[:gone] + GOOD[gone + 1 :])
    assert counted(graded) == {"correct": 135, "missed": 1}
    assert [o.index for o in graded.onsets if o.verdict == "missed"] == [gone]
    assert graded.overall == pytest.approx(98.1, abs=0.7)


def test_row_6_a_stray_hit_at_the_start_is_one_extra():
    graded = score([Hit(-0.3, SNARE, 90), *GOOD])
    assert counted(graded) == {"correct": 136, "extra": 1}
    assert graded.overall == pytest.approx(98.0, abs=0.7)


def test_row_7_rebounds_of_the_kick_are_doubles():
    bounces = [
        replace(hit, time_s=hit.time_s + 0.035, velocity=hit.velocity // 2) for hit in GOOD if hit.pad == KICK
    ]
    graded = score(GOOD + bounces)
    assert counted(graded) == {"correct": 136, "double": 32}
    assert graded.overall == pytest.approx(98.5, abs=0.7)


def test_row_8_of_a_flam_the_loud_stroke_is_the_note():
    graces = [
        replace(hit, time_s=hit.time_s - 0.030, velocity=hit.velocity // 2)
        for hit in GOOD
        if hit.pad == SNARE
    ]
    graded = score(GOOD + graces)
    assert counted(graded) == {"correct": 136, "double": 40}
    snares = [hit for hit in graded.hits if hit.pad == SNARE and hit.verdict == "correct"]
    loud = {round(hit.time_s, 6) for hit in GOOD if hit.pad == SNARE}
    assert {round(hit.time_s, 6) for hit in snares} == loud


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


def test_row_12_everything_on_one_wrong_pad_is_the_right_rhythm():
    graded = score(on_pad(GOOD, {KICK: OTHER, SNARE: OTHER, HAT: OTHER}))
    assert counted(graded) == {"wrong_pad": 136}
    assert graded.status == "scored" and graded.overall <= 50
    assert graded.explained == ("Right rhythm, wrong pad: you played it on A16.",)


def test_row_13_exchanged_pads_are_named():
    graded = score(on_pad(GOOD, {KICK: SNARE, SNARE: KICK}))
    assert counted(graded) == {"correct": 64, "wrong_pad": 72}
    assert graded.explained == ("Kick and snare are exchanged.",)
    assert graded.overall == pytest.approx(72, abs=1)


def test_row_14_a_hat_that_was_never_played_leaves_the_others_perfect():
    graded = score([hit for hit in GOOD if hit.pad != HAT])
    assert counted(graded) == {"correct": 72, "missed": 64}
    assert {o.pad for o in graded.onsets if o.verdict == "missed"} == {HAT}
    assert graded.overall == pytest.approx(68, abs=1)


def test_row_15_stopping_half_way_credits_the_first_half():
    graded = score([hit for hit in GOOD if hit.time_s < HALF_S - 0.05])
    assert counted(graded) == {"correct": 68, "missed": 68}
    assert graded.overall == pytest.approx(66, abs=1)


def test_row_16_a_first_bar_not_played_is_missed_and_no_more():
    graded = score([hit for hit in GOOD if hit.time_s > BAR_S - 0.05])
    assert counted(graded) == {"correct": 119, "missed": 17}
    assert {o.index for o in graded.onsets if o.verdict == "missed"} == set(range(17))
    assert graded.overall == pytest.approx(92, abs=1)


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


def with_velocities(of_level):
    return [
        replace(hit, velocity=of_level[onset.velocity]) for hit, onset in zip(GOOD, LOOP.onsets, strict=True)
    ]


def test_row_25_flat_and_inverted_accents_lower_dynamics_a_softer_player_does_not():
    flat = score(with_velocities(dict.fromkeys(LEVEL.values(), 100)))
    assert flat.dynamics.contour is None and flat.components.dynamics < 60 and 80 <= flat.overall <= 92
    inverted = score(with_velocities({115: 45, 80: 80, 38: 120}))
    assert inverted.dynamics.contour < -0.9 and 76 <= inverted.overall <= 83
    softer = score([replace(hit, velocity=max(1, round(0.6 * hit.velocity))) for hit in GOOD])
    assert softer.dynamics.gain_db == pytest.approx(-8.9, abs=0.3)
    assert softer.overall == pytest.approx(score(GOOD).overall, abs=0.3)


@pytest.mark.parametrize("seed", range(4))
def test_row_26_random_hits_are_not_the_exercise(seed):
    dice = random.Random(seed)
    pads = [KICK] * 32 + [SNARE] * 40 + [HAT] * 64
    graded = score([Hit(dice.uniform(0, 19.2), pad, dice.randint(30, 120)) for pad in pads])
    assert graded.status == "not_the_exercise"
    assert graded.overall <= 35
    assert graded.timing.bias_ms is None and graded.components.timing is None


def test_row_27_mashing_all_pads_does_not_pay():
    hits = [
        Hit(at * 0.075 + k * 0.002, pad, 100) for at in range(256) for k, pad in enumerate((KICK, SNARE, HAT))
    ]
    graded = score(hits)
    assert graded.counts.correct == 136 and graded.counts.extra == pytest.approx(627, abs=10)
    assert graded.overall == pytest.approx(27.5, abs=3)


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


def test_row_31_the_same_take_scores_the_same_twice_and_shuffled():
    shuffled = list(GOOD)
    random.Random(7).shuffle(shuffled)
    assert score(GOOD).as_json() == score(GOOD).as_json() == score(shuffled).as_json()


def worse(hits: list[Hit], how: str, dice: random.Random) -> list[Hit]:
    """Return the take with one more error of a kind."""
    chosen = dice.randrange(len(hits))
    if how == "miss":
        return hits[:chosen] + hits[chosen + 1 :]
    if how == "extra":
        return [*hits, Hit(dice.uniform(0, 19), dice.choice([KICK, SNARE, HAT]), 90)]
    if how == "wrong pad":
        return [*hits[:chosen], replace(hits[chosen], pad=OTHER), *hits[chosen + 1 :]]
    return [replace(hit, time_s=hit.time_s + dice.gauss(0, 0.012)) for hit in hits]


@pytest.mark.parametrize("how", ["miss", "extra", "wrong pad", "jitter"])
def test_row_32_one_more_error_never_raises_the_score(how):
    dice, hits, before = random.Random(9), GOOD, score(GOOD).overall
    for _ in range(8):
        hits = worse(hits, how, dice)
        after = score(hits).overall
        assert after <= before + 0.5
        before = after


@pytest.mark.parametrize("seed", range(3))
def test_a_struggling_beginner_still_plays_the_exercise(seed):
    dice = random.Random(seed)
    hits = [hit for hit in play(sd_ms=65, correlation=0.5, loud_db=4, seed=seed) if dice.random() > 0.15]
    hits += [
        Hit(dice.uniform(0, 19.2), dice.choice([KICK, SNARE, HAT]), dice.randint(30, 120)) for _ in range(20)
    ]
    graded = score(hits)
    assert graded.status == "scored" and 50 <= graded.overall <= 75
