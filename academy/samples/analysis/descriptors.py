"""What can be measured of a sound's character, and the words for what stands out in a library.

A word such as "bright" compares: it is said of the top quarter of a library, never of one sound alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from academy.samples.analysis.hearing import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NAMES = (
    "length_s",
    "attack_ms",  # from a tenth of the peak to the peak
    "decay_ms",  # from the peak until it stays 20 dB below
    "centre_hz",  # centre of gravity of the spectrum
    "low",  # share of the power below 150 Hz
    "middle",  # ... from 150 Hz to 2 kHz
    "high",  # ... above 5 kHz
    "noise",  # flatness of the spectrum from 0 (a tone) to 1 (noise)
    "crest_db",  # peak above RMS
    "width",  # share of the power that the two ears do not have in common
)
WORDS = {
    "centre_hz": ("dark", "bright"),
    "length_s": ("short", "long"),
    "crest_db": ("soft", "punchy"),
    "noise": ("clean", "noisy"),
    "low": ("thin", "deep"),
    "width": ("mono", "wide"),
}
"""The word for the bottom and for the top quarter of a library."""


def descriptors_of(full: "NDArray[np.floating]", mono: "Floats", length_s: float) -> dict[str, float]:
    """Measure a sound: `full` as it came, `mono` at RATE with its peak at 1; empty for silence."""
    import numpy as np

    if not mono.any():
        return {}
    power = _power(mono)
    hertz = np.fft.rfftfreq(2 * len(power) - 2, 1 / RATE)
    total = float(power.sum()) + 1e-12
    heard = (hertz > 40) & (hertz < 10_000)
    flat = float(np.exp(np.mean(np.log(power[heard] + 1e-12))) / (power[heard].mean() + 1e-12))
    attack_ms, decay_ms = _shape(mono)
    values = (
        length_s,
        attack_ms,
        decay_ms,
        float(power @ hertz) / total,
        float(power[hertz < 150].sum()) / total,
        float(power[(hertz >= 150) & (hertz < 2000)].sum()) / total,
        float(power[hertz >= 5000].sum()) / total,
        min(1.0, flat),
        20 * float(np.log10(1 / np.sqrt(np.mean(mono**2)))),
        _width(full),
    )
    return {name: round(value, 4) for name, value in zip(NAMES, values, strict=True)}


def percentile(value: float, library: Sequence[float]) -> float:
    """Return where a value stands in a sorted library, 0 to 100; equal ones share their middle."""
    if not library:
        return 50.0
    return 50 * (bisect_left(library, value) + bisect_right(library, value)) / len(library)


def words_for(values: Mapping[str, float], library: Mapping[str, Sequence[float]]) -> tuple[str, ...]:
    """Return the words for what stands out; `library` has the sorted values of all sounds by name."""
    found = []
    for name, (bottom, top) in WORDS.items():
        if name in values and len(library.get(name, ())) >= 8:
            place = percentile(values[name], library[name])
            found += [bottom] if place < 25 else [top] if place > 75 else []
    return tuple(found)


def _power(mono: "Floats") -> "Floats":
    """Return the mean power spectrum over frames of 46 ms."""
    import numpy as np

    size = 1024
    padded = np.pad(mono, (0, max(0, size - len(mono)))).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[:: size // 2]
    spectra = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1)) ** 2
    return np.asarray(spectra.mean(axis=0), dtype=np.float64)


def _shape(mono: "Floats") -> tuple[float, float]:
    """Return attack and decay in ms, from the peak of every 2 ms."""
    import numpy as np

    step = round(0.002 * RATE)
    count = max(1, len(mono) // step)
    loud = np.abs(np.resize(mono[: count * step], count * step)).reshape(count, step).max(axis=1)
    peak = int(np.argmax(loud))
    first = int(np.argmax(loud >= 0.1 * loud[peak]))
    last = int(np.flatnonzero(loud >= 0.1 * loud[peak])[-1])
    return 2.0 * (peak - first), 2.0 * (last - peak)


def _width(full: "NDArray[np.floating]") -> float:
    import numpy as np

    if full.shape[1] < 2:
        return 0.0
    middle, side = full[:, 0] + full[:, 1], full[:, 0] - full[:, 1]
    return float(np.mean(side**2) / max(float(np.mean(side**2) + np.mean(middle**2)), 1e-12))
