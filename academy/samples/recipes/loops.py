"""Loops: sounds placed on a circle of whole beats, so that the end rings into the beginning.

A line of a loop is written in steps: `X` accent, `x` hit, `-` soft hit, `.` nothing; spaces are for the
eye. A line's steps share the loop evenly; swing delays every second sixteenth.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from academy.errors import SoundError
from academy.samples.recipes.circle import added, frames_of
from academy.samples.recipes.harmony import chord_of, degree_note, voiced
from academy.samples.recipes.keyboards import keys, pad
from academy.samples.recipes.notes import bass, pluck
from academy.samples.recipes.processing import driven, filtered
from academy.samples.recipes.waves import RATE, Dice, Wave, wave_of

STRENGTHS = {"X": 1.0, "x": 0.8, "-": 0.4}
_BASS_FROM, _CHORD_FROM, _LEAD_FROM = 33, 53, 67  # A1, F3, G4: where each voice begins


def steps_of(line: str, where: str) -> list[float]:
    """Return the strength of each step of a line, 0 where nothing sounds."""
    marks = line.replace(" ", "")
    for place, mark in enumerate(marks, 1):
        if mark != "." and mark not in STRENGTHS:
            raise SoundError(f"{where}: step {place} is '{mark}'; expected X, x, - or a dot.")
    return [STRENGTHS.get(mark, 0.0) for mark in marks]


def frame_of(step: int, steps: int, beats: float, frames: int, swing: float) -> int:
    """Return where a step begins; `swing` is the share of the first of two sixteenths, in per cent."""
    beat = step * beats / steps
    sixteenth = beat * 4
    if abs(sixteenth - round(sixteenth)) < 1e-6 and round(sixteenth) % 2:
        beat += (swing - 50) / 100 * 0.5
    return round(beat / beats * frames)


def drum_loop(
    dice: Dice,
    *,
    bpm: float,
    beats: float,
    swing: float = 50,
    lines: Mapping[str, str],
    drums: Mapping[str, Callable[[], Wave]],
    gains: Mapping[str, float],
    loose_ms: float = 3.0,
    drive: float = 0.8,
    bright_hz: float = 16000,
) -> Wave:
    """A drum loop: `lines` in steps, each played by a sound of the library, `loose_ms` as a hand plays."""
    frames = frames_of(beats, bpm)
    whole = np.zeros((frames, 2))
    for lane, line in lines.items():
        steps = steps_of(line, f"line '{lane}'")
        sound = _both_ears(drums[lane]()) * gains.get(lane, 1.0)
        for step, strength in enumerate(steps):
            if strength:
                late = round(dice.uniform(0, loose_ms) / 1000 * RATE)
                at = frame_of(step, len(steps), beats, frames, swing) + late
                added(whole, sound * strength * dice.uniform(0.88, 1.0), at)
    whole /= max(float(np.max(np.abs(whole))), 1e-9)
    return filtered(driven(wave_of(whole), drive, looped=True), 30, bright_hz, looped=True)


def chord_loop(
    dice: Dice,
    *,
    bpm: float,
    beats: float,
    key: str,
    mode: str,
    chords: str,
    tone: str = "electric",
    rhythm: str = "x",
    with_bass: bool = False,
    bright: float = 0.5,
    swing: float = 50,
    dust: float = 0.0,
) -> Wave:
    """A chord loop: numerals such as "ii7 V9 Imaj7", each for its share of the loop, struck in `rhythm`."""
    frames = frames_of(beats, bpm)
    whole = np.zeros((frames, 2))
    numerals = chords.split()
    share = beats / len(numerals)
    strikes = steps_of(rhythm, "rhythm")
    for number, numeral in enumerate(numerals):
        chord = chord_of(numeral, key, mode)
        played: dict[int, Wave] = {}
        struck = [step for step, strength in enumerate(strikes) if strength]
        for step, after in zip(struck, [*struck[1:], len(strikes)], strict=True):
            if after - step not in played:
                length_s = (after - step) * share / len(strikes) * 60 / bpm
                played[after - step] = _chord(dice, voiced(chord, _CHORD_FROM), tone, length_s, bright)
            at = frame_of(number * len(strikes) + step, len(numerals) * len(strikes), beats, frames, swing)
            added(whole, played[after - step] * strikes[step], at)
        if with_bass:
            low = _BASS_FROM + (chord[0] - _BASS_FROM) % 12
            note = bass(dice, note=low, tone="finger", decay_s=share * 60 / bpm, bright_hz=500)
            added(whole, 0.25 * _both_ears(note), frame_of(number, len(numerals), beats, frames, 50))
    return _aged(whole, dust)


def melody_loop(
    dice: Dice,
    *,
    bpm: float,
    beats: float,
    key: str,
    mode: str,
    melody: str,
    tone: str = "kalimba",
    bright: float = 0.5,
    swing: float = 50,
    echo: float = 0.3,
    dust: float = 0.0,
) -> Wave:
    """A melody: scale degrees by step (1 the tonic, 8 its octave), "." nothing; an echo three steps later."""
    frames = frames_of(beats, bpm)
    whole = np.zeros((frames, 2))
    steps = melody.split()
    lead = _LEAD_FROM if tone != "string" else _LEAD_FROM - 12
    played: dict[str, Wave] = {}
    for step, degree in enumerate(steps):
        if degree == ".":
            continue
        if not degree.isdigit():
            raise SoundError(
                f"melody: step {step + 1} is '{degree}'; expected a scale degree from 1, or a dot."
            )
        if degree not in played:
            note = degree_note(int(degree), key, mode, lead)
            played[degree] = pluck(dice, note=note, tone=tone, decay_s=1.3, bright=bright)
        sound = played[degree] * dice.uniform(0.8, 1)
        at = frame_of(step, len(steps), beats, frames, swing)
        added(whole, _both_ears(sound), at)
        later = at + round(3 / len(steps) * frames)
        added(whole, echo * np.stack([0.4 * sound, sound], axis=1), later)
    return _aged(whole, dust)


def _chord(dice: Dice, notes: Sequence[int], tone: str, length_s: float, bright: float) -> Wave:
    ring_s = length_s + 0.35
    if tone in ("warm", "glass", "choir"):
        return pad(
            dice,
            notes=tuple(notes),
            tone=tone,
            decay_s=ring_s + 0.3,
            attack_s=0.15,
            bright_hz=700 + 2200 * bright,
        )
    return keys(dice, notes=tuple(notes), tone=tone, decay_s=ring_s, bright=bright, drive=0.0)


def _aged(whole: Wave, dust: float) -> Wave:
    """Return a loop as from an old record: bent a little, and duller the more `dust` there is."""
    level = whole / max(float(np.max(np.abs(whole))), 1e-9)
    return filtered(driven(level, 0.5 + dust, looped=True), 40, 15000 - 9500 * dust, looped=True)


def _both_ears(wave: Wave) -> Wave:
    return wave if wave.ndim == 2 else wave_of(np.stack([wave, wave], axis=1))
