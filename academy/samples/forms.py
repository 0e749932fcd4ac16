"""A sound of the library as it is wanted: to listen to, as a WAV, for the unit, for a music program."""

from pathlib import Path
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.audition import audition
from academy.samples.export.audio import UNIT_RATE, Audio, Shape
from academy.samples.export.converting import convert
from academy.samples.export.daw import wav_for_daw
from academy.samples.export.reading import read_sound
from academy.samples.export.resampling import at_unit_rate
from academy.samples.export.wav import wav_bytes, wav_of
from academy.samples.recipes.harmony import NAMES, number_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from academy.samples.library.entry import Entry

FORMS = ("ogg", "wav", "card", "daw")


def in_form(form: str, entry: "Entry", file: Path, folder: Path, effect: str | None = None) -> bytes:
    """Return a sound in one of FORMS; SoundError when there is no such form, or the file cannot be used.

    `ogg` is kept in `folder`, and alone can be heard through an `effect` of `academy/samples/effects`.
    `card` is loud, as the unit takes it; `wav` has the level that the file has.
    """
    sound = entry.sound
    if form not in FORMS:
        raise SoundError(f"form is '{form}'; expected one of {', '.join(FORMS)}.")
    if effect is not None:
        if form != "ogg":
            raise SoundError(f"An effect is only for listening; ask for ogg, not for {form}.")
        return _heard_through(effect, entry, file, folder)
    if form == "ogg":
        return audition(file, folder, f"{entry.id} {entry.stamp}", is_loop=sound.is_loop)
    audio = read_sound(file)
    if form == "wav":
        return as_wav(audio, is_loop=sound.is_loop)
    pcm = convert(audio, Shape.LOOP if sound.is_loop else Shape.ONE_SHOT, file.name)
    if form == "card":
        return wav_of(pcm)
    return wav_for_daw(pcm, bpm=sound.bpm if sound.is_loop else None, root=_note(sound.root))


def _heard_through(effect: str, entry: "Entry", file: Path, folder: Path) -> bytes:
    from academy.samples.effects.choices import check_effect, through

    check_effect(effect)
    sound = entry.sound
    name = f"{entry.id} {entry.stamp} {effect} {sound.bpm} {sound.is_loop}"  # a learner may correct these

    def change(samples: "NDArray[np.float32]") -> "NDArray[np.float32]":
        done = through(effect, samples.astype("float64"), bpm=sound.bpm, is_loop=sound.is_loop)
        return done.astype("float32")

    return audition(file, folder, name, is_loop=sound.is_loop, change=change)


def as_wav(audio: Audio, *, is_loop: bool = False) -> bytes:
    """Return a sound as it is, at 48 kHz and 16 bit."""
    import numpy as np

    samples = at_unit_rate(audio.samples, audio.rate, is_loop=is_loop)
    return wav_bytes(np.rint(samples * 32_768).clip(-32_768, 32_767).astype(np.int16), UNIT_RATE)


def _note(root: str | None) -> int | None:
    """Return a root as a MIDI number; one of unknown octave is taken from middle C up."""
    if root is None:
        return None
    return number_of(f"{root}4" if root in NAMES else root)
