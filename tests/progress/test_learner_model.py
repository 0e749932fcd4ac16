"""What the learner model believes, and how it is calibrated."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_course import COURSE, histories, take, takes

from academy.progress.attempt import Attempt
from academy.progress.constants import CONSTANTS
from academy.progress.estimate import Estimate
from academy.progress.learner_model import LearnerModel, Prediction, distance, points_of
from academy.progress.platt import SHIPPED, Platt, fit


def test_somebody_unknown_passes_an_exercise_of_difficulty_0_as_often_as_not() -> None:
    assert LearnerModel.new(COURSE).predict("kick/a").chance == pytest.approx(0.5)


def test_the_first_prediction_is_the_measured_difficulty_over_all_that_is_unknown() -> None:
    said = LearnerModel.new(COURSE).predict("pulse/a")
    sd = math.sqrt(1.2**2 + 0.8**2 + 0.6**2 + 1.2)
    assert said.raw == pytest.approx(0.5 * (1 + math.erf(2.0 / sd / math.sqrt(2))))
    assert said.low < said.score < said.high


def test_a_score_on_the_pass_mark_is_no_surprise_at_difficulty_0() -> None:
    model = LearnerModel.new(COURSE).after(take(0, "kick/a", 70))
    assert model.mean[0] == pytest.approx(CONSTANTS.drift_general * CONSTANTS.drift)
    assert model.mean[model.places["skill syncopated-kick"]] == pytest.approx(CONSTANTS.drift)


def test_one_take_is_weighed_by_what_is_unknown() -> None:
    model = LearnerModel.new(COURSE).after(take(0, "kick/a", 90))
    gain = 1.2**2 / (1.2**2 + 0.8**2 + 0.6**2 + 1.2)
    surprise = math.log(90 / 10) - math.log(70 / 30)
    assert model.mean[0] == pytest.approx(gain * surprise + CONSTANTS.drift_general * CONSTANTS.drift)


def test_a_good_take_raises_its_skill_more_than_the_others_and_a_bad_one_lowers_all() -> None:
    new = LearnerModel.new(COURSE)
    good, bad = new.after(take(0, "kick/a", 95)), new.after(take(0, "kick/a", 30))
    gains = [good.predict(name).chance - new.predict(name).chance for name in ("kick/a", "kick/b", "pulse/b")]
    assert gains[0] > gains[1] > gains[2] > 0
    assert all(bad.predict(name).chance < new.predict(name).chance for name in ("kick/a", "pulse/a"))


def test_takes_make_the_interval_narrower() -> None:
    few, many = (LearnerModel.of(COURSE, takes("kick/a", *[75.0] * count)) for count in (1, 12))
    width = [said.high - said.low for said in (few.predict("kick/a"), many.predict("kick/a"))]
    assert width[1] < width[0]


def test_practice_teaches_the_model_nothing() -> None:
    new = LearnerModel.new(COURSE)
    loop = take(0, "kick/a", 20, whole=False)
    assert new.after(loop) is new and new.after(take(1, "gone/a", 20)) is new


def test_a_pattern_that_a_machine_played_says_nothing_of_the_hands() -> None:
    new = LearnerModel.new(COURSE)
    assert new.after(take(0, "kick/a", 100, is_read=True)) is new
    row = {"take_id": "one", "exercise": "kick/a", "played_at": "2026-11-24T10:00:00Z", "practice": "read"}
    assert Attempt.of(row).is_read and not Attempt.of(row | {"practice": "play"}).is_read


def test_points_and_distance_are_each_others_inverse() -> None:
    assert points_of(distance(85.0, 70.0), 70.0) == pytest.approx(85.0)
    assert distance(70.0, 70.0) == 0 and distance(100.0, 70.0) == distance(98.0, 70.0)


@settings(max_examples=30)
@given(st.data())
def test_the_order_in_which_takes_arrive_changes_no_belief(data: st.DataObject) -> None:
    row = data.draw(histories(COURSE))
    one, other = LearnerModel.of(COURSE, row), LearnerModel.of(COURSE, data.draw(st.permutations(row)))
    assert np.array_equal(one.mean, other.mean) and np.array_equal(one.spread, other.spread)


@settings(max_examples=30)
@given(histories(COURSE))
def test_uncertainty_stays_a_covariance(row: list) -> None:
    spread = LearnerModel.of(COURSE, row).spread
    assert np.allclose(spread, spread.T) and float(np.linalg.eigvalsh(spread).min()) > 0


def test_below_30_takes_the_shipped_line_holds() -> None:
    assert fit([0.9] * 29, [False] * 29) == SHIPPED
    assert fit([0.9] * 30, [False] * 30) != SHIPPED


def test_a_model_that_promised_too_much_is_believed_less() -> None:
    line = fit([0.9] * 200, [number % 2 == 0 for number in range(200)])
    assert 0.45 < line.of(0.9) < 0.6


def test_only_the_last_200_takes_are_looked_at() -> None:
    recent = fit([0.8] * 200, [True] * 200)
    assert fit([0.8] * 500, [False] * 300 + [True] * 200) == recent


def test_a_calibrated_line_keeps_the_order_of_chances() -> None:
    line = fit([0.1, 0.9] * 50, [True, False] * 50)
    assert line.of(0.2) <= line.of(0.8)
    assert Platt(0.0, 1.0).of(0.3) == pytest.approx(0.3)


@pytest.mark.parametrize(("chance", "inside"), [(0.69, False), (0.70, True), (0.90, True), (0.91, False)])
def test_the_band_is_from_70_to_90_percent(chance: float, inside: bool) -> None:
    assert Estimate(Prediction(chance, chance, 75.0, 60.0, 90.0), 9).in_band is inside


def test_below_five_takes_no_percentage_is_said() -> None:
    said = LearnerModel.new(COURSE).predict("pulse/a")
    assert Estimate(said, 4).words == "about even" and Estimate(said, 4).percent is None
    assert Estimate(said, 4).as_json()["expected"] is None
    assert Estimate(said, 5).percent == round(100 * said.chance)
    assert Estimate(said, 5).words == f"about {round(100 * said.chance)} %"
