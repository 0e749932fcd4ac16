"""Metal: closed and open hats, cymbals, rides, cowbells, bells."""

from itertools import pairwise

import numpy as np

from academy.samples.recipes.processing import driven, filtered
from academy.samples.recipes.waves import RATE, Dice, Wave, fall, modes, noise, times, wave_of

_SQUARES = (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)  # the six oscillators of an analogue cymbal, by ratio


def ring(length_s: float, base_hz: float) -> Wave:
    """Return six detuned square waves, band-limited: what a drum machine calls metal."""
    whole = np.zeros(len(times(length_s)))
    for ratio in _SQUARES:
        odd = np.arange(1, 42, 2)
        hertz = base_hz * ratio * odd
        whole += modes(length_s, hertz, 1 / odd, 1e3)
    return wave_of(whole / 3)


def plate(length_s: float, low_hz: float, high_hz: float, partials: int, decay_s: float, dice: Dice) -> Wave:
    """Return a struck plate: many partials, more of them the higher, and the high ones die first."""
    frames = len(times(length_s))
    whole = np.zeros(frames)
    edges = np.geomspace(low_hz, high_hz, 7)
    for number, (low, high) in enumerate(pairwise(edges)):
        spectrum = np.zeros(frames // 2 + 1, dtype=np.complex128)
        count = max(3, round(partials * (number + 1) / 21))
        lines = np.unique(np.round(dice.uniform(low, high, count) * frames / RATE).astype(int))
        lines = lines[lines < len(spectrum)]
        spectrum[lines] = dice.uniform(0.4, 1, len(lines)) * np.exp(2j * np.pi * dice.random(len(lines)))
        part = np.fft.irfft(spectrum, frames) * frames / np.sqrt(partials)
        whole += part * fall(length_s, decay_s * (1.1 - 0.07 * number), 0.0008 + 0.0015 * (5 - number))
    return wave_of(whole)


def hat(
    dice: Dice,
    *,
    base_hz: float = 205,
    decay_s: float = 0.12,
    low_hz: float = 7000,
    bright_hz: float = 15000,
    metal: float = 0.5,
    tick: float = 0.3,
    body: float = 0.0,
    drive: float = 0.0,
) -> Wave:
    """A hi-hat, closed when `decay_s` is short: metal against noise, with the stick's `tick`, and perhaps
    the `body` of the plates below the sizzle."""
    wash = (1 - metal) * noise(decay_s, dice) + 1.2 * metal * ring(decay_s, base_hz)
    bright = filtered(filtered(wash, low_hz, bright_hz), low_hz)
    if body:
        bright = bright + 0.5 * body * filtered(plate(decay_s, 500, 6000, 80, decay_s, dice), 900, 6000)
    shape = 0.6 * fall(decay_s, decay_s, 0.0006) + 0.4 * fall(decay_s, 0.4 * decay_s, 0.0004)
    stick = filtered(noise(decay_s, dice), 5000, 16000) * fall(decay_s, 0.012, 0.0002)
    return driven(bright * shape + 0.4 * tick * stick, drive)


def cymbal(
    dice: Dice,
    *,
    low_hz: float = 700,
    bright_hz: float = 15000,
    decay_s: float = 2.4,
    noisy: float = 0.5,
    bell: float = 0.0,
    bell_hz: float = 3000,
) -> Wave:
    """A crash in stereo, or with a `bell` a ride: partials and noise of which the high part dies first."""
    ears = []
    for _ in range(2):
        wash = plate(decay_s, low_hz, bright_hz, 260, decay_s, dice)
        air = filtered(noise(decay_s, dice), 4000, bright_hz) * fall(decay_s, 0.85 * decay_s, 0.002)
        ears.append(0.6 * wash + 1.2 * noisy * air)
    ping = modes(decay_s, bell_hz * wave_of([1, 1.48, 2.09, 2.77]), [1, 0.7, 0.5, 0.3], 0.4 * decay_s)
    stick = filtered(noise(decay_s, dice), 3000, 12000) * fall(decay_s, 0.02, 0.0003)
    both = wave_of(np.stack(ears, axis=1)) + (1.5 * bell * ping + 0.5 * stick)[:, None]
    return filtered(both, 160)


def cowbell(dice: Dice, *, tune_hz: float = 560, decay_s: float = 0.4, drive: float = 1.0) -> Wave:
    """A cowbell: two square tones a little more than a fifth apart."""
    time = times(decay_s)
    tones = np.zeros(len(time))
    for ratio in (1.0, 1.48):
        for partial in range(1, 16, 2):
            tones += np.sin(2 * np.pi * tune_hz * ratio * partial * time) / partial
    shape = 0.6 * fall(decay_s, 0.08) + 0.4 * fall(decay_s, decay_s)
    return filtered(driven(0.5 * tones * shape, drive), 0.9 * tune_hz, 6 * tune_hz)


def bell(dice: Dice, *, tune_hz: float = 1800, decay_s: float = 1.0, hard: float = 0.4) -> Wave:
    """A triangle or a small bell: a few pure partials that ring."""
    ratios = wave_of([1, 2.76, 5.4, 8.93])
    gains = wave_of([1, 0.6, 0.4, 0.25]) ** (1.5 - hard)
    return modes(decay_s, tune_hz * ratios, gains, decay_s * wave_of([1, 0.7, 0.45, 0.3]))
