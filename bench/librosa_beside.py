"""What librosa says of the same loops, printed beside our figures; `pip install '.[bench]'` installs it.

Tempo by its own estimate with its defaults; the key by the usual recipe, its CQT chroma against the
profiles of Krumhansl and Kessler (1982).
"""

from functools import cache
from typing import Any

import numpy as np

RATE = 22_050
PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
MISSING = "librosa is not here to compare with: pip install '.[bench]'"


@cache
def librosa() -> Any:
    """Return the library, None where it is not installed."""
    try:
        import librosa as found
    except ImportError:
        return None
    return found


def tempo_of(samples: np.ndarray, rate: int) -> float:
    """Return the BPM that librosa hears."""
    return float(librosa().feature.tempo(y=_mono(samples, rate), sr=RATE)[0])


def key_of(samples: np.ndarray, rate: int) -> tuple[int, str]:
    """Return the tonic, 0 for C, and the mode that fit librosa's chroma best."""
    chroma = librosa().feature.chroma_cqt(y=_mono(samples, rate), sr=RATE).mean(axis=1)
    profiles = {(tonic, mode): np.roll(said, tonic) for mode, said in PROFILES.items() for tonic in range(12)}
    tonic, mode = max(profiles, key=lambda key: float(np.corrcoef(profiles[key], chroma)[0, 1]))
    return tonic, mode


def _mono(samples: np.ndarray, rate: int) -> np.ndarray:
    mono = np.asarray(samples, dtype=np.float32)
    mono = mono.mean(axis=1) if mono.ndim == 2 else mono
    return np.asarray(librosa().resample(mono, orig_sr=rate, target_sr=RATE))
