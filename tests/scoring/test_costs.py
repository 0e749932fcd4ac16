"""Edge costs against the formulas, by hand."""

import math

import pytest

from academy.scoring.costs import edge_costs, reach_ms


def test_a_perfect_pair_costs_what_the_formula_says():
    costs = edge_costs(30.0, 3)
    alone = -math.log(0.05) - math.log(0.30 / 3)
    expected = math.log(0.030 * math.sqrt(2 * math.pi)) - math.log(0.95 * 0.97) - alone
    assert costs.of(0.0, same_pad=True) == pytest.approx(expected)


def test_a_wrong_pad_is_worth_taking_only_when_close_in_time():
    costs = edge_costs(30.0, 3)
    assert costs.of(95.0, same_pad=False) < 0 < costs.of(110.0, same_pad=False)


def test_early_and_late_cost_the_same():
    costs = edge_costs(20.0, 4)
    assert costs.of(-33.0, same_pad=True) == costs.of(33.0, same_pad=True)


def test_a_flagged_hit_costs_two_nats_more():
    costs = edge_costs(20.0, 4)
    assert costs.of(5.0, same_pad=True, flagged=True) == pytest.approx(costs.of(5.0, same_pad=True) + 2)


def test_a_stray_hit_far_away_is_not_called_late():
    assert reach_ms(8) == 60 and reach_ms(20) == 100 and reach_ms(60) == 150
    assert edge_costs(60.0, 3).of(151.0, same_pad=True) == math.inf
