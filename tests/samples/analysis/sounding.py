"""Sounds that a test can work out by hand: clicks, sines and chords."""

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
Floats = NDArray[np.float64]


def sine(hertz: float, length_s: float, rate: int = RATE) -> Floats:
    return np.asarray(0.5 * np.sin(2 * np.pi * hertz * np.arange(round(length_s * rate)) / rate))


def chord(notes: tuple[int, ...], length_s: float, rate: int = RATE) -> Floats:
    """Play MIDI notes with four partials each, as an organ would."""
    tones = [sine(440 * 2 ** ((n - 69) / 12) * k, length_s, rate) / k for n in notes for k in (1, 2, 3, 4)]
    return np.sum(tones, axis=0) / len(notes)


def clicks(beats: int, bpm: float, rate: int = RATE, *, accent: int = 4) -> Floats:
    """Strike a short tone on every beat, lower and louder on every `accent`th: a loop of whole beats."""
    sound = np.zeros(round(beats * 60 / bpm * rate))
    for beat in range(beats):
        time = np.arange(round(0.08 * rate)) / rate
        first = beat % accent == 0
        hit = np.sin(2 * np.pi * (120 if first else 1800) * time) * np.exp(-time / 0.015)
        at = round(beat * 60 / bpm * rate)
        part = hit[: len(sound) - at]
        sound[at : at + len(part)] += (0.8 if first else 0.4) * part
    return sound
