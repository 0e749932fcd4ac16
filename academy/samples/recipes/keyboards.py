"""Keys and pads: chords that ring, in stereo."""

import numpy as np

from academy.samples.recipes.harmony import hertz_of
from academy.samples.recipes.processing import driven, filtered, panned
from academy.samples.recipes.waves import (
    RATE,
    TOP_HZ,
    Dice,
    Wave,
    fall,
    modes,
    noise,
    phase,
    sine,
    times,
    wave_of,
)
from academy.samples.recipes.wavetables import saw_gains, table, turned


def electric_piano(hertz: float, length_s: float, bright: float, dice: Dice) -> Wave:
    """Return one note of an electric piano: a bar that is struck, and its tine high above."""
    index = (0.5 + 1.2 * bright) * fall(length_s, 0.8 * length_s, 0.002)
    body = np.sin(2 * np.pi * phase(hertz, length_s) + index * sine(hertz, length_s))
    tine = sine(14 * hertz, length_s) * fall(length_s, 0.12) if 14 * hertz < TOP_HZ else 0.0
    wave = body + 0.25 * bright * tine
    return wave_of((wave + 0.12 * wave**2) * fall(length_s, 1.2 * length_s, 0.002))


def upright(hertz: float, length_s: float, bright: float, dice: Dice) -> Wave:
    """Return one note of a felt piano: slightly stretched partials and a soft hammer."""
    count = np.arange(1, min(18, int(TOP_HZ / hertz)) + 1)
    stretched = hertz * count * np.sqrt(1 + 0.0002 * count**2) / np.sqrt(1.0002)
    gains = 1.1 / count ** (1.9 - 0.8 * bright)
    wave = modes(length_s, stretched, gains, length_s / (1 + 0.25 * (count - 1)))
    return wave_of(wave + 0.1 * filtered(noise(length_s, dice), 200, 1800) * fall(length_s, 0.05, 0.002))


def organ(hertz: float, length_s: float, bright: float, dice: Dice) -> Wave:
    """Return one note of a drawbar organ with a slow rotor."""
    drawbars = [0.8, 0.7, 0.5 * bright + 0.2, 0.4 * bright, 0, 0.3 * bright, 0, 0.25 * bright]
    rotor = 1 + 0.12 * sine(5.6, length_s)
    return wave_of(0.6 * turned(table(hertz, drawbars), phase(hertz, length_s)) * rotor)


_NOTES = {"electric": electric_piano, "upright": upright, "organ": organ}


def keys(
    dice: Dice,
    *,
    notes: tuple[int, ...] = (60,),
    tone: str = "electric",
    decay_s: float = 2.6,
    bright: float = 0.5,
    strum_s: float = 0.012,
    wobble: float = 0.25,
    drive: float = 0.4,
) -> Wave:
    """A chord on the keys: `tone` is electric, upright or organ; `wobble` moves it from ear to ear."""
    whole = np.zeros(len(times(decay_s)))
    for number, note in enumerate(notes):
        at = round(number * strum_s * RATE)
        sound = _NOTES[tone](hertz_of(note), decay_s, bright * (1 - 0.05 * number), dice)
        whole[at:] += sound[: len(whole) - at]
    mono = driven(wave_of(whole * _swell(decay_s, 0.001, 0.25) / (1 + len(notes))), drive)
    mono = filtered(mono, 60, 3000 + 9000 * bright)
    sway = 0.5 * wobble * sine(4.6, decay_s)
    return wave_of(np.stack([mono * (1 - sway), mono * (1 + sway)], axis=1))


def pad(
    dice: Dice,
    *,
    notes: tuple[int, ...] = (60, 64, 67),
    tone: str = "warm",
    decay_s: float = 5.0,
    attack_s: float = 0.6,
    bright_hz: float = 1800,
    spread: float = 7.0,
) -> Wave:
    """A pad: `tone` is warm (saws), glass (sines) or choir; three voices a note, `spread` cents apart."""
    length_s = decay_s
    opening = 0.5 - 0.5 * np.cos(2 * np.pi * np.clip(times(length_s) / length_s, 0, 1))
    whole = np.zeros((len(opening), 2))
    for note in notes:
        hertz = hertz_of(note)
        for place, cents in ((-0.7, -spread), (0.0, 0.0), (0.7, spread)):
            turns = phase(hertz * 2 ** (cents / 1200), length_s) + dice.random()
            if tone == "glass":
                voice = turned(table(hertz, [1, 0.1, 0.25, 0, 0.12, 0, 0.05]), turns)
            else:
                gains = saw_gains(hertz, 2.2 * bright_hz)
                if tone == "choir":  # two vowels' humps over the saw
                    number = hertz * np.arange(1, len(gains) + 1)
                    gains = gains * (0.2 + sum(np.exp(-(((number - f) / 250) ** 2)) for f in (620, 1150)))
                bright = turned(table(hertz, gains), turns)
                dark = turned(table(hertz, saw_gains(hertz, 0.35 * bright_hz)), turns)
                voice = opening * bright + (1 - opening) * dark
            whole += panned(voice, place)
    shape = _swell(length_s, attack_s, 0.35 * length_s)
    return filtered(wave_of(whole * shape[:, None] / (2 * len(notes))), 90)


def _swell(length_s: float, attack_s: float, release_s: float) -> Wave:
    time = times(length_s)
    rise = np.clip(time / max(attack_s, 1e-4), 0, 1)
    left = np.clip((length_s - time) / release_s, 0, 1)
    return wave_of((0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * left)))
