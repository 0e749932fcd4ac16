"""The course kit: sixteen pads and two clicks, a dusty but clear hip-hop kit, and a break cut in eight.

`python -m academy.samples.synthesis.course_kit FOLDER` writes the WAV files again.
"""

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np

from academy.samples.export.wav import wav_bytes
from academy.samples.synthesis.waves import (
    RATE,
    Wave,
    band,
    decay,
    drive,
    finished,
    metal,
    noise,
    sweep,
    tone,
)


def kick() -> Wave:
    """A round kick: a fall from 190 to 48 Hz under a soft beater."""
    body = sweep(0.45, 190, 48, 0.022) * decay(0.45, 0.075, 0.001)
    beater = band(noise(0.45, 1), 900, 5000) * decay(0.45, 0.004)
    return finished(drive(body + 0.18 * beater, 1.8), 0.95)


def snare() -> Wave:
    """A dry snare: two drum modes under bright wires."""
    head = sweep(0.32, 260, 186, 0.012) + 0.5 * tone(0.32, 331)
    wires = band(noise(0.32, 2), 1500, 9500) * decay(0.32, 0.045)
    return finished(drive(0.8 * head * decay(0.32, 0.03) + wires, 1.6), 0.85)


def ghost() -> Wave:
    """The snare played with the fingertips: darker, shorter, quieter."""
    head = sweep(0.18, 215, 180, 0.01) * decay(0.18, 0.022)
    wires = band(noise(0.18, 3), 1200, 6000) * decay(0.18, 0.022)
    return finished(0.6 * head + wires, 0.5)


def hat() -> Wave:
    """A closed hi-hat."""
    return finished(band(metal(0.12, 205) + 0.6 * noise(0.12, 4), 7000, 15000) * decay(0.12, 0.014), 0.55)


def open_hat() -> Wave:
    """An open hi-hat, cut by the closed one."""
    return finished(band(metal(0.6, 205) + 0.6 * noise(0.6, 5), 6500, 15000) * decay(0.6, 0.11), 0.55)


def rim() -> Wave:
    """A rim shot: wood and a click."""
    wood = tone(0.12, 1720, (1, 0.3)) * decay(0.12, 0.008) + tone(0.12, 480) * decay(0.12, 0.012)
    return finished(drive(wood, 2.0), 0.75)


def clap() -> Wave:
    """Hands a few milliseconds apart, then the room."""
    hands = np.zeros(int(0.35 * RATE))
    for delay_s, strength in ((0.0, 0.8), (0.011, 0.7), (0.021, 0.9)):
        at = int(delay_s * RATE)
        hands[at:] += strength * decay(0.35, 0.004)[: len(hands) - at]
    room_at = int(0.028 * RATE)
    hands[room_at:] += decay(0.35, 0.05)[: len(hands) - room_at]
    return finished(band(noise(0.35, 6), 900, 5200) * hands, 0.8)


def tom(start_hz: float, end_hz: float) -> Wave:
    """A tom between two pitches."""
    skin = band(noise(0.5, 7), 300, 2500) * decay(0.5, 0.012)
    return finished(sweep(0.5, start_hz, end_hz, 0.05) * decay(0.5, 0.09, 0.001) + 0.15 * skin, 0.85)


def shaker() -> Wave:
    """A shaker: seeds that swell and stop."""
    swell = np.sin(np.pi * np.clip(np.arange(int(0.14 * RATE)) / (0.1 * RATE), 0, 1)) ** 2
    return finished(band(noise(0.14, 8), 5200, 13000) * swell, 0.45)


def crash() -> Wave:
    """A crash cymbal."""
    return finished(band(0.7 * metal(1.3, 165) + noise(1.3, 9), 3000, 15000) * decay(1.3, 0.26), 0.6)


def ride() -> Wave:
    """A ride: a clear ping over a wash."""
    ping = tone(0.8, 3150, (1, 0.4)) * decay(0.8, 0.05)
    wash = band(metal(0.8, 240) + 0.4 * noise(0.8, 10), 5000, 14000) * decay(0.8, 0.16)
    return finished(0.25 * ping + wash, 0.5)


