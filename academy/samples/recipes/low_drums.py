"""Drums with a falling pitch: kicks, toms, congas, and the 808 whose fall became a bass."""

import numpy as np

from academy.samples.recipes.harmony import hertz_of
from academy.samples.recipes.processing import driven, filtered
from academy.samples.recipes.waves import Dice, Wave, drop, fall, modes, noise, sine, wave_of


def kick(
    dice: Dice,
    *,
    tune_hz: float = 50,
    from_hz: float = 190,
    drop_s: float = 0.02,
    decay_s: float = 0.4,
    click: float = 0.4,
    drive: float = 1.5,
    bright_hz: float = 6000,
    dust: float = 0.0,
) -> Wave:
    """A kick: a sine that falls to `tune_hz`, a beater's `click`, bent by `drive`, dulled at `bright_hz`."""
    pitch = drop(from_hz, tune_hz, drop_s, decay_s) + drop(2.2 * from_hz, 0, 0.003, decay_s)
    body = sine(pitch, decay_s) * fall(decay_s, decay_s, 0.001)
    beater = filtered(noise(decay_s, dice), 1200, bright_hz) * fall(decay_s, 0.018)
    skin = filtered(noise(decay_s, dice), 200, 1500) * fall(decay_s, 0.5 * decay_s)
    return filtered(driven(body + 0.8 * click * beater + 0.25 * dust * skin, drive), high_hz=bright_hz)


def tom(
    dice: Dice, *, tune_hz: float = 110, decay_s: float = 0.5, skin: float = 0.3, drive: float = 0.8
) -> Wave:
    """A tom: two modes of a skin that fall by a third, and the stick."""
    low = sine(drop(1.5 * tune_hz, tune_hz, 0.03, decay_s), decay_s) * fall(decay_s, decay_s, 0.001)
    high = sine(drop(2.3 * tune_hz, 1.59 * tune_hz, 0.03, decay_s), decay_s) * fall(decay_s, 0.45 * decay_s)
    stick = filtered(noise(decay_s, dice), 900, 9000) * fall(decay_s, 0.06)
    shell = filtered(noise(decay_s, dice), 250, 2500) * fall(decay_s, 0.6 * decay_s, 0.004)
    return driven(low + 0.35 * high + skin * (stick + 0.4 * shell), drive)


def conga(dice: Dice, *, tune_hz: float = 220, decay_s: float = 0.35, slap: float = 0.2) -> Wave:
    """A conga: a warm skin; with `slap` the hand is heard more than the drum."""
    skin = modes(decay_s, tune_hz * wave_of([1, 1.5, 1.98, 2.44]), [1, 0.35, 0.2, 0.12], decay_s * 0.7)
    bend = sine(drop(1.12 * tune_hz, tune_hz, 0.012, decay_s), decay_s) * fall(decay_s, decay_s, 0.001)
    hand = filtered(noise(decay_s, dice), 900, 6000) * fall(decay_s, 0.03 + 0.05 * slap)
    return wave_of((1 - 0.5 * slap) * (0.6 * bend + 0.5 * skin) + 1.1 * slap * hand)


def bass_808(
    dice: Dice,
    *,
    note: str = "C1",
    decay_s: float = 1.6,
    drive: float = 1.0,
    knock: float = 0.3,
    bright_hz: float = 5000,
) -> Wave:
    """An 808: a long low sine that begins with a kick's `knock`; `drive` makes it heard on small speakers."""
    hertz = hertz_of(note)
    body = sine(drop(hertz * (1 + 4 * knock), hertz, 0.008, decay_s), decay_s)
    tick = filtered(noise(decay_s, dice), 700, 4000) * fall(decay_s, 0.015)
    # Held for a moment before it falls: what tells an 808 from a kick.
    held = np.minimum(fall(decay_s, decay_s, 0.002) * 1.6, 1.0) * fall(decay_s, 1e3, 0.002)
    return filtered(driven(body * held + 0.4 * knock * tick, drive), high_hz=bright_hz)
