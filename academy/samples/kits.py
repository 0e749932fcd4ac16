"""A kit: which lane plays which sound on which pad, read from `kit.toml` and its WAV files."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from academy.errors import LessonError


class Sounding(NamedTuple):
    """The sounds of a kit by name, as files that a browser decodes: WAV, or Ogg Vorbis from a desk for many.

    `says` is a sentence when they are not those wanted.
    """

    wavs: dict[str, bytes]
    says: str | None = None

    def back_to_back(self) -> tuple[list[dict[str, str | int]], bytes]:
        """Return all files in one piece, and where each is in it: `name`, `offset`, `length`."""
        places: list[dict[str, str | int]] = []
        offset = 0
        for name, wav in self.wavs.items():
            places.append({"name": name, "offset": offset, "length": len(wav)})
            offset += len(wav)
        return places, b"".join(self.wavs.values())


@dataclass(frozen=True)
class Kit:
    """A kit on the pads. `pads` and `sounds` go by lane; `chokes` are sounds that cut each other off."""

    name: str
    folder: Path
    pads: dict[str, str]
    sounds: dict[str, str]
    clicks: dict[str, str]
    chokes: tuple[tuple[str, ...], ...] = ()

    def wav(self, sound: str) -> bytes:
        """Return a sound as a WAV file."""
        return (self.folder / f"{sound}.wav").read_bytes()

    def sounding(self) -> Sounding:
        """Return every sound and click as a WAV file."""
        return Sounding({name: self.wav(name) for name in (*self.sounds.values(), *self.clicks.values())})


def load_kit(folder: Path) -> Kit:
    """Read a kit's folder; LessonError names the file and what is missing from it."""
    file = folder / "kit.toml"
    if not file.is_file():
        known = ", ".join(sorted(path.parent.name for path in folder.parent.glob("*/kit.toml"))) or "none"
        raise LessonError(f"No kit '{folder.name}'. Kits: {known}. Name one of them, or add {file}.")
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    lanes = said["lanes"]
    return Kit(
        name=said["name"],
        folder=folder,
        pads={lane: place["pad"] for lane, place in lanes.items()},
        sounds={lane: place["sound"] for lane, place in lanes.items()},
        clicks=said.get("clicks", {}),
        chokes=tuple(tuple(group) for group in said.get("choke", {}).values()),
    )
