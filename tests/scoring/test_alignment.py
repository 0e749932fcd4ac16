"""Which hit answers which onset, and how the take was understood."""

from dataclasses import replace

import numpy as np
import pytest
from drummer import BAR_S, HAT, KICK, LOOP, SNARE, SONG, moved, play, target
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.midi.take import Hit
from academy.scoring.alignment import align
from academy.scoring.assignment import assign
from academy.scoring.costs import edge_costs
from academy.scoring.field import field_of
from academy.scoring.matching import Loudness, loudness_cost, match, pair_costs
from academy.scoring.path import offset_path
from academy.scoring.scene import scene_of

SONG_BAR = ("X..x....x.x.....", "..o.X..o....X..o", "X.x.X.x.X.x.X.x.")


def test_every_hit_of_a_loose_take_answers_its_own_onset():
    found = align(LOOP, play(sd_ms=20, seed=3), latency_ms=0.0)
    by_time = sorted(range(136), key=lambda index: play(sd_ms=20, seed=3)[index].time_s)
    assert len(found.onsets) == 136 and found.same_pad.all()
    assert sorted(found.hits.tolist()) == sorted(by_time)


def test_a_missed_kick_does_not_shift_the_rest():
    hits = play()
    gone = next(index for index, hit in enumerate(hits) if hit.pad == KICK and index > 40)
    found = align(LOOP, hits[:gone] + hits[gone + 1 :], latency_ms=0.0)
    assert set(range(136)) - set(found.onsets.tolist()) == {gone}


def test_nothing_to_align_is_none():
    assert align(replace(LOOP, onsets=()), play()) is None
    assert align(LOOP, []) is None
    assert align(LOOP, [Hit(0.0, None, 90)]) is None


def test_asynchronies_are_early_negative_against_the_click():
    found = align(LOOP, play(sd_ms=0, late_ms=-25), latency_ms=0.0)
    assert found.late_ms == pytest.approx(np.full(136, -25.0), abs=1e-6)
    assert found.path_ms == pytest.approx(np.full(136, -25.0), abs=0.5)


def test_the_path_follows_a_slow_drift_and_leaves_the_jitter():
    hits = [replace(hit, time_s=hit.time_s + 0.002 * hit.time_s) for hit in play(sd_ms=6)]
    found = align(LOOP, hits, latency_ms=0.0)
    assert found.path_ms[-1] - found.path_ms[0] == pytest.approx(2 * 19, abs=8)
    assert found.residual_ms.std() < 7


def test_a_late_start_is_told_in_whole_steps():
    found = align(SONG, moved(play(SONG), BAR_S + 0.02), latency_ms=0.0)
    assert found.start_s == pytest.approx(BAR_S) and found.jumps == ()
    assert np.median(found.late_ms) == pytest.approx(20, abs=3)


@pytest.mark.parametrize("bars", [1, 2, 40])
def test_short_and_long_takes_are_aligned_alike(bars):
    piece = target([SONG_BAR] * bars)
    found = align(piece, play(piece, late_ms=40), latency_ms=None)
    assert len(found.onsets) == len(piece.onsets) and found.same_pad.all()


def test_a_long_take_at_ones_own_wandering_tempo_is_followed():
    piece = target([SONG_BAR] * 40)
    hits = [replace(hit, time_s=1.07 * hit.time_s + 0.5 * np.sin(hit.time_s / 20)) for hit in play(piece)]
    found = align(piece, hits, mode="free")
    assert (found.same_pad.sum(), len(found.onsets)) == (len(piece.onsets), len(piece.onsets))


pads = st.sampled_from([KICK, SNARE, HAT])
strokes = st.lists(st.tuples(st.integers(-100, 2500), pads, st.integers(1, 127)), min_size=1, max_size=25)
sigmas = st.sampled_from([18.0, 30.0, 60.0])
loudnesses = st.sampled_from([None, Loudness(0.0, 6.0)])


@settings(max_examples=150, deadline=None)
@given(strokes, sigmas, loudnesses)
def test_taking_the_obvious_pairs_first_is_as_cheap_as_the_exact_answer(strokes, sigma, loudness):
    piece = target([SONG_BAR])
    # half milliseconds: no pair lies within rounding of the reach
    hits = tuple(Hit((ms + 0.5) / 1000, pad, velocity) for ms, pad, velocity in strokes)
    scene, costs = scene_of(piece, hits, latency_ms=0.0), edge_costs(sigma, 3)
    found = match(scene, scene.onset_s, costs, loudness=loudness)
    n, m = len(scene.onset_s), len(scene.hit_s)
    left, right = (side.ravel() for side in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    price = pair_costs(scene, scene.onset_s, costs, left, right)
    if loudness is not None:
        price = price + loudness_cost(scene, left, right, loudness)
    price[np.abs(scene.hit_s[right] - scene.onset_s[left]) * 1000 > costs.reach_ms] = 1.0
    best = assign(list(zip(left.tolist(), right.tolist(), price.tolist(), strict=True)), n, m)
    table = price.reshape(n, m)
    assert found.cost == pytest.approx(sum(table[pair] for pair in best), abs=1e-9)
    assert found.cost == pytest.approx(sum(table[found.onsets, found.hits]), abs=1e-9)


def test_two_per_cent_fast_is_still_with_the_click():
    hits = [replace(hit, time_s=hit.time_s / 1.02) for hit in play()]
    found = align(LOOP, hits, latency_ms=0.0)
    assert found.explanation == "click" and found.same_pad.sum() == 136


def test_the_first_path_already_follows_a_wandering_player():
    wander = [0.05 * np.sin(hit.time_s / 3) for hit in play()]
    hits = [replace(hit, time_s=hit.time_s + late) for hit, late in zip(play(), wander, strict=True)]
    scene = scene_of(LOOP, tuple(hits), latency_ms=0.0)
    path = offset_path(scene, field_of(scene), scene.onset_s)
    assert np.abs(path - 0.05 * np.sin(scene.onset_s / 3)).max() < 0.025
