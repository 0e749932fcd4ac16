"""A folder of a learner's sounds, and waiting until it is read by asking the desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from academy.client import Desk

Json = dict[str, Any]


def folder_of(place: Path, count: int) -> Path:
    """Write so many different short sounds, kicks by their names, and one file that is none."""
    place.mkdir(parents=True, exist_ok=True)
    time = np.arange(4_410) / 44_100
    for number in range(count):
        tone = 0.5 * np.sin(2 * np.pi * (60 + number) * time) * np.exp(-30 * time)
        soundfile.write(place / f"kick {number:03}.wav", tone, 44_100, subtype="PCM_16")
    (place / "broken.wav").write_bytes(b"RIFF")
    return place


def told_until(desk: Desk, enough: Callable[[Json], bool]) -> Json:
    """Ask how far the folder is read until that is enough, or it is read to its end."""
    while not enough(told := desk.own_folder()) and not is_ready(told):
        pass
    return told


def is_ready(told: Json) -> bool:
    return bool(told["state"] == "ready")