def bass(hertz: float) -> Wave:
    """A round bass note."""
    note = tone(0.6, hertz, (1, 0.45, 0.2, 0.08)) * decay(0.6, 0.2, 0.006)
    return finished(drive(note, 1.5), 0.8)


def chord(root_hz: float, minor: bool) -> Wave:
    """A chord stab as from an old record: electric piano, a little dust."""
    third = 6 / 5 if minor else 5 / 4
    keys = np.sum([tone(0.8, root_hz * step, (1, 0.5, 0.15)) for step in (1, third, 3 / 2, 9 / 5)], axis=0)
    dusty = band(keys, 150, 3800) * decay(0.8, 0.22, 0.004) + 0.02 * band(noise(0.8, 11), 400, 4000)
    return finished(drive(dusty / 3, 1.4), 0.6)


BREAK_BPM = 90
CHOPS = 8
_STEP = RATE * 60 // BREAK_BPM // 4  # a sixteenth, in samples

# The first bar of the course's Amen exercise, a reconstruction for practice: gain and steps of each drum.
_BREAK: tuple[tuple[Callable[[], Wave], float, tuple[int, ...]], ...] = (
    (kick, 0.95, (1, 3, 11, 12)),
    (snare, 1.0, (5, 13)),
    (ghost, 0.7, (8, 10, 16)),
    (ride, 0.75, (1, 3, 5, 7, 9, 11, 13, 15)),
)


@cache
def drum_break() -> Wave:
    """One bar of drums as from an old record; it begins with what rings over from the bar before."""
    bar = np.zeros(16 * _STEP)
    for drum, gain, steps in _BREAK:
        sound = gain * drum()
        for step in steps:
            places = ((step - 1) * _STEP + np.arange(len(sound))) % len(bar)
            np.add.at(bar, places, sound)
    dusty = band(bar, 45, 9000) + 0.006 * band(noise(len(bar) / RATE, 12), 400, 6000)
    return drive(dusty / np.max(np.abs(dusty)), 1.6) * 0.9


def chop(number: int) -> Wave:
    """One eighth of the break, from 1; played in order and in time the eight are the bar again."""
    length = 2 * _STEP
    cut = drum_break()[(number - 1) * length : number * length].copy()
    cut[:22] *= np.linspace(0, 1, 22)  # half a millisecond, so that it does not click
    cut[-132:] *= np.linspace(1, 0, 132)
    return cut


def click(hertz: float) -> Wave:
    """A metronome click that cuts through drums and hurts nobody."""
    return finished(tone(0.06, hertz, (1, 0.2)) * decay(0.06, 0.008), 0.7)


RECIPES: dict[str, Callable[[], Wave]] = {
    "kick": kick,
    "snare": snare,
    "ghost": ghost,
    "hat": hat,
    "open-hat": open_hat,
    "rim": rim,
    "clap": clap,
    "low-tom": lambda: tom(150, 82),
    "high-tom": lambda: tom(235, 142),
    "shaker": shaker,
    "crash": crash,
    "ride": ride,
    "bass": lambda: bass(55.0),
    "bass-high": lambda: bass(82.4),
    "bass-octave": lambda: bass(110.0),
    "chord1": lambda: chord(220.0, minor=True),
    "chord2": lambda: chord(174.6, minor=False),
    "break": lambda: finished(drum_break(), 0.9),
    **{f"chop{number}": partial(chop, number) for number in range(1, CHOPS + 1)},
    "click": lambda: click(1400),
    "click-accent": lambda: click(2100),
}


def render(name: str) -> bytes:
    """Return a sound as a WAV file: mono, 16 bit, 44.1 kHz."""
    return wav_bytes(np.round(RECIPES[name]() * 32767).astype(np.int16), RATE)


def render_all(folder: Path) -> None:
    """Write every sound of the kit into `folder`."""
    for name in RECIPES:
        (folder / f"{name}.wav").write_bytes(render(name))


if __name__ == "__main__":
    render_all(Path(sys.argv[1]))
