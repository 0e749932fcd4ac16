"""A sound made ready for the ear: mono at a fixed rate, its peak at 1, so gain and rate change nothing."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RATE = 22_050
"""The rate that rhythm and pitch are heard at, Hz: above 11 kHz nothing tells tempo or key."""
SILENT = 1e-4
"""A peak of -80 dB or less is silence."""
MOST_S = 60.0
"""A longer sound is heard for its first minute only: a tempo is known by then."""


@dataclass(frozen=True)
class Heard:
    """A sound as it is listened to: `full` is (frames, channels) at `rate` as it came, `mono` is at RATE."""

    full: "NDArray[np.float32]"
    rate: int
    duration_s: float

    @property
    def peak(self) -> float:
        """The highest sample, 1 is full scale."""
        return float(max(self.full.max(), -self.full.min())) if self.full.size else 0.0

    @property
    def is_silent(self) -> bool:
        """Say whether there is nothing to hear."""
        return self.peak <= SILENT

    @cached_property
    def mono(self) -> "Floats":
        """Both channels as one, at RATE, its peak at 1."""
        import numpy as np
        import soxr

        mixed = self.full[: round(MOST_S * self.rate)].mean(axis=1)
        if self.full.shape[1] == 2 and np.abs(mixed).max(initial=0.0) < 0.1 * self.peak:
            mixed = self.full[: len(mixed), 0]  # the channels cancel each other: hear the left one
        heard = mixed if self.rate == RATE else soxr.resample(mixed, self.rate, RATE, quality="MQ")
        return np.asarray(heard / max(float(np.abs(heard).max(initial=0.0)), 1e-12), dtype=np.float64)


def heard(samples: "NDArray[np.floating]", rate: int) -> Heard:
    """Make samples ready: (frames,) or (frames, channels), full scale ±1; what is no number counts as 0."""
    import numpy as np

    full = np.nan_to_num(np.asarray(samples, dtype=np.float32), posinf=0.0, neginf=0.0)
    full = full[:, None] if full.ndim == 1 else full
    return Heard(full, rate, len(full) / rate)
