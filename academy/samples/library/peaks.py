"""A sound's waveform in 512 bytes, enough to draw it: lowest and highest sample of each 256th."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COUNT = 256
SILENCE = bytes(2 * COUNT)


def peaks_of(samples: "NDArray[np.floating]") -> bytes:
    """Return 256 pairs (lowest, highest) as signed bytes, full scale 127; `samples` is (frames, channels)."""
    import numpy as np

    frames = len(samples)
    if not frames:
        return SILENCE
    flat = samples.reshape(frames, -1)
    # A part without a frame of its own (a sound of under 256 frames) shows the frame it starts at.
    starts = np.arange(COUNT) * frames // COUNT
    low = np.minimum.reduceat(flat.min(axis=1), starts)
    high = np.maximum.reduceat(flat.max(axis=1), starts)
    pairs = np.clip(np.round(np.stack([low, high], axis=1) * 127), -127, 127).astype(np.int8)
    return bytes(pairs.tobytes())
