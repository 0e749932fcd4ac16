"""The few building blocks of the drum recipes.

Everything is mono float64 at RATE, between -1 and 1. Noise comes from a seeded generator, so a
recipe gives the same sound on every machine.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE = 44_100
Wave = NDArray[np.float64]


def _wave(values: ArrayLike) -> Wave:
    return np.asarray(values, dtype=np.float64)


def seconds(length_s: float) -> Wave:
    """Return the time of each sample."""
    return _wave(np.arange(int(length_s * RATE)) / RATE)


def decay(length_s: float, half_life_s: float, attack_s: float = 0.0005) -> Wave:
    """Return an envelope that rises in `attack_s` and halves every `half_life_s`."""
    time = seconds(length_s)
    return _wave(np.minimum(time / max(attack_s, 1 / RATE), 1.0) * 0.5 ** (time / half_life_s))


def sweep(length_s: float, start_hz: float, end_hz: float, half_life_s: float) -> Wave:
    """Return a sine that falls from `start_hz` towards `end_hz`."""
    hertz = end_hz + (start_hz - end_hz) * 0.5 ** (seconds(length_s) / half_life_s)
    return _wave(np.sin(2 * np.pi * np.cumsum(hertz) / RATE))


def tone(length_s: float, hertz: float, partials: tuple[float, ...] = (1.0,)) -> Wave:
    """Return a note with the given strengths of its partials 1, 2, 3..."""
    time = seconds(length_s)
    waves = [part * np.sin(2 * np.pi * hertz * (n + 1) * time) for n, part in enumerate(partials)]
    return _wave(np.sum(waves, axis=0))


def metal(length_s: float, base_hz: float) -> Wave:
    """Return six detuned square waves, the ring of an analogue cymbal."""
    time = seconds(length_s)
    ratios = (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)
    return _wave(np.mean([np.sign(np.sin(2 * np.pi * base_hz * ratio * time)) for ratio in ratios], axis=0))


def noise(length_s: float, seed: int) -> Wave:
    """Return white noise, the same for the same seed."""
    return _wave(np.random.default_rng(seed).uniform(-1.0, 1.0, int(length_s * RATE)))


def band(wave: Wave, low_hz: float, high_hz: float) -> Wave:
    """Keep what lies between two frequencies, with soft edges (second order, by FFT)."""
    spectrum = np.fft.rfft(wave)
    hertz = np.fft.rfftfreq(len(wave), 1 / RATE)
    above = 1 / np.sqrt(1 + (low_hz / np.maximum(hertz, 1e-9)) ** 4)
    below = 1 / np.sqrt(1 + (hertz / high_hz) ** 4)
    return _wave(np.fft.irfft(spectrum * above * below, len(wave)))


def drive(wave: Wave, amount: float) -> Wave:
    """Return the wave bent by tanh: louder, and warmer the higher `amount` is."""
    return _wave(np.tanh(wave * amount) / np.tanh(amount))


def finished(wave: Wave, peak: float) -> Wave:
    """Return a wave that starts and ends in silence and peaks at `peak`."""
    tail = min(int(0.01 * RATE), len(wave))
    faded = wave.copy()
    faded[-tail:] *= np.linspace(1, 0, tail)
    return _wave(faded * (peak / np.max(np.abs(faded))))
