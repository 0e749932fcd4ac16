"""Noises to lay under a beat: vinyl, tape, room. Each joins its own beginning."""

import numpy as np

from academy.samples.recipes.circle import added, goes_round
from academy.samples.recipes.processing import filtered
from academy.samples.recipes.waves import RATE, Dice, Wave, fall, noise, times, wave_of


def vinyl(
    dice: Dice, *, length_s: float = 6.0, pops_a_s: float = 14.0, hiss: float = 0.3, rumble: float = 0.3
) -> Wave:
    """A worn record: crackle of all sizes, hiss that breathes at 33 turns a minute, the motor's rumble."""
    frames = len(times(length_s))
    turns = max(1, round(length_s * 33.33 / 60))  # whole turns, so that the breath joins too
    breath = 1 + 0.3 * np.sin(2 * np.pi * turns * np.arange(frames) / frames)
    ears = []
    crackle = np.zeros(frames)
    for _ in range(dice.poisson(pops_a_s * length_s)):
        size = min(0.25 * (1 / max(dice.random(), 1e-3)) ** 0.6, 2.0)  # many small, few large
        pop = filtered(noise(0.004, dice), 600, dice.uniform(2500, 9000)) * fall(
            0.004, dice.uniform(8e-4, 4e-3)
        )
        added(crackle, size * pop, int(dice.integers(frames)))
    low = goes_round(25, 90, frames, -3, dice)
    for _ in range(2):
        air = goes_round(300, 9000, frames, -3, dice) * breath
        ears.append(1.6 * np.tanh(crackle) + 0.1 * hiss * air + 0.12 * rumble * low)
    return wave_of(np.stack(ears, axis=1))


def tape(
    dice: Dice, *, length_s: float = 6.0, bright_hz: float = 9000, flutter: float = 0.3, hum: float = 0.1
) -> Wave:
    """A cassette without music: hiss that flutters, and a mains `hum`."""
    frames = len(times(length_s))
    place = 2 * np.pi * np.arange(frames) / frames
    sway = 1 + 0.3 * flutter * (np.sin(place * round(6.7 * length_s)) + np.sin(place * round(0.8 * length_s)))
    buzz = sum(np.sin(place * round(50 * n * length_s)) / n for n in (1, 2, 3, 5))
    ears = [0.5 * goes_round(150, bright_hz, frames, -1.5, dice) * sway + hum * buzz for _ in range(2)]
    return wave_of(np.stack(ears, axis=1))


def rain(dice: Dice, *, length_s: float = 8.0, drops_a_s: float = 60.0, bright_hz: float = 6000) -> Wave:
    """Rain on a window: a wash, and drops on the glass, each from its own side."""
    frames = len(times(length_s))
    ears = np.stack([0.12 * goes_round(400, bright_hz, frames, -3, dice) for _ in range(2)], axis=1)
    for _ in range(dice.poisson(drops_a_s * length_s)):
        pitch = dice.uniform(900, 4500)
        time = np.arange(round(0.012 * RATE)) / RATE
        drop = np.sin(2 * np.pi * pitch * time) * 10 ** (-3 * time / 0.012) * np.minimum(time / 4e-4, 1)
        left = dice.random()
        added(
            ears,
            dice.exponential(0.25) * drop[:, None] * np.array([left, 1 - left]),
            int(dice.integers(frames)),
        )
    return wave_of(np.tanh(ears))
