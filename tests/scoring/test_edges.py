"""The ends of the range: nothing, one note, broken events, hits far outside (note on scoring, 5.5)."""

import math
from dataclasses import replace

import pytest
from drummer import BAR_S, GOOD, HAT, KICK, LOOP, OTHER, SNARE, SONG, moved, on_pad, play, score, take, target

from academy.errors import TakeError
from academy.midi.take import Hit, Take
from academy.scoring.score import score_take


def test_an_empty_take_misses_everything_and_says_so():
    graded = score([])
    assert (graded.status, graded.overall) == ("empty", 0.0)
    assert graded.counts.missed == 136
    assert graded.components.timing is None and graded.timing.tempo_bpm is None


def test_an_empty_target_has_no_score():
    graded = score(GOOD, replace(LOOP, onsets=()))
    assert graded.status == "no_target" and graded.overall is None
    assert graded.counts.extra == 136


def test_one_correct_hit_is_not_enough_to_speak_of_timing():
    graded = score(GOOD[:1])
    assert graded.status == "insufficient"
    assert (graded.counts.correct, graded.counts.missed) == (1, 135)
    assert graded.overall == pytest.approx(1, abs=0.6)
    assert graded.timing.bias_ms is None and graded.timing.spread_ms is None


def test_a_target_of_one_note_can_be_played_perfectly():
    graded = score(GOOD[:1], replace(LOOP, onsets=LOOP.onsets[:1]))
    assert graded.status == "scored" and graded.overall == pytest.approx(100, abs=0.1)


def test_velocity_0_is_a_release_and_not_a_note():
    releases = [replace(hit, time_s=hit.time_s + 0.1, velocity=0) for hit in GOOD]
    assert score(GOOD + releases).as_json() == score(GOOD).as_json()
    untold = Take(hits=tuple(sorted(GOOD + releases, key=lambda hit: hit.time_s)))
    graded = score_take(LOOP, untold, latency_ms=0.0)
    assert graded.counts.correct == 136 and graded.counts.extra == 0 and graded.counts.ignored == 136


def test_a_time_that_is_no_number_is_refused_by_name():
    with pytest.raises(TakeError, match="hit 3"):
        score([*GOOD[:2], Hit(math.nan, KICK, 90)])
    with pytest.raises(TakeError, match="hit 1"):
        score_take(LOOP, Take(hits=(Hit(math.inf, KICK, 90),)))


def test_unsorted_hits_are_sorted_and_keep_their_place_in_the_answer():
    graded = score_take(LOOP, Take(hits=tuple(reversed(GOOD))), latency_ms=0.0)
    assert graded.counts.correct == 136
    assert [hit.index for hit in graded.hits] == list(range(136))
    assert graded.onsets[0].hit in (134, 135)


def test_hits_long_after_the_end_are_ignored_and_soon_after_are_extra():
    end = LOOP.onsets[-1].time_s
    graded = score([*GOOD, Hit(end + 0.5 * BAR_S, KICK, 90), Hit(end + 2 * BAR_S, KICK, 90)])
    assert (graded.counts.extra, graded.counts.ignored) == (1, 1)
    assert [hit.verdict.value for hit in graded.hits[-2:]] == ["extra", "ignored"]


def test_hits_on_pads_that_no_map_knows_are_ignored_and_explained():
    graded = score([replace(hit, pad=None) for hit in GOOD])
    assert graded.status == "empty" and graded.counts.ignored == 136
    assert "pad map" in graded.explained[0]


def test_rhythm_alone_can_be_asked_for():
    graded = score(on_pad(GOOD, {KICK: OTHER, SNARE: OTHER, HAT: OTHER}), pads="ignore")
    assert graded.counts.correct == 136 and graded.overall == pytest.approx(98, abs=1)


def test_optional_notes_are_never_missed():
    piece = replace(LOOP, onsets=tuple(replace(o, optional=o.pad == HAT) for o in LOOP.onsets))
    without = score([hit for hit in GOOD if hit.pad != HAT], piece)
    assert (without.counts.targets, without.counts.missed, without.counts.extra) == (72, 0, 0)
    assert without.components.pattern == 100
    assert {o.verdict.value for o in without.onsets if o.pad == HAT} == {"optional_missed"}
    assert score(GOOD, piece).components.pattern == 100


def test_a_second_attempt_is_the_one_that_counts():
    first = [hit for hit in play(SONG) if hit.time_s < 2 * BAR_S - 0.05]
    graded = score(first + moved(play(SONG, seed=2), 2 * BAR_S + 0.6), SONG)
    assert graded.counts.correct == 136 and graded.counts.extra == len(first)
    assert any("first attempt" in sentence for sentence in graded.explained)


def test_keys_and_fixed_velocity_have_no_dynamics():
    fixed = score([replace(hit, velocity=127) for hit in GOOD])
    assert fixed.components.dynamics is None and fixed.overall > 97
    keys = take(GOOD, about={"input": {"kind": "keyboard"}})
    assert score_take(LOOP, keys, latency_ms=0.0).components.dynamics is None


def test_a_calibrated_latency_is_taken_off():
    graded = score(play(late_ms=60), latency_ms=60.0)
    assert graded.timing.bias_ms == pytest.approx(score(GOOD).timing.bias_ms, abs=0.2)
    assert graded.hits[5].time_s == pytest.approx(sorted(hit.time_s for hit in GOOD)[5])


def test_a_higher_level_asks_for_tighter_timing():
    loose = play(sd_ms=25)
    grades = [score(loose, level=level).components.timing for level in (1, 2, 3)]
    assert grades[0] > grades[1] > grades[2]


def test_a_take_of_a_slower_pattern_names_its_own_tempo():
    slow = target(tempo=60.0)
    graded = score(play(slow), slow)
    assert graded.timing.tempo_bpm == pytest.approx(60, abs=0.1) and graded.counts.correct == 136


@pytest.mark.parametrize("wrong", [{"mode": "clik"}, {"pads": "loose"}])
def test_an_unknown_way_of_scoring_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        score(GOOD, **wrong)


@pytest.mark.parametrize("mode", ["click", "free"])
@pytest.mark.parametrize("away_s", [-5000.0, 5000.0])
def test_a_stray_hit_an_hour_away_costs_nothing_but_itself(away_s, mode):
    graded = score([*GOOD, Hit(away_s, KICK, 90)], mode=mode)
    assert graded.counts.correct == 136 and graded.counts.ignored == 1
    assert graded.overall == pytest.approx(98, abs=1)


def test_a_take_that_never_meets_its_target_is_insufficient():
    graded = score([Hit(1000.0 + hit.time_s, hit.pad, hit.velocity) for hit in GOOD])
    assert graded.status == "insufficient" and graded.overall == 0
    assert graded.counts.missed == 136 and graded.counts.ignored == 136
