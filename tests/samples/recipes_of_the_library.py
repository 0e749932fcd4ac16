"""The library's recipes, read once, and a few of every family."""

from functools import cache
from pathlib import Path

import numpy as np

from academy.samples.recipes.book import Book, read_book
from academy.samples.recipes.orchestra import Recipe, play
from academy.samples.recipes.waves import Wave

FOLDER = Path(__file__).parents[2] / "data" / "sounds"


@cache
def book() -> Book:
    return read_book(FOLDER)


def one_of_each_family() -> list[Recipe]:
    """Return the first recipe of every family: about eighty sounds."""
    families: dict[tuple[str, ...], Recipe] = {}
    for recipe in book().recipes.values():
        mark = (recipe.instrument, str(recipe.sound.kind), *recipe.sound.tags)
        families.setdefault(mark, recipe)
    return list(families.values())


@cache
def sound_of(sound_id: str) -> Wave:
    return play(book().recipe(sound_id))


def pitch_hz(wave: Wave, near_hz: float) -> float:
    """Return the pitch near a frequency: the top of the spectrum there, between bins."""
    mono = wave.mean(axis=1) if wave.ndim == 2 else wave
    steady = mono[4800:] if len(mono) > 14400 else mono  # after what falls at the start
    size = 1 << 21
    power = np.log(np.abs(np.fft.rfft(steady * np.hanning(len(steady)), size)) + 1e-9)
    low, high = (round(near_hz * factor * size / 48_000) for factor in (0.94, 1.06))
    top = low + int(np.argmax(power[low:high]))
    left, middle, right = power[top - 1 : top + 2]
    return float((top + 0.5 * (left - right) / (left - 2 * middle + right)) * 48_000 / size)
