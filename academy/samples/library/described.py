"""Words for a learner's own sounds: those in their names, and what stands out in their measurements.

What is measured compares with the academy's own sounds (loops with loops), so that a word stays the same
while a folder grows: "bright" is said of what is brighter than three quarters of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from academy.samples.analysis.descriptors import NAMES, percentile, words_for
from academy.samples.library.entry import Entry
from academy.samples.library.moods import FIELD
from academy.samples.library.spelling import normal, words_in
from academy.samples.library.words import Words
from academy.samples.sound import Source


def described(own: Iterable[Entry], built_in: Collection[Entry], words: Words) -> tuple[Entry, ...]:
    """Return a learner's entries with tags and genres, and who says each: `source["tags.bright"]`."""
    genres = {*words.genres, *(genre for entry in built_in for genre in entry.sound.genres)}
    moods = {*words.moods, *(tag for entry in built_in for tag in entry.sound.tags)}
    measures = {looped: _sorted(built_in, looped) for looped in (False, True)}
    return tuple(_described(entry, genres, moods, measures[entry.sound.is_loop]) for entry in own)


def _described(
    entry: Entry, genres: Collection[str], moods: Collection[str], measures: Mapping[str, list[float]]
) -> Entry:
    sound = entry.sound
    written = [word for part in (sound.path.parent.parts if sound.path else ()) for word in words_in(part)]
    phrases = list(_phrases([*written, *words_in(sound.name)]))
    said: dict[str, dict[str, Source]] = {
        "genres": {word: "name" for word in phrases if word in genres},
        "tags": dict.fromkeys(words_for(entry.features, measures), "audio"),
    }
    said["tags"].update((word, "name") for word in phrases if word in moods)
    source: dict[str, Source] = dict(sound.source)
    for field, by_word in said.items():
        for word, by in by_word.items():
            source[f"{field}.{word}"] = by
    if any(by == "name" for by in said["tags"].values()):
        source[FIELD] = "name"
    # A word that a name says comes first.
    tags = sorted(said["tags"], key=lambda word: said["tags"][word] == "audio")
    changed = replace(sound, tags=tuple(tags), genres=tuple(said["genres"]), source=MappingProxyType(source))
    return replace(entry, sound=changed)


def measured(entry: Entry, built_in: Collection[Entry]) -> dict[str, Any]:
    """Return what is measured of a sound, for whoever shall judge it by numbers alone; no word of its name.

    Percentiles say where it stands among the academy's own sounds, loops among loops.
    """
    sound, measures = entry.sound, _sorted(built_in, entry.sound.is_loop)
    known = {
        "kind": sound.kind,
        "is_loop": sound.is_loop,
        "bpm": sound.bpm and round(sound.bpm),
        "key": sound.key and f"{sound.key} {sound.mode or ''}".strip(),
        "root": sound.root,
        "seconds": round(sound.duration_s, 1),
        "level_db": None if sound.rms_db is None else round(sound.rms_db),
        "percentiles": {
            name: round(percentile(value, measures[name])) for name, value in entry.features.items()
        },
    }
    return {name: value for name, value in known.items() if value is not None}


def _phrases(words: list[str]) -> Iterable[str]:
    """Return every one, two and three words in a row in the library's spelling: lo fi, drum and bass."""
    for count in (1, 2, 3):
        for start in range(len(words) - count + 1):
            yield normal(" ".join(words[start : start + count]))


def _sorted(entries: Iterable[Entry], looped: bool) -> dict[str, list[float]]:
    """Return the measurements of all loops, or of all others, by name and in order."""
    features = [entry.features for entry in entries if entry.sound.is_loop == looped and entry.features]
    return {name: sorted(each[name] for each in features) for name in NAMES}
