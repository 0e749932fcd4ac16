"""A lesson's kit as files: each sound converted and named after its pad, a pad map, and its patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from academy.samples.export.audio import Pcm, Shape
from academy.samples.export.converting import convert, convert_group
from academy.samples.export.names import free_name, sound_name
from academy.samples.export.pad_map import Row, pad_map_text
from academy.samples.export.reading import read_sound
from academy.samples.export.wav import wav_of

PAD_MAP = "PADMAP.TXT"


@dataclass(frozen=True)
class Piece:
    """One sound on one pad: what it is called there, its file or bytes, and what may be done to it.

    `bpm` and `key` (such as Cm or F#) are of loops and notes; they go into the name.
    """

    pad: str
    label: str
    source: Path | bytes
    shape: Shape = Shape.ONE_SHOT
    bpm: float | None = None
    key: str | None = None


class ChoosesSounds(Protocol):
    """Who chooses the sounds of a lesson: the course kit, or a kit made for the lesson."""

    def pieces(self) -> Sequence[Piece]:
        """Return the sounds, at most one a pad."""
        ...


@dataclass(frozen=True)
class ExportedKit:
    """A kit ready to be written: `files` by name in the order of the pads, the pad map, then patterns."""

    folder: str
    files: Mapping[str, bytes]
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = field(default=())


def export_kit(
    title: str, folder: str, sounds: ChoosesSounds, patterns: Mapping[str, bytes], how: str = ""
) -> ExportedKit:
    """Convert and name the sounds of a lesson; SoundError names one that cannot be used.

    `patterns` are MIDI files by the name of their exercise; `how` says how one comes onto the unit.
    """
    pieces = sorted(sounds.pieces(), key=lambda piece: (piece.pad[0], int(piece.pad[1:])))
    files: dict[str, bytes] = {}
    rows: list[Row] = []
    notes: dict[str, None] = {}  # once each, in order
    for piece, pcm in zip(pieces, _converted(pieces), strict=True):
        name = sound_name(piece.label, files, pad=piece.pad, bpm=piece.bpm, key=piece.key)
        files[name] = wav_of(pcm)
        rows.append(Row(piece.pad, piece.label, name, pcm.duration_s, pcm.channels, pcm.gain_db, piece.bpm))
        notes |= dict.fromkeys(pcm.notes)
    named: dict[str, bytes] = {}
    for exercise, midi in patterns.items():
        named[free_name(exercise, ".MID", [*files, *named])] = midi
    files[PAD_MAP] = pad_map_text(title, folder, rows, list(named), how).encode()
    return ExportedKit(folder, files | named, tuple(rows), tuple(notes))


def _converted(pieces: Sequence[Piece]) -> list[Pcm]:
    """Convert all sounds; slices of a break keep their levels beside each other."""
    read = [(read_sound(piece.source, _name(piece)), _name(piece)) for piece in pieces]
    slices = [one for one, piece in zip(read, pieces, strict=True) if piece.shape is Shape.SLICE]
    cut = iter(convert_group(slices, Shape.SLICE))
    return [
        next(cut) if piece.shape is Shape.SLICE else convert(audio, piece.shape, name)
        for piece, (audio, name) in zip(pieces, read, strict=True)
    ]


def _name(piece: Piece) -> str:
    return piece.source.name if isinstance(piece.source, Path) else f"the sound '{piece.label}'"
