"""The orders a table can be sorted in; what is not known comes last, whichever way round."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from academy.samples.recipes.harmony import NAMES
from academy.samples.sound import KINDS, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]


class Ordering:
    """Sounds by name, kind, bpm, key and length; equal ones by name."""

    def __init__(self, sounds: Sequence[Sound]) -> None:
        by_name = sorted(range(len(sounds)), key=lambda number: (sounds[number].name.casefold(), number))
        place = np.empty(len(sounds), dtype=np.float64)
        place[by_name] = np.arange(len(sounds))
        columns: dict[str, NDArray[np.float64]] = {
            "name": place,
            "kind": _column(KINDS.index(sound.kind) if sound.kind in KINDS else None for sound in sounds),
            "bpm": _column(sound.bpm for sound in sounds),
            "key": _column(_key_place(sound) for sound in sounds),
            "length": _column(sound.duration_s for sound in sounds),
        }
        # NaN, what is not known, sorts last.
        self._up = {name: np.lexsort((place, values)) for name, values in columns.items()}
        self._known = {name: int(np.count_nonzero(~np.isnan(values))) for name, values in columns.items()}

    def of(self, name: str, found: "NDArray[np.bool_]", down: bool) -> "Numbers":
        """Return the numbers of those found, in this order."""
        order, known = self._up[name], self._known[name]
        if down:
            order = np.concatenate([order[:known][::-1], order[known:]])
        return order[found[order]]


def _column(values: Any) -> "NDArray[np.float64]":
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _key_place(sound: Sound) -> int | None:
    if sound.key not in NAMES:
        return None
    return 3 * NAMES.index(sound.key) + {"major": 1, "minor": 2}.get(sound.mode or "", 0)
