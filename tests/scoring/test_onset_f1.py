"""Our F-measure against mir_eval's, on generated onsets."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.scoring.onset_f1 import onset_f1

# Whole and half milliseconds, so that no pair lies within rounding of the window's edge.
times = st.lists(st.integers(0, 3000), min_size=1, max_size=40, unique=True).map(sorted)


@pytest.fixture(scope="module")
def f_measure():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mir_eval.onset
    return mir_eval.onset.f_measure


@settings(max_examples=150, deadline=None)
@given(times, times)
def test_it_equals_mir_evals(f_measure, reference, played):
    reference_s, played_s = np.array(reference) / 1000, (np.array(played) + 0.5) / 1000
    expected, _, _ = f_measure(reference_s, played_s, window=0.05)
    assert onset_f1(reference_s.tolist(), played_s.tolist()) == pytest.approx(expected)


def test_nothing_played_is_nothing_right():
    assert onset_f1([0.5], []) == onset_f1([], [0.5]) == 0.0
