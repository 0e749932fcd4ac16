"""Every number the scoring room uses, in one frozen table with a version.

Milliseconds, seconds and nats (natural-log units of likelihood) as the names say. The values
come from the literature and measurements named beside them; a change of any value changes VERSION,
which is stored with each score, so that old and new grades are never compared unknowingly.
"""

from dataclasses import dataclass

VERSION = "2026-11.2"


@dataclass(frozen=True, slots=True)
class Constants:
    """The table. Groups: likelihood of errors, offset and tempo, explanations, guards, grades, words."""

    version: str = VERSION

    # How likely each error is; beginners leave out about one note in twenty.
    p_miss: float = 0.05
    p_wrong_pad: float = 0.03
    extra_hits_per_s: float = 0.30
    student_nu: float = 6.0
    flagged_cost: float = 2.0

    # A hit much louder or softer than its onset asks for, after the player's overall gain, is a worse answer:
    # half the squared distance in units of the take's own spread, never more than the cap.
    loudness_min_db: float = 4.4
    loudness_cap: float = 3.0

    # Jitter about the offset path: professional drummers 15-20 ms, untrained adults 36 ms. The floor is
    # that of the pairing only (re-fitted on real takes: below it, wide but regular feel was called missed).
    sigma_start_ms: float = 30.0
    sigma_min_ms: float = 18.0
    sigma_max_ms: float = 60.0
    sigma_live_hits: int = 32
    reach_sigmas: float = 5.0
    reach_min_ms: float = 60.0
    reach_max_ms: float = 150.0

    # Offset and tempo of the player against the click.
    offset_sd_calibrated_ms: float = 30.0
    offset_sd_uncalibrated_ms: float = 80.0
    offset_range_ms: float = 300.0
    offset_walk_ms: float = 10.0
    click_stretch_sd: float = 0.01
    click_stretch_range: float = 0.03
    free_stretch_sd: float = 0.10
    free_stretch_most: float = 1.25
    free_stretch_least: float = 0.80
    stretch_step_s: float = 0.03
    hypotheses: int = 4
    hypotheses_apart_ms: float = 35.0
    path_step_ms: float = 4.0
    path_gap_share: float = 0.45
    rounds: int = 3

    # What the other explanations cost before they may win, in nats.
    free_cost: float = 8.0
    rate_cost: float = 12.0
    jumpy_cost: float = 10.0  # for moving at all, then for each jump, then for a start elsewhere
    jump_cost: float = 10.0
    jump_bar_bonus: float = 1.0
    start_cost: float = 8.0
    restart_nats: float = 25.0  # three notes: a whole second attempt goes before halves of two
    far_cost: float = 20.0  # what an offset beyond the range costs a reading that says it is only an offset
    jump_step_ms: float = 8.0
    jump_reach_beats: float = 16.0  # a restart after two bars, and a breath
    exchange_cost: float = 10.0
    exchange_pads: int = 6  # in how many of its busiest pads a doubtful take is searched for one
    enough_right: float = 0.85  # share of notes right from which on an explanation is not doubted
    ambiguous_nats: float = 3.0

    # Bounces and grace notes: gaps of 424,871 pairs of real hits on one pad.
    rebound_gap_ms: float = 65.0
    rebound_gap_share: float = 0.6
    rebound_softer: float = 0.8
    grace_gap_ms: float = 45.0

    # Live judging.
    live_window_s: float = 1.0
    commit_after_ms: float = 350.0

    # When a take is not the exercise, and when there is too little to say anything.
    # Nats. A pair of a take strewn at random wins 5-6.5, of a beginner's 6-7, of a good one 8; shared out
    # over all notes (unanswered ones too) it is 2.2-5.5 strewn, 4.8-6.4 at an SD of 65 ms with 15 % missed
    # and added.
    gain_clear: float = 7.0
    gain_a_note_enough: float = 5.5
    gain_a_note_least: float = 4.6
    guard_matches: int = 16
    surrogates: int = 6
    surrogate_ratio: float = 1.15
    surrogate_ratio_jump: float = 1.25
    not_the_exercise_cap: float = 30.0
    rate_cap: float = 50.0
    least_for_bias: int = 3
    least_for_spread: int = 8
    calibrate_above_ms: float = 40.0
    calibrate_hits: int = 50

    # Grades.
    weight_pattern: float = 0.3
    weight_timing: float = 0.4
    weight_dynamics: float = 0.2
    weight_tempo: float = 0.1
    wrong_pad_credit: float = 0.5
    feel_ms: float = 30.0
    timing_sd_ms: tuple[float, float, float] = (40.0, 30.0, 20.0)
    timing_gap_share: float = 0.3
    tempo_percent: float = 2.5
    dynamics_db: float = 6.0
    jump_points: float = 5.0
    exchange_share: float = 0.8
    shrink_hits: float = 8.0

    # Words: residual SD of a take, distance of one hit.
    bands_ms: tuple[tuple[float, str], ...] = (
        (12.0, "tight"),
        (20.0, "professional range"),
        (36.0, "typical untrained adult"),
        (60.0, "loose"),
    )
    band_beyond: str = "not yet in time"
    hit_bands_ms: tuple[float, float, float] = (10.0, 20.0, 40.0)


CONSTANTS = Constants()
