"""What the band plays: each part of `data/sounds/band.toml`, opened out into its notes and chords."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from academy.errors import SoundError
from academy.samples.recipes.harmony import CHORDS, NAMES, notes_between, number_of
from academy.samples.sound import KINDS, Sound

VERSION = 1
"""Goes up when a part is played in another way."""
_NEEDED = ("name", "kind", "program", "hold_s", "length_s")


@dataclass(frozen=True)
class Part:
    """One sound of the band: MIDI notes on a General MIDI program, held for `hold_s`."""

    sound: Sound
    program: int
    notes: tuple[int, ...]
    hold_s: float
    strum_ms: float = 0.0

    @property
    def digest(self) -> str:
        """A name for exactly this sound."""
        plan = [VERSION, self.sound.id, self.sound.kind, self.sound.duration_s]
        plan += [self.program, self.notes, self.hold_s, self.strum_ms]
        return sha256(json.dumps(plan).encode()).hexdigest()[:16]


def read_parts(file: Path) -> Mapping[str, Part]:
    """Read what the band plays, by the id of the sound; SoundError names a part and what it lacks."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SoundError(f"{file.name} cannot be read as TOML: {error}.") from error
    parts = [part for family in said.get("part", []) for part in _opened(file.name, family, said["licence"])]
    return MappingProxyType({part.sound.id: part for part in parts})


def _opened(file: str, family: Mapping[str, Any], licence: str) -> Iterator[Part]:
    missing = [word for word in _NEEDED if word not in family]
    if missing or ("note" in family) == ("chord" in family) or family["kind"] not in KINDS:
        raise SoundError(
            f"{file}, part '{family.get('name')}': expected {', '.join(_NEEDED)} with a kind of the library, "
            "and either note, or root, octave and chord."
        )
    if "note" in family:
        for note in notes_between(*family["note"].split(" to ")):
            yield _part(family, licence, note, (number_of(note),), root=note, key=note.rstrip("0123456789"))
        return
    for root, chord in product(_roots(family["root"]), family["chord"]):
        bottom = number_of(f"{root}{family['octave']}")
        notes = tuple(bottom + step for step in CHORDS[chord])
        mode = "minor" if chord.startswith("min") else "major"
        yield _part(family, licence, f"{root} {chord}", notes, key=root, mode=mode)


def _roots(said: str) -> tuple[str, ...]:
    first, last = said.split(" to ")
    return NAMES[NAMES.index(first) : NAMES.index(last) + 1]


def _part(family: Mapping[str, Any], licence: str, label: str, notes: tuple[int, ...], **known: Any) -> Part:
    name = f"{family['name']} {label}"
    tags, genres = tuple(family.get("tags", ())), tuple(family.get("genres", ()))
    fields = ("kind", *known, *(["tags"] if tags else []), *(["genres"] if genres else []))
    sound = Sound(
        id=name.lower().replace("#", "s").replace(" ", "-"),
        name=name,
        kind=family["kind"],
        kind_confidence=1.0,
        key_confidence=1.0,
        tags=tags,
        genres=genres,
        source=MappingProxyType(dict.fromkeys(fields, "recipe")),
        duration_s=float(family["length_s"]),
        channels=2,
        licence=licence,
        **known,
    )
    return Part(sound, family["program"], notes, family["hold_s"], family.get("strum_ms", 0.0))
