"""Bass notes and plucked strings: one note, in tune."""

import numpy as np

from academy.samples.recipes.harmony import hertz_of
from academy.samples.recipes.processing import driven, filtered
from academy.samples.recipes.waves import TOP_HZ, Dice, Wave, fall, modes, noise, phase, sine, times, wave_of
from academy.samples.recipes.wavetables import saw_gains, table, turned


def bass(
    dice: Dice,
    *,
    note: str | int = "C2",
    tone: str = "sub",
    decay_s: float = 1.2,
    drive: float = 0.6,
    bright_hz: float = 900,
) -> Wave:
    """A bass note: `tone` is sub (round), fm (rubber), saw (synth) or finger (a plucked string)."""
    hertz = hertz_of(note)
    shape = fall(decay_s, 1.4 * decay_s, 0.004) * _released(decay_s, 0.06)
    if tone == "fm":
        index = 2.4 * fall(decay_s, 0.5 * decay_s, 0.002)
        wave = np.sin(2 * np.pi * phase(hertz, decay_s) + index * sine(hertz, decay_s))
    elif tone == "saw":
        open_part = fall(decay_s, 0.5 * decay_s, 0.003)
        turns = phase(hertz, decay_s)
        bright = turned(table(hertz, saw_gains(hertz, 3.5 * bright_hz)), turns)
        dark = turned(table(hertz, saw_gains(hertz, 0.6 * bright_hz)), turns)
        wave = open_part * bright + (1 - open_part) * dark
    elif tone == "finger":
        count = np.arange(1, 13)
        wave = modes(decay_s, hertz * count, 0.9 / count**1.2, 1.3 * decay_s / count**0.7)
        wave = wave + 0.15 * filtered(noise(decay_s, dice), 400, 2500) * fall(decay_s, 0.025)
    else:
        wave = turned(table(hertz, [1, 0.35, 0.12, 0.05]), phase(hertz, decay_s))
    return filtered(driven(wave_of(0.8 * wave * shape), drive), high_hz=4 * bright_hz)


def pluck(
    dice: Dice,
    *,
    note: str | int = "C4",
    tone: str = "string",
    decay_s: float = 1.2,
    bright: float = 0.5,
) -> Wave:
    """A plucked or struck note: `tone` is string, kalimba, marimba or bell; `bright` from 0 to 1."""
    hertz = hertz_of(note)
    if tone == "kalimba":
        wave = modes(decay_s, hertz * wave_of([1, 2, 5.4]), [1, 0.15, 0.3 * bright], [decay_s, 0.4, 0.12])
        wave = wave + 0.12 * filtered(noise(decay_s, dice), 800, 4000) * fall(decay_s, 0.02)
    elif tone == "marimba":
        wave = modes(
            decay_s, hertz * wave_of([1, 4, 9.2]), [1, 0.5 * bright, 0.2 * bright], [decay_s, 0.3, 0.1]
        )
    elif tone == "bell":
        index = 1.8 * bright * fall(decay_s, 0.6 * decay_s)
        wave = np.sin(2 * np.pi * phase(hertz, decay_s) + index * sine(3.5 * hertz, decay_s))
        wave = wave * fall(decay_s, decay_s, 0.001)
    else:
        count = np.arange(1, min(40, int(TOP_HZ / hertz)) + 1)
        # A string plucked at a seventh of its length lacks every seventh partial; felt dulls the rest.
        gains = np.abs(np.sin(np.pi * count / 7)) / count ** (1.6 - 0.9 * bright) * 1.8
        wave = modes(decay_s, hertz * count, gains, decay_s / (1 + (0.18 - 0.1 * bright) * (count - 1)))
    return wave_of(wave)


def stab(
    dice: Dice,
    *,
    notes: tuple[int, ...] = (60, 63, 67, 70),
    tone: str = "brass",
    decay_s: float = 0.6,
    bright_hz: float = 3000,
    drive: float = 0.5,
) -> Wave:
    """A short chord as cut from a record: `tone` is brass, organ or synth."""
    shape = fall(decay_s, 1.8 * decay_s, 0.012 if tone == "brass" else 0.003) * _released(decay_s, 0.09)
    open_part = np.clip(times(decay_s) / 0.04, 0, 1) * fall(decay_s, 1.5 * decay_s, 0.001)
    whole = np.zeros(len(shape))
    for number in notes:
        hertz = hertz_of(number)
        for cents in (-6.0, 6.0) if tone != "organ" else (0.0,):
            turns = phase(hertz * 2 ** (cents / 1200), decay_s) + dice.random()
            if tone == "organ":
                whole += turned(table(hertz, [0.8, 0.6, 0.5, 0.3, 0, 0.15, 0, 0.1]), turns)
            else:
                bright = turned(table(hertz, saw_gains(hertz, bright_hz)), turns)
                dark = turned(table(hertz, saw_gains(hertz, 0.25 * bright_hz)), turns)
                whole += open_part * bright + (1 - open_part) * dark
    return filtered(driven(wave_of(whole * shape / len(notes)), drive), 120, 2.5 * bright_hz)


def _released(length_s: float, release_s: float) -> Wave:
    """Return a shape that lets go smoothly at the end."""
    left = np.clip((length_s - times(length_s)) / release_s, 0, 1)
    return wave_of(0.5 - 0.5 * np.cos(np.pi * left))
