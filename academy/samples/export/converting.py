"""A sound as the unit takes it: 48 kHz, 16 bit, mono or stereo; loud, whole, and the same every time.

The measured choices are those of the study of export (reference/samples.md, 7.3): soxr's best resampler,
triangular dither from a seed, and none on silence. A file that has the unit's format already goes through
bit by bit, level and all. The unit may refuse a sound below 100 ms, so a one-shot is at least 105 ms.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from academy.errors import SoundError
from academy.samples.export.audio import UNIT_RATE, Audio, Pcm, Shape
from academy.samples.export.resampling import at_unit_rate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

PEAK_DB = -1.0
SILENCE_DB = -60.0
"""What is quieter than a one-shot's own peak by this much is cut off at its start and end."""
BEFORE_HIT = round(0.002 * UNIT_RATE)
FADE = round(0.004 * UNIT_RATE)
SHORTEST = math.ceil(0.105 * UNIT_RATE)
"""Frames of the shortest one-shot that is written."""
_REFUSED = round(0.1 * UNIT_RATE)
_FULL = 32_768
_BLOCK = 1 << 18


def convert(audio: Audio, shape: Shape, name: str = "the sound") -> Pcm:
    """Return one sound as the unit takes it, its peak at PEAK_DB unless it passes bit by bit.

    SoundError when a one-shot is silent, or a loop or slice too short to be kept.
    """
    return convert_group([(audio, name)], shape)[0]


def convert_group(sounds: Sequence[tuple[Audio, str]], shape: Shape) -> list[Pcm]:
    """Convert sounds that keep their levels beside each other: the loudest has its peak at PEAK_DB."""
    ready = [_prepared(audio, shape, name) for audio, name in sounds]
    peak = max((one.peak for one in ready if not is_exact(one)), default=0.0)
    gain = 10 ** (PEAK_DB / 20) / peak if peak else 1.0
    return [_finished(one, gain) for one in ready]


def is_exact(audio: Audio) -> bool:
    """Say whether a sound has the unit's rate and depth already."""
    return audio.is_pcm16 and audio.rate == UNIT_RATE


def _prepared(audio: Audio, shape: Shape, name: str) -> Audio:
    """Return a sound at the unit's rate, cut or made longer where its shape allows it."""
    samples = audio.samples
    if shape is Shape.ONE_SHOT and audio.peak == 0:
        raise SoundError(f"{name} is silent from start to end. Choose another sound for its pad.")
    if not is_exact(audio):
        samples = at_unit_rate(samples, audio.rate, is_loop=shape is Shape.LOOP)
        if shape is Shape.ONE_SHOT:
            samples = _trimmed(samples)
    if shape is Shape.ONE_SHOT:
        samples = _padded(samples)
    elif len(samples) < _REFUSED:
        length_ms = len(samples) / UNIT_RATE * 1000
        raise SoundError(
            f"{name} is a {shape} of {length_ms:.0f} ms; the unit may refuse less than 100, and silence "
            "after it would change its tempo. Repeat it until it is longer, or take it as a one-shot."
        )
    return replace(audio, samples=samples, rate=UNIT_RATE, is_pcm16=is_exact(audio))


def _trimmed(samples: "Samples") -> "Samples":
    """Cut what is silent before and after a one-shot; its last 4 ms fade to nothing."""
    import numpy as np

    level = np.abs(samples).max(axis=1)
    (loud,) = np.nonzero(level >= level.max() * 10 ** (SILENCE_DB / 20))
    kept = samples[max(0, loud[0] - BEFORE_HIT) : loud[-1] + 1 + FADE].copy()
    length = min(FADE, len(kept) // 2)
    if length:
        kept[-length:] *= np.linspace(1, 0, length, dtype=np.float32)[:, None]
    return kept


def _padded(samples: "Samples") -> "Samples":
    import numpy as np

    return np.pad(samples, ((0, max(0, SHORTEST - len(samples))), (0, 0)))


def _finished(audio: Audio, gain: float) -> Pcm:
    import numpy as np

    if is_exact(audio):
        return Pcm(np.rint(audio.samples * _FULL).astype(np.int16), None, audio.notes)
    return Pcm(_dithered(audio.samples, gain), 20 * math.log10(gain), audio.notes)


def _dithered(samples: "Samples", gain: float) -> "NDArray[np.int16]":
    """Round to 16 bits with triangular noise of one step either way; digital silence stays silent.

    The noise is seeded by the samples themselves: the same sound is always the same file.
    """
    import numpy as np

    seed = hashlib.sha256(np.ascontiguousarray(samples).tobytes()).digest()
    noise = np.random.default_rng(int.from_bytes(seed[:8], "little"))
    whole = np.empty(samples.shape, np.int16)
    for at in range(0, len(samples), _BLOCK):
        block = samples[at : at + _BLOCK]
        dither = noise.random(block.shape, np.float32) - noise.random(block.shape, np.float32)
        rounded = np.rint(block * np.float32(gain * _FULL) + np.where(block == 0, np.float32(0), dither))
        whole[at : at + _BLOCK] = np.clip(rounded, -_FULL, _FULL - 1)
    return whole
