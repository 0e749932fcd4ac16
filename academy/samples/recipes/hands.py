"""Small percussion: shakers, tambourines, wood blocks, finger snaps."""

import numpy as np

from academy.samples.recipes.processing import filtered
from academy.samples.recipes.waves import RATE, Dice, Wave, fall, modes, noise, times, wave_of


def shaker(
    dice: Dice, *, decay_s: float = 0.14, swell: float = 0.45, low_hz: float = 5000, bright_hz: float = 13000
) -> Wave:
    """A shaker: seeds that swell for a part of its length (`swell`, 0 to 1) and stop."""
    time = times(decay_s) / decay_s
    shape = np.where(time < swell, (time / swell) ** 2, ((1 - time) / (1 - swell)) ** 2)
    grains = noise(decay_s, dice) * (0.4 + 0.6 * (dice.random(len(time)) > 0.8))
    return wave_of(filtered(filtered(grains, low_hz, bright_hz), low_hz) * shape)


def tambourine(dice: Dice, *, decay_s: float = 0.3, jingles_hz: float = 6500, skin: float = 0.2) -> Wave:
    """A tambourine: jingles that strike a few times, over a little skin."""
    ratios = dice.uniform(0.8, 2.0, 14)
    ringing = modes(decay_s, jingles_hz * ratios, 0.35, decay_s * dice.uniform(0.4, 0.9, 14))
    hiss = filtered(noise(decay_s, dice), jingles_hz, 15000) * fall(decay_s, 0.6 * decay_s)
    struck = np.zeros(len(hiss))
    for at_s, strength in ((0.0, 0.7), (0.011, 1.0), (0.034, 0.5)):
        at = round(at_s * RATE)
        struck[at:] += strength * (ringing + 0.8 * hiss)[: len(hiss) - at]
    return wave_of(struck + skin * filtered(noise(decay_s, dice), 250, 1200) * fall(decay_s, 0.06))


def wood(dice: Dice, *, tune_hz: float = 900, decay_s: float = 0.15, hollow: float = 0.5) -> Wave:
    """A wood block or a clave: two partials, a hollow one below."""
    pitches, gains = tune_hz * wave_of([1, 1.47, 2.63]), wave_of([1, 0.6 * hollow, 0.25])
    knock = filtered(noise(decay_s, dice), 1500, 8000) * fall(decay_s, 0.01, 0.0002)
    return wave_of(modes(decay_s, pitches, gains, decay_s * wave_of([0.9, 0.6, 0.3])) + 0.3 * knock)


def snap(dice: Dice, *, pitch_hz: float = 2200, decay_s: float = 0.2, room: float = 0.3) -> Wave:
    """A finger snap: one narrow burst and a short echo."""
    grain = noise(decay_s, dice)
    shape = fall(decay_s, 0.045, 0.0006) + 0.25 * room * fall(decay_s, decay_s, 0.006)
    return wave_of(filtered(filtered(grain, pitch_hz / 1.2, pitch_hz * 1.25, 1.6), 700) * shape)
