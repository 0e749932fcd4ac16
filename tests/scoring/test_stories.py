"""What a player did as a whole, where another story fits nearly as well: shifts, exchanges, jumps, tempi."""

import random
from dataclasses import replace

import pytest

from academy.midi.take import Hit, Take
from academy.patterns.notation import parse
from academy.scoring.score import Score, score_take

PADS = {"kick": "A13", "snare": "A14", "hat": "A15"}
KICK, SNARE, HAT = PADS.values()
ROCK = "kick x...x...x...x...\nsnare ....x.......x...\nhat x.x.x.x.x.x.x.x."
TURNS = "kick x..xx...\nsnare ..x...x.\nhat xxxxxxxx"
STEADY_HAT = "hat " + "x.x.x.x.x.x.x.x." * 8


def target(lanes: str, tempo: float = 100, passes: int = 8, head: str = ""):
    return parse(f"tempo: {tempo}\npasses: {passes}\n{head}\n{lanes}").target(PADS)


def song(seed: int, tempo: float = 100):
    """Return eight different bars under a steady hat."""
    dice = random.Random(seed)
    rows = ["".join(dice.choices("x.", (3, 7), k=128)) for _ in range(2)]
    return target(f"kick x{rows[0][1:]}\nsnare {rows[1]}\n{STEADY_HAT}", tempo, passes=1)


def play(piece, sd_ms=12.0, seed=1, misses=0.0, extras=0.0) -> list[Hit]:
    dice, noise, hits = random.Random(seed), 0.0, []
    for onset in piece.onsets:
        noise = 0.4 * noise + dice.gauss(0, sd_ms * 0.92)
        if dice.random() >= misses:
            velocity = min(126, round(onset.velocity * dice.uniform(0.85, 1.15)))
            hits.append(Hit(onset.time_s + noise / 1000, onset.pad, velocity))
    pads = sorted({onset.pad for onset in piece.onsets})
    for _ in range(round(extras * len(piece.onsets))):
        hits.append(Hit(dice.uniform(0, piece.length_s), dice.choice(pads), dice.randint(30, 120)))
    return hits


def moved(hits: list[Hit], seconds: float, after_s: float = -1e9) -> list[Hit]:
    return [replace(hit, time_s=hit.time_s + (seconds if hit.time_s > after_s else 0)) for hit in hits]


def exchanged(hits: list[Hit]) -> list[Hit]:
    other = {KICK: SNARE, SNARE: KICK}
    return [replace(hit, pad=other.get(hit.pad, hit.pad)) for hit in hits]


def score(piece, hits, latency_ms: float | None = 0.0, **how) -> Score:
    return score_take(piece, Take.of(hits), latency_ms=latency_ms, **how)


@pytest.mark.parametrize("tempo", [60, 100, 174])
@pytest.mark.parametrize(
    ("lanes", "head"),
    [
        (TURNS, "division: 2"),
        ("kick x.....x.....\nsnare ...x.....x..\nhat x.xx.xx.xx.x", "division: 3"),
        ("kick x...x...x.....\nsnare ..x...x.....x.\nhat x.x.x.x.x.x.x.", "division: 2\nmeter: 7/8"),
        ("kick x..x..x...x.....\nsnare ....x..x.x..x..x\nhat xxxxxxxxxxxxxxxx", ""),
    ],
)
def test_exchanged_pads_are_not_taken_for_a_loop_that_began_a_beat_away(lanes, head, tempo):
    piece = target(lanes, tempo, head=head)
    graded = score(piece, exchanged(play(piece)))
    drums = sum(onset.pad != HAT for onset in piece.onsets)
    assert (graded.counts.wrong_pad, graded.counts.missed, graded.counts.extra) == (drums, 0, 0)
    assert graded.explained == ("Snare and kick are exchanged.",) or graded.explained == (
        "Kick and snare are exchanged.",
    )
    assert graded.start_s == 0 and graded.explanation == "click"


def test_where_exchanged_pads_are_struck_together_nothing_is_wrong():
    piece = target(ROCK)
    graded = score(piece, exchanged(play(piece)))
    assert (graded.counts.correct, graded.counts.wrong_pad) == (96, 16)
    assert graded.exchange is not None and graded.counts.extra == 0


def test_a_loop_begun_a_beat_late_is_not_taken_for_exchanged_pads():
    piece = target("kick x...x...x...x...\nsnare ..x...x...x...x.\nhat xx.xxx.xxx.xxx.x", 80)
    graded = score(piece, moved(play(piece), piece.bar_s))
    assert graded.exchange is None and graded.counts.wrong_pad == 0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("latency_ms", [0.0, None])
def test_a_piece_begun_bars_late_is_found_though_the_hat_fits_anywhere(seed, latency_ms):
    piece = song(seed)
    lag_s = 0.08 if latency_ms is None else 0.0
    graded = score(piece, moved(play(piece, 30), 2 * piece.bar_s + lag_s), latency_ms)
    assert graded.explanation == "start" and graded.start_s == pytest.approx(2 * piece.bar_s)
    assert graded.explained[0] == "You started two bars late."
    assert graded.counts.missed <= 4


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sd_ms", [12, 30])
def test_who_begins_at_the_third_bar_is_credited_with_the_rest(seed, sd_ms):
    piece = song(seed)
    hits = [hit for hit in play(piece, sd_ms, extras=0.04) if hit.time_s > 2 * piece.bar_s - 0.06]
    graded = score(piece, moved(hits, -2 * piece.bar_s))
    gone = sum(onset.time_s < 2 * piece.bar_s - 0.06 for onset in piece.onsets)
    assert graded.status == "scored" and graded.counts.missed == pytest.approx(gone, abs=4)


