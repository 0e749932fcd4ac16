"""Vinyl, cassette, lo-fi and isolator: effects that change what a sound is made of.

All are approximations that explain a knob, not emulations. Waves are (frames,) or (frames, 2) at 48 kHz;
controls go from 0 to 1 unless their name has a unit. scipy is imported when an effect is used.
"""

from typing import Any

import numpy as np

from academy.samples.recipes.waves import RATE, Wave, wave_of


def vinyl(wave: Wave, *, wear: float = 0.5, wobble: float = 0.3, seed: int = 404) -> Wave:
    """Return a sound from a worn record: narrow, unsteady in pitch, crackling. An approximation."""
    dice = np.random.default_rng(seed)
    narrow = _passed(_wobbled(wave, 0.55, 0.004 * wobble), 30 + 120 * wear, 16000 - 9000 * wear)
    pops = np.where(dice.random(len(wave)) < 18 * wear / RATE, dice.normal(0, 0.25, len(wave)), 0.0)
    dust = _passed(wave_of(pops + 0.0015 * wear * dice.normal(size=len(wave))), 500, 8000)
    return wave_of(np.tanh(1.1 * narrow) + _like(dust, wave))


def cassette(wave: Wave, *, age: float = 0.5, flutter: float = 0.4, seed: int = 404) -> Wave:
    """Return a sound from a cassette: driven, dull with `age`, drifting, hissing. An approximation."""
    dice = np.random.default_rng(seed)
    moved = _wobbled(_wobbled(wave, 0.8, 0.002 * flutter), 7.3, 0.00012 * flutter)
    warm = np.tanh((1 + age) * moved) / (1 + 0.5 * age)
    hiss = _passed(wave_of(0.004 * age * dice.normal(size=len(wave))), 800, 12000)
    return wave_of(_passed(wave_of(warm), 40, 17000 - 11000 * age) + _like(hiss, wave))


def lofi(wave: Wave, *, bits: int = 10, rate_hz: float = 12_000, cutoff_hz: float = 6000) -> Wave:
    """Return a sound as an early sampler kept it: few `bits`, a low `rate_hz`, dull. An approximation."""
    held = _passed(wave, 0, min(cutoff_hz, 0.45 * rate_hz))
    place = np.floor(np.floor(np.arange(len(wave)) * rate_hz / RATE) * RATE / rate_hz).astype(np.int64)
    steps = 2.0 ** (bits - 1)
    return wave_of(np.round(held[place] * steps) / steps)


def isolator(
    wave: Wave,
    *,
    low: float = 1.0,
    mid: float = 1.0,
    high: float = 1.0,
    low_hz: float = 300.0,
    high_hz: float = 3000.0,
) -> Wave:
    """Return three bands at gains of their own (0 cuts one): all at 1 pass every pitch equally loud."""
    bottom, rest = _split(wave, low_hz)
    middle, top = _split(rest, high_hz)
    # The low band goes through the second crossover too, or the bands would not meet in phase.
    bottom = wave_of(np.add(*_split(bottom, high_hz)))
    return wave_of(low * bottom + mid * middle + high * top)


def _split(wave: Wave, hertz: float) -> tuple[Wave, Wave]:
    from scipy.signal import butter, sosfilt

    halves: list[Any] = []
    for side in ("lowpass", "highpass"):
        once = butter(2, hertz, side, fs=RATE, output="sos")  # twice is Linkwitz and Riley's crossover
        halves.append(sosfilt(once, sosfilt(once, wave, axis=0), axis=0))
    return wave_of(halves[0]), wave_of(halves[1])


def _passed(wave: Wave, low_hz: float, high_hz: float) -> Wave:
    from scipy.signal import butter, sosfilt

    done: Any = sosfilt(butter(2, high_hz, "lowpass", fs=RATE, output="sos"), wave, axis=0)
    if low_hz:
        done = sosfilt(butter(2, low_hz, "highpass", fs=RATE, output="sos"), done, axis=0)
    return wave_of(done)


def _wobbled(wave: Wave, hertz: float, depth_s: float) -> Wave:
    """Play a sound along a place that sways: wow and flutter."""
    place = np.arange(len(wave))
    moved = np.clip(place - depth_s * RATE * (1 - np.cos(2 * np.pi * hertz * place / RATE)), 0, len(wave) - 1)
    if wave.ndim == 1:
        return wave_of(np.interp(moved, place, wave))
    return wave_of(np.stack([np.interp(moved, place, ear) for ear in wave.T], axis=1))


def _like(mono: Wave, wave: Wave) -> Wave:
    return mono[:, None] if wave.ndim == 2 else mono
