"""Analyse one sound: what its name says first, what the ear says where the name is silent.

`analyse` is pure over samples; `analyse_file` reads the file (in `academy/samples/export/reading.py`).
"""

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from academy.samples.analysis.chroma import chroma_of
from academy.samples.analysis.descriptors import descriptors_of
from academy.samples.analysis.drums import drum_of
from academy.samples.analysis.findings import Findings
from academy.samples.analysis.hearing import Heard, heard
from academy.samples.analysis.key import key_of
from academy.samples.analysis.loop import is_loop
from academy.samples.analysis.loudness import loudness_of
from academy.samples.analysis.names import Named, named
from academy.samples.analysis.root import root_of
from academy.samples.analysis.tempo import tempo_of
from academy.samples.export.reading import read_sound
from academy.samples.sound import DRUMS, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Told = dict[str, tuple[Any, Source]]
"""Values by name, each with who says it."""
UNPITCHED = frozenset({*DRUMS, "texture"}) - {"tom"}
"""Kinds of one-shots that have no root: a drum may ring at a pitch, but nobody plays it for that."""
NO_KEY = 0.8
"""How sure it is that a loop without a key is drums: an estimate, not a measurement."""
WHOLE = 0.02
"""A number in a name is a tempo if it makes the loop whole beats long within 2 % of a beat."""


def analyse(samples: "NDArray[np.floating]", rate: int, name: str = "") -> Findings:
    """Find out what can be known of samples, (frames,) or (frames, channels), full scale ±1, at `rate` Hz."""
    sound, says = heard(samples, rate), named(name)
    values = _measured(sound)
    source: dict[str, Source] = {}
    if says.kind:
        values |= {"kind": says.kind, "kind_confidence": 1.0}
        source["kind"] = "name"
    if not sound.is_silent and len(sound.mono):
        values["is_loop"] = says.is_loop or is_loop(sound.mono, sound.duration_s)
        source["is_loop"] = "name" if says.is_loop else "audio"
        found = _loop(sound, says) if values["is_loop"] else _one_shot(sound, says)
        for key, (value, by) in found.items():
            values[key], source[key] = value, by
    return Findings(**values, source=MappingProxyType(source))


def analyse_file(path: Path) -> Findings:
    """Read and analyse a sound file; its folder's name may say its kind. SoundError says what is wrong."""
    audio = read_sound(path)
    return analyse(audio.samples, audio.rate, f"{path.parent.name}/{path.name}")


def _measured(sound: Heard) -> dict[str, Any]:
    level = loudness_of(sound.full, sound.rate)
    described = {} if sound.is_silent else descriptors_of(sound.full, sound.mono, sound.duration_s)
    return {
        "duration_s": sound.duration_s,
        "channels": sound.full.shape[1],
        "rate": sound.rate,
        "peak_db": level.peak_db,
        "rms_db": level.rms_db,
        "lufs": level.lufs,
        "descriptors": MappingProxyType(described),
    }


def _loop(sound: Heard, says: Named) -> Told:
    """Return tempo, key and kind of a loop, each with who says it."""
    tempo = tempo_of(sound.mono, sound.duration_s)
    bpm = says.bpm or _number_that_fits(says.numbers, sound.duration_s)
    found: Told = {}
    if bpm:
        heard_at = (tempo.bpm, tempo.alt) if tempo else (120.0,)
        alt = min((bpm / 2, bpm * 2), key=lambda octave: min(abs(octave - other) for other in heard_at))
        found |= {"bpm": (bpm, "name"), "bpm_alt": (round(alt, 2), "audio"), "bpm_confidence": (1.0, "name")}
        found["beats"] = (round(bpm * sound.duration_s / 60, 2), "name")
    elif tempo:
        found |= {"bpm": (tempo.bpm, "audio"), "bpm_alt": (tempo.alt, "audio")}
        found |= {"bpm_confidence": (tempo.confidence, "audio"), "beats": (tempo.beats, "audio")}
    chroma = chroma_of(sound.mono)
    key = None if says.kind == "drum_loop" else key_of(chroma)
    if says.key:
        found |= {"key": (says.key, "name"), "mode": (says.mode, "name"), "key_confidence": (1.0, "name")}
    elif key:
        found |= {"key": (key.tonic, "audio"), "mode": (key.mode, "audio"), "key_alt": (key.second, "audio")}
        found["key_confidence"] = (key.confidence, "audio")
    if key:
        found["tuning_cents"] = (round(chroma.tuning_cents, 1), "audio")
    elif not says.kind and not says.key:
        found |= {"kind": ("drum_loop", "audio"), "kind_confidence": (NO_KEY, "audio")}
    return found


def _one_shot(sound: Heard, says: Named) -> Told:
    """Return root and kind of a one-shot, each with who says it."""
    found: Told = {}
    root = None if says.kind in UNPITCHED else root_of(sound.mono)
    if root:
        found |= {"root": (root.name, "audio"), "root_confidence": (root.confidence, "audio")}
    if says.key:
        found |= {"key": (says.key, "name"), "mode": (says.mode, "name"), "key_confidence": (1.0, "name")}
    if not says.kind and not root:
        drum = drum_of(sound)
        if drum:
            found |= {"kind": (drum.kind, "audio"), "kind_confidence": (drum.confidence, "audio")}
    return found


def _number_that_fits(numbers: tuple[int, ...], length_s: float) -> float | None:
    """Return the number of a name at which the loop lasts whole beats; None if none or several do."""
    fitting = [n for n in numbers if abs(n * length_s / 60 - round(n * length_s / 60)) < WHOLE]
    return float(fitting[0]) if len(fitting) == 1 and round(fitting[0] * length_s / 60) else None
