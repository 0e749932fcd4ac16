"""The building blocks of every recipe, in numpy alone (a lesson's page must not wait for scipy).

Waves are float64 at RATE between about -1 and 1: mono (frames,) or stereo (frames, 2). Decays are the
time in which a sound falls by 60 dB.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

RATE = 48_000
TOP_HZ = 19_000.0
Wave = NDArray[np.float64]
Dice = np.random.Generator


def wave_of(values: ArrayLike) -> Wave:
    """Return values as a wave."""
    return np.asarray(values, dtype=np.float64)


def times(length_s: float) -> Wave:
    """Return the time of each frame, in seconds."""
    return wave_of(np.arange(max(1, round(length_s * RATE))) / RATE)


def fall(length_s: float, decay_s: float, attack_s: float = 0.0005) -> Wave:
    """Return an envelope that rises in `attack_s` and then falls by 60 dB in `decay_s`."""
    time = times(length_s)
    after = np.maximum(time - attack_s, 0.0)
    return wave_of(np.minimum(time / max(attack_s, 1 / RATE), 1.0) * 10 ** (-3 * after / decay_s))


def phase(hertz: ArrayLike, length_s: float) -> Wave:
    """Return the phase, in turns, of a steady or moving pitch."""
    moving = wave_of(hertz)
    if moving.ndim == 0:
        return wave_of(moving * times(length_s))
    return wave_of((np.cumsum(moving) - moving[0]) / RATE)


def sine(hertz: ArrayLike, length_s: float) -> Wave:
    """Return a sine of a steady or moving pitch."""
    return wave_of(np.sin(2 * np.pi * phase(hertz, length_s)))


def drop(start_hz: float, end_hz: float, half_s: float, length_s: float) -> Wave:
    """Return a pitch that falls from `start_hz` to `end_hz`, half of the way every `half_s`."""
    return wave_of(end_hz + (start_hz - end_hz) * 0.5 ** (times(length_s) / half_s))


def modes(length_s: float, hertz: ArrayLike, gains: ArrayLike, decays_s: ArrayLike) -> Wave:
    """Return a struck body: sines, each with its strength and its own decay."""
    whole = np.zeros(len(times(length_s)))
    for pitch, gain, decay_s in np.broadcast(wave_of(hertz), wave_of(gains), wave_of(decays_s)):
        if pitch < TOP_HZ:
            part = _ringing(float(pitch), float(decay_s), min(length_s, 1.2 * float(decay_s)))
            whole[: len(part)] += gain * part
    return wave_of(whole * np.minimum(times(length_s) / 0.0005, 1))


def _ringing(hertz: float, decay_s: float, length_s: float) -> Wave:
    """Return a dying sine, made of blocks that turn and shrink: far fewer sines than frames."""
    frames, block = len(times(length_s)), 512
    rate = (2j * np.pi * hertz - 3 * np.log(10) / decay_s) / RATE
    inside = np.exp(rate * np.arange(block))
    starts = np.exp(rate * block * np.arange(-(-frames // block)))[:, None]
    return wave_of((starts.real * inside.imag + starts.imag * inside.real).ravel()[:frames])


def noise(length_s: float, dice: Dice) -> Wave:
    """Return white noise."""
    return wave_of(dice.uniform(-1.0, 1.0, len(times(length_s))))
