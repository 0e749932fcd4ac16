"""Tones from one turn of a wave, read along a phase: no partial is above hearing, so nothing aliases."""

import numpy as np
from numpy.typing import ArrayLike

from academy.samples.recipes.waves import TOP_HZ, Wave, wave_of


def table(hertz: float, gains: ArrayLike) -> Wave:
    """Return one turn of a tone with the given strengths of its partials, none above hearing."""
    strengths = wave_of(gains)[: max(1, int(TOP_HZ / hertz))]
    spectrum = np.zeros(2049, dtype=np.complex128)
    count = min(len(strengths), 1000)
    spectrum[1 : count + 1] = -0.5j * strengths[:count]
    turn = np.fft.irfft(spectrum, 4096) * 4096
    return wave_of(np.append(turn, turn[0]))


def saw_gains(hertz: float, cutoff_hz: float) -> Wave:
    """Return the partials of a saw behind a low-pass at `cutoff_hz`."""
    number = np.arange(1, max(2, int(TOP_HZ / hertz) + 1))
    return wave_of(0.6 / number / np.sqrt(1 + (number * hertz / cutoff_hz) ** 4))


def turned(turn: Wave, turns: Wave) -> Wave:
    """Play a table along a phase in turns."""
    place = (turns - np.floor(turns)) * 4096
    left = place.astype(np.intp)
    place -= left
    place *= np.diff(turn).take(left)  # in place: a pad has dozens of voices, each seconds long
    place += turn.take(left)
    return wave_of(place)
