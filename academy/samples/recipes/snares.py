"""Backbeats: snares, claps and rims."""

import numpy as np

from academy.samples.recipes.processing import driven, filtered
from academy.samples.recipes.processing import room as in_a_room
from academy.samples.recipes.waves import RATE, Dice, Wave, drop, fall, modes, noise, sine, times, wave_of


def snare(
    dice: Dice,
    *,
    tune_hz: float = 185,
    decay_s: float = 0.3,
    wires: float = 0.6,
    body_s: float = 0.12,
    bright_hz: float = 9000,
    snap: float = 0.5,
    drive: float = 1.0,
    room: float = 0.0,
) -> Wave:
    """A snare: the head's modes, the `wires` under it, the stick's `snap`, perhaps a `room`."""
    bend = drop(1.25 * tune_hz, tune_hz, 0.012, decay_s)
    head = sine(bend, decay_s) * fall(decay_s, body_s, 0.0008)
    head += modes(decay_s, tune_hz * wave_of([1.59, 2.14, 2.65]), [0.5, 0.3, 0.2], 0.7 * body_s)
    hiss = filtered(noise(decay_s, dice), 1100, bright_hz)
    hiss *= 0.65 * fall(decay_s, 0.45 * decay_s, 0.001) + 0.35 * fall(decay_s, decay_s, 0.004)
    stick = filtered(noise(decay_s, dice), 2500, 14000) * fall(decay_s, 0.014)
    wave = driven((1 - 0.6 * wires) * head + 1.3 * wires * hiss + 0.6 * snap * stick, drive)
    return in_a_room(wave, 0.35, room, dice) if room else wave


def clap(
    dice: Dice,
    *,
    hands: int = 4,
    gap_s: float = 0.011,
    pitch_hz: float = 1150,
    ring: float = 1.3,
    decay_s: float = 0.35,
    room: float = 0.3,
    bright_hz: float = 8000,
) -> Wave:
    """A clap: `hands` bursts `gap_s` apart around one pitch, then their echo, in stereo."""
    time = times(decay_s)
    strokes = np.zeros(len(time))
    for hand in range(hands):
        at = round(hand * gap_s * dice.uniform(0.85, 1.15) * RATE) if hand else 0
        stroke = fall(decay_s, 0.045, 0.0004) * dice.uniform(0.75, 1)
        if hand == hands - 1:  # the last hand is followed by the echo of all of them
            stroke = np.maximum(stroke, 0.3 * fall(decay_s, 0.8 * decay_s, 0.0004))
        strokes[at:] = np.maximum(strokes[at:], stroke[: len(time) - at])
    grain = noise(decay_s, dice)
    skin = filtered(grain, pitch_hz / 1.15, pitch_hz * 1.15, ring) + 0.6 * filtered(grain, 1500, bright_hz)
    return in_a_room(driven(filtered(skin, 500) * strokes, 1.2), 0.25, room, dice)


def rim(
    dice: Dice,
    *,
    tune_hz: float = 480,
    wood_hz: float = 1700,
    decay_s: float = 0.12,
    stick: float = 0.5,
    shell: float = 0.3,
    drive: float = 1.5,
) -> Wave:
    """A rim: a stick on the hoop, so wood (`wood_hz`) over a short shell (`tune_hz`)."""
    wood = modes(decay_s, wood_hz * wave_of([1, 1.51, 2.32]), [1, 0.5, 0.3], [0.05, 0.035, 0.025])
    drum = modes(decay_s, tune_hz * wave_of([1, 1.72]), [1, 0.5], [0.8 * decay_s, 0.5 * decay_s])
    hit = filtered(noise(decay_s, dice), 1800, 9000) * fall(decay_s, 0.012, 0.0002)
    return filtered(driven(wood + shell * drum + 0.9 * stick * hit, drive), 180)
