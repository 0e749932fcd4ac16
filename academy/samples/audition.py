"""A sound to listen to in a browser: Ogg Vorbis, a tenth of the bytes of its WAV.

It is made the first time it is wanted and kept in the folder of the rendered sounds, under a name made of
the sound's id and stamp: no id becomes a path, and a sound that has changed is made anew.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.export.audio import UNIT_RATE
from academy.samples.export.resampling import at_unit_rate
from academy.samples.whole import write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_S = 60.0
"""How much of a long sound is heard: an audition tells what a sound is like."""
Change = Callable[["NDArray[np.float32]"], "NDArray[np.float32]"]
"""What is done to samples at 48 kHz, (frames, channels), before they are heard."""
_BLOCK = 1 << 14  # libsndfile's Vorbis takes the whole of one write on its stack


def audition(
    source: Path, folder: Path, name: str, *, is_loop: bool = False, change: Change | None = None
) -> bytes:
    """Return the first minute of a sound as Ogg Vorbis, 48 kHz, kept in `folder` for the next time.

    `name` is the sound's id and stamp, and what a `change` is called, in any letters. SoundError says why a
    file cannot be heard.
    """
    kept = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.ogg"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        samples, rate = _beginning(source)
        if change is not None:
            samples, rate = change(at_unit_rate(samples, rate, is_loop=is_loop)), UNIT_RATE
        made = ogg_of(samples, rate, is_loop=is_loop)
        write_whole(kept, made)
        return made


def ogg_of(samples: "NDArray[np.float32]", rate: int, *, is_loop: bool = False) -> bytes:
    """Return samples, (frames, channels) at full scale ±1, as Ogg Vorbis at 48 kHz; a loop stays seamless."""
    import soundfile

    sound = at_unit_rate(samples, rate, is_loop=is_loop).clip(-1, 1)
    written = io.BytesIO()
    with soundfile.SoundFile(written, "w", 48_000, sound.shape[1], "VORBIS", format="OGG") as file:
        for at in range(0, len(sound), _BLOCK):
            file.write(sound[at : at + _BLOCK])
    return written.getvalue()


def _beginning(source: Path) -> tuple["NDArray[np.float32]", int]:
    """Return no more of a file than is heard, and its rate: an hour is not decoded for a minute."""
    import numpy as np
    import soundfile

    try:
        # From the open file: soundfile would else believe the ending of its name.
        with source.open("rb") as raw, soundfile.SoundFile(raw) as file:
            samples = file.read(int(LONGEST_S * file.samplerate), dtype="float32", always_2d=True)
            rate = int(file.samplerate)
    except OSError as error:
        raise SoundError(f"{source.name} cannot be read: {error.strerror or error}.") from error
    except soundfile.LibsndfileError as error:
        raise SoundError(
            f"{source.name} is damaged: it cannot be heard. Copy or download it again."
        ) from error
    if not len(samples) or not np.isfinite(samples).all():
        raise SoundError(f"{source.name} holds no sound that can be heard. Save it again.")
    return samples, rate
