"""Small sounds and entries for the tests of the library, known by construction."""

from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from academy.samples.analysis.descriptors import NAMES
from academy.samples.library.entry import Entry
from academy.samples.library.peaks import SILENCE
from academy.samples.sound import LOOPS, Sound

DATA = Path(__file__).parents[2] / "data" / "sounds"


def entry(sound_id: str, kind: str | None = "kick", measured: float | None = 1.0, **known: Any) -> Entry:
    """Return an entry; all its measurements are `measured`, none if None."""
    known = {"name": sound_id, "is_loop": kind in LOOPS, "duration_s": 1.0, **known}
    features = {} if measured is None else dict.fromkeys(NAMES, measured)
    return Entry(Sound(id=sound_id, kind=kind, **known), features, SILENCE, "stamp")


def own_entry(file: str, **known: Any) -> Entry:
    return entry(f"my-{file}", path=Path(file), origin="learner", **known)


def tone(hertz: float = 220.0, length_s: float = 0.3, rate: int = 44_100) -> np.ndarray:
    """Return a tone that dies away, mono."""
    time = np.arange(round(length_s * rate)) / rate
    return 0.5 * np.sin(2 * np.pi * hertz * time) * np.exp(-8 * time)


def write(place: Path, hertz: float = 220.0, **options: Any) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(place, tone(hertz), 44_100, **options)
    return place
