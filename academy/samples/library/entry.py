"""One line of the library: a sound, its measured character, its waveform in small, and its row for a page."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from academy.samples.sound import Sound

Json = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A sound of the library.

    `features` are the descriptors of `academy/samples/analysis/descriptors.py` by name, empty for silence.
    `peaks` are 512 bytes: the lowest and the highest sample of each 256th of the sound, as signed bytes.
    `stamp` tells whether a sound is still the one that was measured: the digest of its recipe, or size,
    time and content of a learner's file.
    """

    sound: Sound
    features: Mapping[str, float]
    peaks: bytes
    stamp: str

    @property
    def id(self) -> str:
        """The id of the sound."""
        return self.sound.id


def row(entry: Entry) -> Json:
    """Return what a page or a program is told of a sound; `file` is relative to the learner's folder."""
    sound = entry.sound
    return {
        "id": sound.id,
        "name": sound.name,
        "kind": sound.kind,
        "is_loop": sound.is_loop,
        "bpm": sound.bpm,
        "bpm_alt": sound.bpm_alt,
        "key": sound.key,
        "mode": sound.mode,
        "root": sound.root,
        "beats": sound.beats,
        "tags": list(sound.tags),
        "genres": list(sound.genres),
        "duration_s": round(sound.duration_s, 4),
        "channels": sound.channels,
        "rms_db": sound.rms_db,
        "origin": sound.origin,
        "file": sound.path.as_posix() if sound.path else None,
        "source": dict(sound.source),
        "confidence": {
            "bpm": sound.bpm_confidence,
            "key": sound.key_confidence,
            "kind": sound.kind_confidence,
        },
        "peaks": b64encode(entry.peaks).decode("ascii"),
    }
