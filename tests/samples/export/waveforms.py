"""Small sounds with known answers, and files of them in every format."""

import io
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from academy.samples.export.audio import Audio

Samples = NDArray[np.float32]


def hit(length_s: float = 0.5, rate: int = 48_000, channels: int = 1, level: float = 0.5) -> Samples:
    """A tone that falls by 60 dB in 0.35 s."""
    time = np.arange(round(length_s * rate)) / rate
    wave = level * np.sin(2 * np.pi * 220 * time) * np.exp(-time / 0.05)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def steady(frames: int, rate: int = 48_000, level: float = 0.5) -> Samples:
    """A tone of eight whole cycles: a loop without a seam."""
    wave = level * np.sin(2 * np.pi * 8 * np.arange(frames) / frames)
    return wave[:, None].astype(np.float32)


def written(samples: Any, rate: int = 44_100, kind: str = "WAV", subtype: str | None = None) -> bytes:
    """A file of these samples."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind, subtype=subtype)
    return file.getvalue()


def pcm16(values: Any, rate: int = 48_000) -> Audio:
    """Sixteen-bit values as they are read from a file."""
    whole = np.asarray(values, np.int16).reshape(-1, 1)
    return Audio(whole.astype(np.float32) / 32_768, rate, is_pcm16=True)
