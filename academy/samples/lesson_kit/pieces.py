"""A lesson's kit as sounds to be heard and exported: each file, cut where its pad plays a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from academy.errors import SoundError
from academy.samples.export.audio import Shape
from academy.samples.export.kit import Piece
from academy.samples.export.reading import read_sound
from academy.samples.export.wav import wav_bytes
from academy.samples.lesson_kit.kit import Choice, Cut, LessonKit
from academy.samples.sound import Sound

if TYPE_CHECKING:
    from academy.samples.library.entry import Entry

_FADE_IN_S, _FADE_OUT_S = 0.0005, 0.003
"""What keeps a cut in the middle of a sound from clicking."""
_FULL = 32_768


class HasFiles(Protocol):
    """What knows sounds and has their files; `academy.samples.library.library.Library` is one."""

    def entry(self, sound_id: str) -> "Entry":
        """Return what is known of a sound."""
        ...

    def file(self, sound_id: str) -> Path:
        """Return a sound's file."""
        ...


@dataclass(frozen=True)
class LessonPieces:
    """The sounds of a kit, ready for `export_kit`."""

    kit: LessonKit
    library: HasFiles

    def pieces(self) -> Sequence[Piece]:
        """Return one sound a pad; SoundError names a sound that is not there, or a cut beyond its end."""
        return [self._piece(choice) for choice in self.kit.choices.values()]

    def _piece(self, choice: Choice) -> Piece:
        sound, file = self.library.entry(choice.sound_id).sound, self.library.file(choice.sound_id)
        shape = _shape(sound, choice)
        return Piece(
            pad=choice.pad,
            label=_label(sound, choice, shape),
            source=file if choice.cut is None else cut_wav(file, choice.cut, f"Pad {choice.pad}"),
            shape=shape,
            bpm=sound.bpm if shape is Shape.LOOP else None,
            key=None if shape is Shape.SLICE else _key(sound),
        )


def cut_wav(file: Path, cut: Cut | None, whose: str = "The cut") -> bytes:
    """Return a sound's file, or a part of it as a WAV of 16 bit whose new edges are faded.

    SoundError when the part ends after the sound does.
    """
    if cut is None:
        return file.read_bytes()
    import numpy as np

    audio = read_sound(file)
    if cut.end > len(audio.samples):
        raise SoundError(
            f"{whose} ends at frame {cut.end}, and {file.name} has {len(audio.samples)}. Cut it anew."
        )
    part = audio.samples[cut.start : cut.end].copy()
    fade_in, fade_out = round(_FADE_IN_S * audio.rate), round(_FADE_OUT_S * audio.rate)
    if cut.start and len(part) > fade_in:
        part[:fade_in] *= np.linspace(0, 1, fade_in, dtype=np.float32)[:, None]
    if cut.end < len(audio.samples) and len(part) > fade_out:
        part[-fade_out:] *= np.linspace(1, 0, fade_out, dtype=np.float32)[:, None]
    return wav_bytes(np.clip(np.rint(part * _FULL), -_FULL, _FULL - 1).astype(np.int16), audio.rate)


def _shape(sound: Sound, choice: Choice) -> Shape:
    if not sound.is_loop:
        return Shape.ONE_SHOT
    return Shape.LOOP if choice.cut is None or choice.lane == "loop" else Shape.SLICE


def _label(sound: Sound, choice: Choice, shape: Shape) -> str:
    return f"{choice.lane} {sound.name}" if shape is Shape.SLICE else sound.name


def _key(sound: Sound) -> str | None:
    """Return a note, or a key such as Cm; they stand before the name, since the unit's screen cuts names."""
    return sound.root or (f"{sound.key}{'m' if sound.mode == 'minor' else ''}" if sound.key else None)
