"""Read a sound file of any kind a musician has; what cannot be used is said in a sentence with its cure.

WAV, AIFF, FLAC, MP3 and OGG are told apart by their content. A file that came cut short is refused rather
than exported in part: a learner would look for the mistake on the unit.
"""

import io
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from academy.errors import SoundError
from academy.samples.export.audio import UNIT_RATE, Audio
from academy.samples.export.containers import ENDINGS, SOUNDS, kind_of, missing_part, other_kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST_BYTES = 184_506_412
"""The largest sound that the unit keeps, as 16-bit samples: 16 minutes in stereo (sp404mk2.md, 3.1)."""
RATES = (1_000, 768_000)
_BLOCK = 1 << 18
_AGAIN = "Copy or download it again."


def read_sound(source: Path | bytes, name: str | None = None) -> Audio:
    """Read a sound; SoundError names the file, what is wrong with it, and what to do."""
    name = name or (source.name if isinstance(source, Path) else "the sound")
    if isinstance(source, bytes):
        return _read(io.BytesIO(source), name)
    try:
        # Opened by number: soundfile would else believe the ending of the file's name.
        with os.fdopen(os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as file:
            return _read(file, name)
    except OSError as error:
        raise SoundError(f"{name} cannot be read: {error.strerror or error}.") from error


def _read(file: BinaryIO, name: str) -> Audio:
    import soundfile

    kind, notes = _kind(file, name)
    if missing_part(file, kind):
        raise SoundError(f"{name} is cut short: it says that it is longer than it is. {_AGAIN}")
    file.seek(0)
    try:
        with soundfile.SoundFile(file) as opened:
            _check_head(opened, name)
            is_pcm16 = opened.subtype == "PCM_16"
            samples = _all_of(opened, name)
            rate = int(opened.samplerate)
    except soundfile.LibsndfileError as error:
        raise SoundError(f"{name} is damaged: it cannot be decoded as {kind}. {_AGAIN}") from error
    _check_samples(samples, name)
    return Audio(samples, rate, is_pcm16, notes)


def _kind(file: BinaryIO, name: str) -> tuple[str, tuple[str, ...]]:
    """Return what the file is, and a note when its name says otherwise."""
    start = file.read(12)
    if not start:
        raise SoundError(f"{name} is empty: it holds no bytes. {_AGAIN}")
    kind, said = kind_of(start), ENDINGS.get(PurePath(name).suffix.lower())
    if kind is None:
        known = ", ".join(SOUNDS)
        raise SoundError(f"{name} is {other_kind(start)}; expected {known}. Save it as one of these.")
    if said not in (None, kind):
        return kind, (f"{name} is named as {said} but is {kind} inside; it was read as that.",)
    return kind, ()


def _check_head(opened: Any, name: str) -> None:
    """Refuse what the unit has no place for before any of it is decoded."""
    if opened.channels > 2:
        raise SoundError(f"{name} has {opened.channels} channels; the unit takes 1 or 2. Mix it to stereo.")
    if not RATES[0] <= opened.samplerate <= RATES[1]:
        raise SoundError(
            f"{name} says {opened.samplerate} Hz; expected {RATES[0]:,} to {RATES[1]:,}. Save it at 48000 Hz."
        )
    if opened.frames == 0:
        raise SoundError(f"{name} has no length: there is a header and no sound after it. Record it again.")
    if opened.frames < 1 << 40 and opened.frames > _most_frames(opened):  # else it does not say its length
        raise SoundError(_too_long(opened, name, f"lasts {_minutes(opened.frames / opened.samplerate)}"))


def _most_frames(opened: Any) -> int:
    return int(LARGEST_BYTES / 2 / opened.channels * opened.samplerate / UNIT_RATE)


def _too_long(opened: Any, name: str, says: str) -> str:
    most, channels = _minutes(_most_frames(opened) / opened.samplerate), opened.channels
    what = "mono" if channels == 1 else "stereo"
    return f"{name} {says}; the unit keeps {most} of one {what} sound. Cut out the part you want."


def _minutes(length_s: float) -> str:
    return f"{length_s / 60:.0f} minutes"


def _all_of(opened: Any, name: str) -> "NDArray[np.float32]":
    """Decode everything, a block at a time: a header may promise any length."""
    import numpy as np

    blocks, count, most = [], 0, _most_frames(opened)
    while len(block := opened.read(_BLOCK, dtype="float32", always_2d=True)):
        blocks.append(block)
        count += len(block)
        if count > most:
            raise SoundError(_too_long(opened, name, "is very long"))
    if count == 0:
        raise SoundError(f"{name} has no length: no sound could be decoded from it. {_AGAIN}")
    if opened.frames < 1 << 40 and count < opened.frames:
        length_s, there_s = opened.frames / opened.samplerate, count / opened.samplerate
        raise SoundError(
            f"{name} is cut short: {there_s:.2f} of {length_s:.2f} seconds can be decoded. {_AGAIN}"
        )
    return np.concatenate(blocks)


def _check_samples(samples: "NDArray[np.float32]", name: str) -> None:
    import numpy as np

    if not np.isfinite(samples).all():
        raise SoundError(f"{name} holds values that are no numbers. Save it again from your music program.")
