"""The effects that a sound of the library can be heard through, with the settings they are heard at.

A one-shot is given room for what rings on; a loop is heard as when it has gone round, so that its end meets
its beginning. An effect in time goes by the sound's tempo, or by AT_BPM where that is not known.
"""

from typing import TYPE_CHECKING

from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.samples.recipes.waves import Wave

EFFECTS = {
    "vinyl": "Vinyl",
    "cassette": "Cassette",
    "lofi": "Lo-fi",
    "isolator": "Isolator, low cut",
    "delay": "Delay",
    "looper": "Looper",
    "resonator": "Resonator",
    "pump": "Pump",
}
"""What each is called on a page."""
AT_BPM = 90.0
RINGING = ("delay", "resonator")
TAIL_S = 2.0
LOUDEST = 0.7
"""Three decibels below full scale: at hard edges Vorbis comes out louder than what went in."""


def through(effect: str, wave: "Wave", *, bpm: float | None, is_loop: bool) -> "Wave":
    """Return a sound as heard through one of EFFECTS, never clipping; SoundError when there is none such."""
    import numpy as np

    from academy.samples.recipes.waves import RATE

    check_effect(effect)
    if effect not in RINGING:
        done = _changed(effect, wave, bpm or AT_BPM)
    elif is_loop:
        done = _changed(effect, np.concatenate([wave, wave]), bpm or AT_BPM)[len(wave) :]
    else:
        room = np.zeros((round(TAIL_S * RATE), *wave.shape[1:]))
        done = _changed(effect, np.concatenate([wave, room]), bpm or AT_BPM)
    return done * min(1.0, LOUDEST / max(float(np.max(np.abs(done))), 1e-9))


def check_effect(effect: str) -> None:
    """Raise SoundError for an effect that is not there."""
    if effect not in EFFECTS:
        raise SoundError(f"There is no effect '{effect}'; expected one of {', '.join(EFFECTS)}.")


def _changed(effect: str, wave: "Wave", bpm: float) -> "Wave":
    from academy.samples.effects import colour, time

    match effect:
        case "vinyl":
            return colour.vinyl(wave)
        case "cassette":
            return colour.cassette(wave)
        case "lofi":
            return colour.lofi(wave)
        case "isolator":
            return colour.isolator(wave, low=0.0)
        case "delay":
            return time.delay(wave, bpm=bpm)
        case "looper":
            return time.looper(wave, bpm=bpm, from_beat=0.0)
        case "resonator":
            return time.resonator(wave)
        case _:
            return time.pump(wave, bpm=bpm)
