"""A WAV file as the unit likes it best: the header, the samples, and nothing else."""

import io
import wave
from typing import TYPE_CHECKING

from academy.samples.export.audio import UNIT_RATE, Pcm

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def wav_of(pcm: Pcm) -> bytes:
    """Return a sound as a RIFF file with the chunks `fmt ` and `data` only."""
    return wav_bytes(pcm.samples, UNIT_RATE)


def wav_bytes(samples: "NDArray[np.int16]", rate: int) -> bytes:
    """Return 16-bit samples, (frames,) or (frames, channels), as such a file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return written.getvalue()
