"""Notes that fool a careless grader: missing, added, doubled, on other pads, too loud, or anything at all.

With `test_adversarial_timing.py` every row of section 7 of the note on scoring, in its order.
"""

import random
from dataclasses import replace

import pytest
from drummer import (
    BAR_S,
    GOOD,
    HALF_S,
    HAT,
    KICK,
    LEVEL,
    LOOP,
    OTHER,
    SNARE,
    SONG,
    counted,
    on_pad,
    play,
    score,
)

from academy.midi.take import Hit


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
