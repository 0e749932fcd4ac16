"""Every number the progress room uses, in one frozen table with a version.

Points are 0 to 100, logits natural, days and minutes as the names say. Where a number comes from stands
beside it: "seed" is the customer's first plan, "coach" the project's note on coaching (sections 4 and 5),
"set" by hand. A change of any value changes VERSION, which is stored with each recommendation.
"""

from dataclasses import dataclass

VERSION = "2026-11.2"


@dataclass(frozen=True, slots=True)
class Constants:
    """The table. Groups: mastery, re-tests, days, achievements, learner model, calibration, choice."""

    version: str = VERSION

    # Mastery (seed): three consecutive takes at 80 or more; weak below 70.
    mastered_points: float = 80.0
    mastered_takes: int = 3
    weak_points: float = 70.0

    # Re-tests (coach): FSRS ratings of a take; a mastered skill rests at least these days (set).
    hard_margin: float = 5.0
    easy_points: float = 95.0
    retest_after_days: int = 7

    # Streaks with freeze days (set): one more for every five days practised, never more than two kept.
    freezes_at_first: int = 1
    freeze_every_days: int = 5
    most_freezes: int = 2

    # Achievements. The pocket is the professional range of scoring/constants.py; the others are set.
    pocket_spread_ms: float = 20.0
    pocket_hits: int = 16
    comeback_days: int = 14
    hits: tuple[int, ...] = (1_000, 10_000)
    streak_days: tuple[int, ...] = (7, 30)
    weekly_minutes: float = 60.0

    # Learner model (coach). Prior: sd of the general ability, of each skill and of each exercise's own
    # difficulty; noise from take to take (set by bench/learning.py); drift of what was practised.
    sd_general: float = 1.2
    sd_skill: float = 0.8
    sd_exercise: float = 0.6
    take_variance: float = 1.2
    drift: float = 0.12
    drift_general: float = 0.15
    drift_variance: float = 0.03
    least_score: float = 2.0
    most_score: float = 98.0
    model_takes: int = 30  # of each exercise, the latest; set

    # Platt calibration (coach): refit on the last 200 takes once there are 30, held by the shipped line.
    platt_least: int = 30
    platt_last: int = 200
    platt_shift: float = 0.0
    platt_slope: float = 1.0
    platt_sd_shift: float = 0.5
    platt_sd_slope: float = 0.25

    # Estimates: no percentage below five takes (coach); the interval said is 80 % wide.
    least_for_percent: int = 5
    interval_z: float = 1.2816

    # Choice (coach): cost |p - 0.8| and what is added to it; a bonus is taken off. Set, in units of p.
    aim: float = 0.80
    band: tuple[float, float] = (0.70, 0.90)
    cost_stretch: float = 1.0
    cost_passed: float = 0.15
    cost_mastered: float = 0.25
    cost_same: float = 0.30
    cost_repeat: float = 0.03
    most_repeats: int = 5
    cost_order: float = 0.05
    most_order: int = 3
    weak_least: float = 0.50
    weak_in_a_row: int = 3
    bonus_due: float = 0.20
    bonus_carries: float = 0.10
    most_carried: int = 2
    bonus_begun: float = 0.10
    bonus_interest: float = 0.08
    bonus_rested: float = 0.05
    rested_days: int = 14
    alternatives: int = 3
    path_skills: int = 6
    followed_hours: float = 24.0


CONSTANTS = Constants()
