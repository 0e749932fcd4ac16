"""What is known of one sound: its kind, time, key, words, and who says so.

Unknown is an answer: None where a value is not known or has no meaning (a snare has no key).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

DRUMS = ("kick", "snare", "clap", "rim", "hat", "open_hat", "cymbal", "tom", "percussion")
ONE_SHOTS = (*DRUMS, "808", "bass", "keys", "pad", "pluck", "stab")
LOOPS = ("texture", "drum_loop", "chord_loop", "melody_loop")
KINDS = ONE_SHOTS + LOOPS

Origin = Literal["built-in", "learner"]
Source = Literal["recipe", "learner", "name", "audio", "model"]
"""Who says a value, the strongest first: the recipe that made it, the learner, the file's name, the ear, a
language model that was told what the ear measured."""


@dataclass(frozen=True)
class Sound:
    """One sound of the library.

    `bpm_alt` is the other octave of the tempo (half or double); confidences go from 0 to 1. `key` and
    `root` are note names with sharps ("F#"), `mode` is "major" or "minor"; `beats` is the length of a
    loop in quarters. Levels are in dB below full scale. `source` says for each field who says so.
    `recipe` holds the name of a built-in sound's recipe, `path` the file of a learner's own.
    """

    id: str
    name: str
    kind: str | None = None
    kind_confidence: float | None = None
    is_loop: bool = False
    bpm: float | None = None
    bpm_alt: float | None = None
    bpm_confidence: float | None = None
    key: str | None = None
    mode: str | None = None
    key_confidence: float | None = None
    root: str | None = None
    beats: float | None = None
    tags: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    source: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    duration_s: float = 0.0
    peak_db: float | None = None
    rms_db: float | None = None
    channels: int = 1
    rate: int = 48_000
    recipe: str | None = None
    path: Path | None = None
    licence: str | None = None
    origin: Origin = "built-in"

    @property
    def tonic(self) -> str | None:
        """The note that a sound is in: of its key, or its root without the octave; None without either."""
        return self.key or (without_octave(self.root) if self.root else None)


def without_octave(note: str) -> str:
    """Return the name of a note: F# of F#2 and of F#-1."""
    return note.rstrip("-0123456789")
