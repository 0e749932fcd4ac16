"""Delay, looper, resonator and pump: effects that change when a sound is heard.

All are approximations that explain a knob, not emulations. Waves are (frames,) or (frames, 2) at 48 kHz.
"""

import numpy as np

from academy.samples.recipes.harmony import hertz_of
from academy.samples.recipes.waves import RATE, Wave, wave_of


def delay(
    wave: Wave,
    *,
    bpm: float,
    beats: float = 0.75,
    feedback: float = 0.5,
    wet: float = 0.5,
    dull_hz: float = 4000,
) -> Wave:
    """Return a sound with repeats `beats` apart, each quieter and duller; it is as long as before.

    An approximation.
    """
    from scipy.signal import butter, sosfilt

    gap = max(1, round(beats * 60 / bpm * RATE))
    darker = butter(1, dull_hz, "lowpass", fs=RATE, output="sos")
    repeat, whole = wave, np.array(wave, dtype=np.float64)
    for number in range(1, 1 + len(wave) // gap):
        repeat = wave_of(sosfilt(darker, repeat, axis=0)) * (feedback if number > 1 else 1.0)
        if np.max(np.abs(repeat)) < 1e-4:
            break
        whole[number * gap :] += wet * repeat[: len(wave) - number * gap]
    return wave_of(whole)


def looper(
    wave: Wave, *, bpm: float, from_beat: float, beats: float = 0.5, times: int = 4, speed: float = 1.0
) -> Wave:
    """Return a sound of which a slice is held and repeated, as with DJFX Looper; negative speed is backwards.

    Slices fade for a millisecond so that they do not click. An approximation.
    """
    start, length = (round(value * 60 / bpm * RATE) for value in (from_beat, beats))
    piece = wave[start : start + length]
    if not len(piece) or speed == 0:
        return wave
    place = (np.arange(length) * speed) % len(piece)
    slice_ = piece[place.astype(np.int64)]
    fade = np.minimum(1, np.minimum(np.arange(length), np.arange(length)[::-1]) / (0.001 * RATE))
    slice_ = slice_ * (fade[:, None] if wave.ndim == 2 else fade)
    held = np.concatenate([slice_] * times)[: len(wave) - start]
    whole = np.array(wave, dtype=np.float64)
    whole[start : start + len(held)] = held
    return wave_of(whole)


def resonator(wave: Wave, *, note: str = "C3", ring: float = 0.9, wet: float = 0.6) -> Wave:
    """Return a sound that rings on one note, as a string held to it would (`ring` below 1).

    An approximation.
    """
    from scipy.signal import lfilter

    gap = RATE / hertz_of(note)
    whole = int(gap)
    feedback = np.zeros(whole + 2)
    feedback[0] = 1.0
    # A delay between two frames is a little of each, so that the note is in tune.
    feedback[whole], feedback[whole + 1] = -ring * (1 - gap + whole), -ring * (gap - whole)
    rung = lfilter([1 - ring], feedback, wave, axis=0)
    return wave_of((1 - wet) * wave + wet * 2 * rung)


def pump(wave: Wave, *, bpm: float, depth: float = 0.7, release_beats: float = 0.6) -> Wave:
    """Return a sound that ducks on every beat, as if a kick pressed it down. An approximation."""
    beat = np.arange(len(wave)) / RATE * bpm / 60 % 1.0
    back = np.clip(beat / release_beats, 0, 1)
    gain = 1 - depth * (0.5 + 0.5 * np.cos(np.pi * back))
    soft = round(0.003 * RATE)  # the duck itself takes three milliseconds, so that it does not click
    edges = np.pad(gain, (soft // 2, soft - soft // 2 - 1), mode="edge")
    gain = np.convolve(edges, np.ones(soft) / soft, "valid")
    return wave_of(wave * (gain[:, None] if wave.ndim == 2 else gain))
