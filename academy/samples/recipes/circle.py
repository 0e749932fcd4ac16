"""A loop is a circle of frames: what rings over its end is heard at its beginning."""

import numpy as np

from academy.samples.recipes.waves import RATE, Dice, Wave, wave_of


def frames_of(beats: float, bpm: float) -> int:
    """Return a loop's exact length in frames: whole beats at RATE."""
    return round(beats * 60 / bpm * RATE)


def added(whole: Wave, part: Wave, at: int) -> None:
    """Add a part into a loop from frame `at` on; what is longer than the loop goes round again."""
    frames = len(whole)
    for start in range(0, len(part), frames):
        piece = part[start : start + frames]
        first = (at + start) % frames
        head = min(len(piece), frames - first)
        whole[first : first + head] += piece[:head]
        whole[: len(piece) - head] += piece[head:]


def goes_round(hertz_low: float, hertz_high: float, frames: int, tilt_db: float, dice: Dice) -> Wave:
    """Return noise of a band that joins its own beginning; `tilt_db` an octave colours it (-3: pink)."""
    hertz = np.fft.rfftfreq(frames, 1 / RATE)
    loud = np.where((hertz >= hertz_low) & (hertz <= hertz_high), 1.0, 0.0)
    loud *= (np.maximum(hertz, 1.0) / 1000) ** (tilt_db / 6.02)
    turn = np.exp(2j * np.pi * dice.random(len(hertz)))
    wave = np.fft.irfft(loud * turn, frames)
    return wave_of(wave / np.sqrt(np.mean(wave**2)))
