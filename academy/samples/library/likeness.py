"""How alike two sounds are: the distance of what was measured, each measurement counting the same."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from academy.samples.analysis.descriptors import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BY_RATIO = ("length_s", "attack_ms", "decay_ms", "centre_hz")
"""An ear hears these as ratios: 100 to 200 ms is as far as 1 to 2 s."""


class Likeness:
    """Measurements of all sounds, standardised over the library."""

    def __init__(self, features: Sequence[Mapping[str, float]]) -> None:
        self._measured = np.array([bool(each) for each in features], dtype=bool)
        columns = [[each.get(name, 0.0) for each in features] for name in NAMES]
        values = np.array(columns, dtype=np.float64).reshape(len(NAMES), len(features)).T
        for place, name in enumerate(NAMES):
            if name in _BY_RATIO:
                values[:, place] = np.log(values[:, place] + 1e-3)
        there = values[self._measured] if self._measured.any() else np.zeros((1, len(NAMES)))
        spread = there.std(axis=0)
        self._values: Floats = ((values - there.mean(axis=0)) / np.where(spread > 0, spread, 1)).astype(
            np.float32
        )

    def comparable(self, number: int | None) -> "NDArray[np.bool_]":
        """Return which sounds can be compared with one: the others that were measured, if it was."""
        found = self._measured.copy()
        if number is None or not found[number]:
            return np.zeros(len(found), dtype=bool)
        found[number] = False
        return found

    def distance(self, number: int | None, among: "NDArray[np.intp]") -> "Floats":
        """Return how far some sounds are from one; 0 is the same in everything measured."""
        if number is None:
            return np.zeros(len(among), dtype=np.float32)
        apart = self._values[among] - self._values[number]
        return np.asarray(np.einsum("ij,ij->i", apart, apart), dtype=np.float32)
