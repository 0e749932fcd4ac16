"""A library of a few sounds, each as much as a test says of it."""

from typing import Any

from academy.samples.library.entry import Entry
from academy.samples.sound import Sound


def sound(sound_id: str, kind: str, **said: Any) -> Entry:
    """Return a built-in sound; what is not said is not known of it."""
    features = said.pop("features", {})
    known = {
        "name": sound_id.replace("-", " ").title(),
        "recipe": sound_id,
        "is_loop": kind.endswith("_loop"),
    }
    return Entry(Sound(id=sound_id, kind=kind, **{**known, **said}), features, b"", "")


def drum_loop(sound_id: str, bpm: float, beats: int = 8, **said: Any) -> Entry:
    """Return a drum loop of 48 kHz that is exactly as long as its beats."""
    return sound(sound_id, "drum_loop", bpm=bpm, beats=beats, duration_s=beats * 60 / bpm, **said)


def bass(note: str, instrument: str = "bass-sub", **said: Any) -> Entry:
    """Return a note of a bass, such as C1."""
    name = f"{instrument}-{note.lower().replace('#', 's')}"
    return sound(name, "bass", root=note, key=note.rstrip("0123456789"), **said)
