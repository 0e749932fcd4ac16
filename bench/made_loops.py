"""Loops made here with a known tempo or key, as samples.md 2.1 describes them.

Drums: nine patterns at 60 to 180 BPM, straight or swung, of 1, 2 or 4 bars; a third is exact, a third keeps
its tail uncut, a third has silence at its end. Chords: all 24 keys eight times, five timbres, 70 to 140 BPM,
half of them with drums, some out of tune by up to 25 cents; 3 of 12 progressions do not begin on the tonic,
so nobody could name every key.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.drum_loops import RATE, Known, by_course_kit

PATTERNS = (
    {36: "x.......x.......", 38: "....x.......x...", 42: "x.x.x.x.x.x.x.x."},
    {36: "x..x..x...x.....", 38: "....x.......x..x", 42: "x.x.x.x.x.x.x.x."},
    {36: "x...x...x...x...", 39: "....x.......x...", 42: "..x...x...x...x."},
    {36: "x.x.......xx....", 38: "....x..x.x..x..x", 51: "x.x.x.x.x.x.x.x."},
    {36: "x.....x...x.....", 38: "........x.......", 42: "xxxxxxxxxxxxxxxx"},
    {36: "x..x..x.x..x..x.", 37: "..x..x....x.x...", 42: "x...x...x...x..."},
    {36: "x.........x.....", 38: "....x..x....x...", 42: "x.xxx.xxx.xxx.xx"},
    {36: "x......xx.......", 38: "....x.......x.x.", 46: "..x...x...x...x."},
    {36: "x...x...x...x...", 38: "....x.......x...", 42: "xxxxxxxxxxxxxxxx", 49: "x..............."},
)
PROGRESSIONS = {
    "major": ("I V vi IV", "I vi IV V", "Imaj7 vi7 ii7 V7", "I IV I V", "ii7 V7 Imaj7 Imaj7", "IV V iii vi"),
    "minor": ("i VI III VII", "i iv V i", "i7 iv7 V7 i7", "i VII VI VII", "i i7 iv VI", "VI VII i i"),
}
NUMERALS = {"I": 0, "II": 1, "III": 2, "IV": 3, "V": 4, "VI": 5, "VII": 6}
SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
TIMBRES = ("electric", "organ", "saw", "pluck", "soft")


@dataclass(frozen=True)
class Keyed:
    """A loop whose key is known: `tonic` 0 is C."""

    samples: "np.ndarray"
    tonic: int
    mode: str
    with_drums: bool
    rate: int = RATE


def drums(count: int, seed: int) -> Iterator[Known]:
    """Make drum loops; the group says exact, tail or padded."""
    dice = random.Random(seed)
    for number in range(count):
        pattern, bars = dice.choice(PATTERNS), dice.choice((1, 2, 4))
        bpm, swing = float(dice.randint(60, 180)), dice.choice((50, 58, 66))
        notes = _notes(pattern, bars, bpm, swing, dice)
        length_s = bars * 240 / bpm
        group = ("exact", "tail", "padded")[number % 3]
        tail_s = {"exact": 0.0, "tail": dice.uniform(0.2, 0.8), "padded": 0.0}[group]
        audio = by_course_kit(notes, length_s, tail_s)
        if group == "padded":
            audio = np.pad(audio, (0, round(dice.uniform(0.1, 1.0) * RATE)))
        yield Known(f"{group} {number}", group, audio.astype(np.float32), bpm)


def _notes(
    pattern: dict[int, str], bars: int, bpm: float, swing: float, dice: random.Random
) -> tuple[tuple[float, int, int], ...]:
    step_s, notes = 15 / bpm, []
    for bar in range(bars):
        for note, line in pattern.items():
            for step, mark in enumerate(line):
                if mark == "x" and (note != 49 or bar == 0):
                    late = (swing - 50) / 50 * step_s * (step % 2) + max(0.0, dice.gauss(0, 0.004))
                    hard = dice.randint(85, 120) if step % 4 == 0 else dice.randint(50, 100)
                    notes.append(((bar * 16 + step) * step_s + late, note, hard))
    return tuple(sorted(notes))


def chords(seed: int, times: int = 8) -> Iterator[Keyed]:
    """Make chord loops in all 24 keys, every second one with drums."""
    dice = random.Random(seed)
    for number in range(24 * times):
        tonic, mode = number % 12, ("major", "minor")[number // 12 % 2]
        with_drums = bool((number // 24) % 2)
        bpm, tune = dice.uniform(70, 140), dice.choice((0.0, 0.0, dice.uniform(-0.25, 0.25)))
        numerals = dice.choice(PROGRESSIONS[mode]).split()
        audio = _played(numerals, tonic, mode, bpm, tune, dice)
        if with_drums:
            beat = _notes(dice.choice(PATTERNS), 4, bpm, 50, dice)
            hits = by_course_kit(beat, 960 / bpm, 0.0)[: len(audio)]
            audio[: len(hits)] += dice.uniform(0.5, 1.0) * hits
        yield Keyed((0.7 * audio / np.abs(audio).max()).astype(np.float32), tonic, mode, with_drums)


def notes_of(numeral: str, tonic: int, mode: str) -> list[int]:
    """Return a chord of the scale as MIDI numbers near middle C, its root an octave or two below."""
    letters = numeral.removesuffix("maj7").removesuffix("7")
    degree, scale = NUMERALS[letters.upper()], list(SCALES[mode])
    if letters == "V":
        scale[6] = 11  # the dominant has the leading note in minor too
    places = (0, 2, 4, 6) if numeral.endswith("7") else (0, 2, 4)
    tones = [tonic + scale[(degree + up) % 7] + 12 * ((degree + up) // 7) for up in places]
    return [36 + tones[0] % 12, *(52 + (tone - 52) % 12 for tone in tones)]


def _played(
    numerals: list[str], tonic: int, mode: str, bpm: float, tune: float, dice: random.Random
) -> "np.ndarray":
    length = round(960 / bpm * RATE)
    audio, timbre = np.zeros(length), dice.choice(TIMBRES)
    strikes = dice.choice(("x...............", "x.......x.......", "x..x..x...x.....", "x...x...x...x..."))
    places = [step for step, mark in enumerate(strikes) if mark == "x"]
    for number, numeral in enumerate(numerals):
        for place, after in zip(places, [*places[1:], 16], strict=True):
            held_s = (after - place) * 15 / bpm
            for note in notes_of(numeral, tonic, mode):
                sound = tone(note + tune, held_s, timbre, dice.random()) * dice.uniform(0.7, 1.0)
                at = round((16 * number + place) * 15 / bpm * RATE)
                part = sound[: length - at]
                audio[at : at + len(part)] += part
    return audio / np.abs(audio).max()


def tone(note: float, held_s: float, timbre: str, phase: float) -> "np.ndarray":
    """Make one note of a timbre by adding partials."""
    time = np.arange(round((held_s + 0.05) * RATE)) / RATE
    hertz = 440 * 2 ** ((note - 69) / 12)
    count = min(12 if timbre == "saw" else 6, int(9000 / hertz))
    sound = np.zeros(len(time))
    for partial in range(1, count + 1):
        level = {
            "electric": (1, 0.35, 0.1, 0.2, 0.03, 0.02),
            "organ": (1, 0.8, 0.6, 0.5, 0.05, 0.3),
            "pluck": (1, 0.7, 0.5, 0.3, 0.25, 0.2),
            "soft": (1, 0.25, 0.06, 0.02, 0.0, 0.0),
        }.get(timbre, tuple(1 / k for k in range(1, 13)))[partial - 1]
        fall = {"electric": 1.2 * partial**0.5, "pluck": 2.5 * partial}.get(timbre, 0.0)
        sound += level * np.exp(-fall * time) * np.sin(2 * np.pi * (partial * hertz * time + phase))
    return sound * np.clip(np.minimum(time / 0.008, (held_s + 0.05 - time) / 0.05), 0, 1)
