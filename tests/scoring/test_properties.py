"""Laws of every score, on generated takes of small patterns."""

import random
from dataclasses import replace

import pytest
from drummer import HAT, KICK, SNARE, play, take, target
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.midi.take import Hit
from academy.scoring.score import score_take

rows = st.text(alphabet="X.x.o...", min_size=16, max_size=16)
bars = st.lists(st.tuples(rows, rows, rows), min_size=1, max_size=3)
pieces = bars.filter(lambda drawn: any(mark != "." for bar in drawn for row in bar for mark in row)).map(
    target
)
seeds = st.integers(0, 10_000)
strays = st.lists(
    st.builds(Hit, st.floats(-1, 12), st.sampled_from([KICK, SNARE, HAT, "B5", None]), st.integers(0, 127)),
    max_size=12,
)
few = settings(max_examples=40, deadline=None)


def loose_take(piece, seed, sd_ms=15.0):
    """Play with jitter and leave out one note in ten."""
    dice = random.Random(seed)
    return [hit for hit in play(piece, sd_ms=sd_ms, seed=seed) if dice.random() > 0.1]


def verdicts(graded):
    return [o.verdict for o in graded.onsets], sorted((h.time_s, str(h.pad), h.verdict) for h in graded.hits)


@few
@given(pieces, seeds, strays)
def test_every_hit_and_every_onset_has_exactly_one_verdict_and_the_counts_add_up(piece, seed, others):
    hits = loose_take(piece, seed) + [hit for hit in others if hit.velocity]
    counts = (graded := score_take(piece, take(hits), latency_ms=None)).counts
    assert counts.correct + counts.wrong_pad + counts.missed == counts.targets == len(piece.onsets)
    assert counts.correct + counts.wrong_pad + counts.extra + counts.double + counts.ignored == len(hits)
    answered = [o.hit for o in graded.onsets if o.hit is not None]
    assert len(answered) == len(set(answered)) == counts.correct + counts.wrong_pad
    for onset in graded.onsets:
        assert (onset.hit is None) == (onset.verdict == "missed")
        if onset.hit is not None:
            assert graded.hits[onset.hit].onset == onset.index
            assert (graded.hits[onset.hit].pad == onset.pad) == (onset.verdict == "correct")
    assert graded.overall is not None and 0 <= graded.overall <= 100


@few
@given(pieces, seeds, strays, st.randoms(use_true_random=False))
def test_the_order_in_which_hits_are_listed_does_not_matter(piece, seed, others, dice):
    hits = loose_take(piece, seed) + [hit for hit in others if hit.velocity]
    shuffled = list(hits)
    dice.shuffle(shuffled)
    first, second = (score_take(piece, take(listed), latency_ms=5.0) for listed in (hits, shuffled))
    assert verdicts(first) == verdicts(second)
    assert first.overall == second.overall


@few
@given(pieces, seeds, st.floats(-60, 60))
def test_without_calibration_a_constant_changes_only_the_bias(piece, seed, late_ms):
    hits = loose_take(piece, seed)
    before = score_take(piece, take(hits), latency_ms=None)
    after = score_take(
        piece, take([replace(hit, time_s=hit.time_s + late_ms / 1000) for hit in hits]), latency_ms=None
    )
    if before.is_ambiguous or after.is_ambiguous:
        return
    assert [o.verdict for o in before.onsets] == [o.verdict for o in after.onsets]
    assert after.overall == pytest.approx(before.overall, abs=0.3)
    if before.timing.bias_ms is not None:
        assert after.timing.bias_ms - before.timing.bias_ms == pytest.approx(late_ms, abs=0.01)
    if before.timing.spread_ms is not None:
        assert after.timing.spread_ms == pytest.approx(before.timing.spread_ms, abs=0.01)


@few
@given(pieces, seeds)
def test_scaling_all_velocities_changes_only_the_gain(piece, seed):
    hits = [replace(hit, velocity=max(1, hit.velocity // 2)) for hit in loose_take(piece, seed)]
    soft = score_take(piece, take(hits), latency_ms=0.0)
    loud = score_take(piece, take([replace(hit, velocity=2 * hit.velocity) for hit in hits]), latency_ms=0.0)
    assert verdicts(soft) == verdicts(loud)
    assert loud.overall == pytest.approx(soft.overall, abs=1e-6)
    if soft.dynamics.gain_db is not None:
        assert loud.dynamics.gain_db - soft.dynamics.gain_db == pytest.approx(12.04, abs=0.01)


@few
@given(pieces, seeds, strays, st.permutations([KICK, SNARE, HAT, "B5"]))
def test_other_names_for_the_pads_change_nothing(piece, seed, others, names):
    renamed = dict(zip([KICK, SNARE, HAT, "B5"], names, strict=True))
    hits = loose_take(piece, seed) + [hit for hit in others if hit.velocity]
    other_piece = replace(piece, onsets=tuple(replace(o, pad=renamed[o.pad]) for o in piece.onsets))
    other_hits = [replace(hit, pad=renamed.get(hit.pad)) for hit in hits]
    first = score_take(piece, take(hits), latency_ms=0.0)
    second = score_take(other_piece, take(other_hits), latency_ms=0.0)
    assert [o.verdict for o in first.onsets] == [o.verdict for o in second.onsets]
    assert [h.verdict for h in first.hits] == [h.verdict for h in second.hits]
    assert first.overall == pytest.approx(second.overall, abs=1e-6)


@few
@given(pieces, seeds)
def test_a_score_survives_json(piece, seed):
    said = score_take(piece, take(loose_take(piece, seed)), latency_ms=None).as_json()
    from academy.scoring.score import Score

    assert Score.from_json(said).as_json() == said
