"""The catalogue of the academy's own sounds: each rendered once, measured, and written down.

`data/sounds/catalogue.parquet` is what a desk opens, so that nothing is rendered before it is wanted.
"""

from dataclasses import replace
from pathlib import Path

from academy.samples.analysis.descriptors import descriptors_of
from academy.samples.analysis.hearing import heard
from academy.samples.analysis.loudness import loudness_of
from academy.samples.export.reading import read_sound
from academy.samples.library.catalogue import read_catalogue, write_catalogue
from academy.samples.library.entry import Entry
from academy.samples.library.peaks import peaks_of
from academy.samples.recipes.book import read_book
from academy.samples.rendering import Progress, Rendered
from academy.samples.sound import Sound

CATALOGUE = "catalogue.parquet"


def build_catalogue(
    data: Path, cache: Path, workers: int = 2, progress: Progress | None = None
) -> tuple[int, int]:
    """Write the catalogue of `data`; return how many sounds it has and how many were measured anew.

    Sounds are rendered into `cache`. What is there of a sound whose recipe did not change is kept.
    """
    rendered = Rendered(read_book(data), cache)
    file = data / CATALOGUE
    known = {entry.id: entry for entry in read_catalogue(file)[0]} if file.is_file() else {}
    recipes = rendered.book.recipes
    old = {name for name, recipe in recipes.items() if name in known and known[name].stamp == recipe.digest}
    if len(recipes) - len(old) > 8:
        rendered.fill(data, workers, progress)
    entries = [
        known[name] if name in old else measured(recipe.sound, rendered.path(name), recipe.digest)
        for name, recipe in recipes.items()
    ]
    write_catalogue(file, entries)
    return len(entries), len(entries) - len(old)


def measured(sound: Sound, file: Path, stamp: str) -> Entry:
    """Return a sound of the academy with what its file measures."""
    audio = read_sound(file)
    ear = heard(audio.samples, audio.rate)
    level = loudness_of(audio.samples, audio.rate)
    return Entry(
        replace(sound, kind_confidence=1.0, peak_db=level.peak_db, rms_db=level.rms_db),
        descriptors_of(ear.full, ear.mono, ear.duration_s),
        peaks_of(audio.samples),
        stamp,
    )
