"""How loud a sound is: peak, RMS, and loudness as ITU-R BS.1770-4 defines it (K-weighting, gated)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]

BLOCK_S, STEP_S = 0.4, 0.1
_ABSOLUTE, _RELATIVE = -70.0, -10.0
# The two filters of BS.1770 at 48 kHz: a shelf for the head, a high-pass for what ears miss.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


@dataclass(frozen=True)
class Loudness:
    """Levels in dB below full scale; `lufs` None where the sound is shorter than one block of 0.4 s."""

    peak_db: float | None
    rms_db: float | None
    lufs: float | None


def loudness_of(samples: "Floats", rate: int) -> Loudness:
    """Measure (frames, channels); a silent sound has no level."""
    import numpy as np

    peak = float(np.abs(samples).max(initial=0.0))
    if peak <= 1e-6:
        return Loudness(None, None, None)
    rms = float(np.sqrt(np.mean(samples.astype(np.float32) ** 2)))
    return Loudness(_db(peak), _db(rms), _lufs(samples, rate))


def _db(level: float) -> float:
    import math

    return round(20 * math.log10(level), 2)


def _lufs(samples: "Floats", rate: int) -> float | None:
    """Return the gated loudness. The weighting is done on the spectrum of each tenth of a second."""
    import numpy as np

    step = round(STEP_S * rate)
    parts = len(samples) // step
    if parts < 4:
        return None
    cut = np.asarray(samples[: parts * step], dtype=np.float32).reshape(parts, step, -1)
    power = np.abs(np.fft.rfft(cut, axis=1)) ** 2
    power[:, 1:] *= 2
    weighted = np.einsum("pfc,f->p", power, _weights(step, rate)) / step**2
    blocks = np.convolve(weighted, np.ones(4) / 4, mode="valid")
    loud = _units(blocks)
    kept = blocks[loud > _ABSOLUTE]
    if not len(kept):
        return None
    kept = blocks[loud > max(_ABSOLUTE, float(_units(kept.mean())) + _RELATIVE)]
    return round(float(_units(kept.mean())), 2)


def _units(power: "Floats | np.floating") -> "Floats":
    import numpy as np

    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def _weights(step: int, rate: int) -> "Floats":
    """Return the power gain of the K-weighting by bin; above 20 kHz it stays as at 20 kHz."""
    import numpy as np

    turn = np.exp(-2j * np.pi * np.minimum(np.fft.rfftfreq(step, 1 / rate), 20_000) / 48_000)
    gain = np.ones(len(turn))
    for over, under in (_SHELF, _PASS):
        gain = gain * np.abs(np.polyval(over[::-1], turn) / np.polyval(under[::-1], turn)) ** 2
    return gain
