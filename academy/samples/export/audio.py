"""A sound in memory, between the file it was read from and the file it becomes."""

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNIT_RATE = 48_000
"""What the unit plays, Hz; everything is kept at this rate, 16 bit [RM550 p. 166]."""


class Shape(enum.StrEnum):
    """What may be done to a sound: only a one-shot may be trimmed, faded or made longer.

    The length of a loop is its tempo; a slice of a break keeps its place in time and its level beside the
    other slices.
    """

    ONE_SHOT = "one-shot"
    LOOP = "loop"
    SLICE = "slice"


@dataclass(frozen=True)
class Audio:
    """A sound as it was read: `samples` is (frames, channels), full scale ±1, one or two channels.

    `is_pcm16` says that the file had 16-bit samples, so that `samples * 32768` are exactly those.
    `notes` are sentences about what was odd and was dealt with.
    """

    samples: "NDArray[np.float32]"
    rate: int
    is_pcm16: bool = False
    notes: tuple[str, ...] = ()

    @property
    def channels(self) -> int:
        """Return 1 for mono, 2 for stereo."""
        return int(self.samples.shape[1])

    @property
    def peak(self) -> float:
        """Return the highest sample, 1 at full scale."""
        return float(max(self.samples.max(), -self.samples.min())) if self.samples.size else 0.0


@dataclass(frozen=True)
class Pcm:
    """A sound as the unit takes it: `samples` are whole numbers, (frames, channels) at UNIT_RATE.

    `gain_db` is what was done to its level; None when the samples of the file are untouched.
    """

    samples: "NDArray[np.int16]"
    gain_db: float | None
    notes: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        """Return the length in seconds."""
        return len(self.samples) / UNIT_RATE

    @property
    def channels(self) -> int:
        """Return 1 for mono, 2 for stereo."""
        return int(self.samples.shape[1])
