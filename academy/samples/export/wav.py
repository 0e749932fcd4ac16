"""A WAV file as the unit likes it best: the header, the samples, and nothing else."""

import io
import wave

from academy.samples.export.audio import UNIT_RATE, Pcm


def wav_of(pcm: Pcm) -> bytes:
    """Return a sound as a RIFF file with the chunks `fmt ` and `data` only."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(pcm.channels)
        file.setsampwidth(2)
        file.setframerate(UNIT_RATE)
        file.writeframes(pcm.samples.astype("<i2").tobytes())
    return written.getvalue()
