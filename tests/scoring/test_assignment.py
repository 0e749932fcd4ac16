"""The assignment against scipy's, and against cases a hand can check."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from academy.scoring.assignment import assign


def total(edges, pairs):
    best = {}
    for left, right, cost in edges:
        best[left, right] = min(cost, best.get((left, right), 0.0))
    return sum(best[pair] for pair in pairs)


def oracle(edges, n_left, n_right):
    square = np.zeros((n_left, n_right + n_left))
    for left, right, cost in edges:
        square[left, right] = min(cost, square[left, right])
    rows, columns = linear_sum_assignment(square)
    return square[rows, columns].sum()


def test_nothing_to_pair_is_an_empty_answer():
    assert assign([], 0, 0) == []
    assert assign([(0, 0, 1.0)], 1, 1) == []


def test_the_nearer_of_two_hits_answers():
    assert assign([(0, 0, -3.0), (0, 1, -5.0)], 1, 2) == [(0, 1)]


def test_two_onsets_share_two_hits_when_together_that_is_cheaper():
    edges = [(0, 0, -5.0), (0, 1, -4.0), (1, 0, -4.5), (1, 1, -1.0)]
    assert assign(edges, 2, 2) == [(0, 1), (1, 0)]


def test_one_good_pair_beats_two_poor_ones():
    edges = [(0, 0, -1.0), (0, 1, -7.0), (1, 1, -1.0)]
    assert assign(edges, 2, 2) == [(0, 1)]


def test_an_edge_outside_the_take_is_named():
    with pytest.raises(ValueError, match=r"\(3, 0\)"):
        assign([(3, 0, -1.0)], 2, 1)


cost = st.integers(-40, 5).map(lambda tenths: tenths / 4)
edge_lists = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), cost), max_size=30)


@settings(max_examples=300)
@given(edge_lists)
def test_the_answer_is_as_cheap_as_scipys_and_a_matching(edges):
    pairs = assign(edges, 7, 7)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert total(edges, pairs) == pytest.approx(oracle(edges, 7, 7))


def test_one_long_chain_of_neighbours_is_exact_and_quick():
    rng = np.random.default_rng(4)
    n = 400
    edges = [
        (left, right, float(rng.uniform(-8, 1)))
        for left in range(n)
        for right in range(max(0, left - 4), min(n, left + 5))
    ]
    began = time.process_time()
    pairs = assign(edges, n, n)
    assert time.process_time() - began < 2.0
    assert total(edges, pairs) == pytest.approx(oracle(edges, n, n))