def test_a_fast_beat_late_is_a_late_start_and_not_a_lag_of_400_ms():
    piece = song(1, tempo=150)
    graded = score(piece, moved(play(piece), piece.beat_s))
    assert graded.explained == ("You started one beat late.",)
    assert abs(graded.timing.bias_ms) < 10


@pytest.mark.parametrize("latency_ms", [0.0, None])
def test_an_unknown_latency_is_no_part_of_a_jump(latency_ms):
    piece, lag_s = song(2), 0.08 if latency_ms is None else 0.0
    graded = score(
        piece, moved(moved(play(piece), 2 * piece.beat_s, 4 * piece.bar_s - 0.06), lag_s), latency_ms
    )
    assert graded.explained[0] == "A two-beat pause after bar 4." and graded.jumps == 1
    assert graded.timing.bias_ms == pytest.approx(1000 * lag_s, abs=8)


@pytest.mark.parametrize("seed", range(3))
def test_a_second_attempt_of_a_loose_player_is_graded_whole(seed):
    piece = song(seed)
    first = [hit for hit in play(piece, 30, seed + 50) if hit.time_s < 2 * piece.bar_s - 0.06]
    again = moved(play(piece, 30, seed), 2 * piece.bar_s + piece.beat_s)
    graded = score(piece, first + again)
    assert graded.explanation == "start" and graded.jumps == 0
    assert graded.counts.correct >= len(piece.onsets) - 4


@pytest.mark.parametrize("seed", range(3))
def test_a_beat_lost_under_a_steady_hat_is_found(seed):
    piece = song(seed, tempo=120)
    hits = moved(play(piece, 20), piece.beat_s, 4 * piece.bar_s - 0.06)
    for mode in ("click", "free"):
        graded = score(piece, hits, mode=mode)
        assert graded.jumps == 1 and graded.counts.missed <= 4


def test_stopping_half_way_without_a_click_is_no_other_tempo():
    for seed in range(3):
        piece = song(seed, tempo=120)
        hits = [hit for hit in play(piece, 30, seed, 0.05, 0.05) if hit.time_s < 4 * piece.bar_s - 0.06]
        graded = score(piece, hits, mode="free")
        assert graded.status == "scored" and graded.explanation == "free"
        assert graded.timing.tempo_bpm == pytest.approx(120, rel=0.01)


@pytest.mark.parametrize("rate", [1.05, 0.95, 1.08])
@pytest.mark.parametrize(
    ("row", "tempo"), [("xxxxxxxxxxxxxxxx", 140), ("x.x.x.x.x.x.x.x.", 88), ("x...x...x...x...", 174)]
)
def test_on_one_pad_too_a_faster_tempo_is_named_and_not_paired_anyhow(row, tempo, rate):
    piece = target(f"hat {row}", tempo)
    graded = score(piece, [replace(hit, time_s=hit.time_s / rate) for hit in play(piece)])
    assert graded.counts.correct == len(piece.onsets)
    assert graded.timing.tempo_bpm == pytest.approx(tempo * rate, rel=0.002)
    assert graded.explained == (f"You played it at {graded.timing.tempo_bpm:.0f} BPM.",)


@pytest.mark.parametrize("row", ["xxxxxxxxxxxxxxxx", "x.x.x.x.x.x.x.x."])
def test_on_one_pad_too_three_quarters_of_the_tempo_are_named(row):
    piece = target(f"hat {row}", 100)
    graded = score(piece, [replace(hit, time_s=hit.time_s / 0.75) for hit in play(piece)])
    assert graded.rate == 0.75 and graded.counts.correct == len(piece.onsets)


def test_a_step_that_no_one_can_tell_does_not_lower_the_score():
    piece = target("hat xxxxxxxxxxxxxxxx", 140)
    graded = score(piece, moved(play(piece), piece.bar_s))
    assert graded.is_ambiguous and graded.overall == pytest.approx(86, abs=3)


def test_a_take_one_bar_late_to_its_last_hit_is_about_the_exercise():
    piece = target("hat x.xxx.xxx.xxx.xx", 174)
    late = [replace(hit, time_s=hit.time_s + piece.bar_s + 0.03) for hit in play(piece, 0)]
    assert score(piece, late).counts.ignored == 0


@pytest.mark.parametrize("lanes", [ROCK, TURNS.replace("xxxxxxxx", "x.x.x.x."), "hat x...x...x...x..."])
def test_a_loose_beginner_is_not_said_to_have_jumped(lanes):
    head = "division: 2" if lanes.startswith("kick x..") else ""
    piece = target(lanes, 90, passes=4 if head else 2, head=head)
    for seed in range(8):
        graded = score(piece, play(piece, 60, seed, 0.15, 0.1))
        assert graded.status == "scored" and graded.explanation == "click"


@pytest.mark.parametrize("tempo", [60, 88, 120])
@pytest.mark.parametrize("lanes", ["hat x...x...x...x...", "hat x..x..x...x.x...", ROCK])
def test_strewn_hits_are_not_the_exercise_however_few_are_asked_for(lanes, tempo):
    piece = target(lanes, tempo)
    for seed in range(4):
        dice = random.Random(seed)
        strewn = [replace(hit, time_s=dice.uniform(0, piece.length_s)) for hit in play(piece)]
        graded = score(piece, strewn)
        assert graded.status == "not_the_exercise" and graded.overall <= 35


def test_what_a_take_says_of_its_input_may_be_anything():
    piece = target(ROCK)
    assert score_take(piece, Take.of(play(piece), about={"input": 3}), latency_ms=0.0).status == "scored"
