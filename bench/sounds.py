"""The whole library of sounds: how long it takes to render, and that every sound keeps every law.

    python -m bench.sounds

A minute on two free cores, so two minutes of CPU; a kit of eight in half a second. Laws of every sound:
exact length, no DC, silent ends (a loop joins its beginning), no peak above -1 dBFS, one loudness for a
kind, no two alike.
"""

import hashlib
import os
import sys
import tempfile
import time
import wave
from collections import defaultdict
from pathlib import Path

import numpy as np

from academy.samples.recipes.book import read_book
from academy.samples.recipes.finish import loudness_db
from academy.samples.rendering import Rendered

SOUNDS = Path(__file__).parent.parent / "data" / "sounds"
KIT = ("kick-dusty-01", "snare-dusty-02", "hat-dusty-03", "open-hat-dusty-01")
KIT += ("rim-wood-02", "bass-sub-c1", "rhodes-c-min9", "vinyl-02")
MOST_CPU_S, KIT_S = 130.0, 0.5


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getsampwidth(), file.getframerate()) == (2, 48_000)
        flat = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        return flat.reshape(-1, file.getnchannels())


def broken(sound: np.ndarray, is_loop: bool, duration_s: float, channels: int) -> list[str]:
    """Return the laws that a sound breaks."""
    if is_loop:
        steps = np.max(np.abs(np.diff(sound, axis=0)))
        join = np.max(np.abs(sound[0] - sound[-1])) > 1.2 * steps + 1e-4
    else:
        join = np.max(np.abs(sound[[0, -1]])) > 1e-4
    laws = {
        "length": sound.shape != (round(duration_s * 48_000), channels),
        "DC": np.max(np.abs(sound.mean(axis=0))) > 5e-4,
        "join or ends": join,
        "peak": np.max(np.abs(sound)) > 10 ** (-0.9 / 20),
    }
    return [law for law, is_broken in laws.items() if is_broken]


def main() -> int:
    book = read_book(SOUNDS)
    good = True
    with tempfile.TemporaryDirectory() as place:
        rendered = Rendered(book, Path(place))
        began, spent = time.perf_counter(), time.process_time()
        rendered.kit(KIT)
        kit_s, kit_cpu = time.perf_counter() - began, time.process_time() - spent
        print(f"a kit of {len(KIT)}: {kit_s:.2f} s ({kit_cpu:.2f} s of CPU)")
        began = time.perf_counter()
        rendered.fill(SOUNDS, workers=2)
        whole_s, cpu_s = time.perf_counter() - began, sum(os.times()[2:4])
        size = sum(file.stat().st_size for file in Path(place).iterdir()) / 1e6
        print(
            f"all {len(book.recipes)}: {whole_s:.0f} s with two workers ({cpu_s:.0f} s of CPU), {size:.0f} MB"
        )
        good &= kit_cpu < KIT_S and cpu_s < MOST_CPU_S
        kinds: dict[str, list[float]] = defaultdict(list)
        minutes, seen = defaultdict(float), {}
        for each in book.sounds:
            sound = samples(rendered.path(each.id))
            for law in broken(sound, each.is_loop, each.duration_s, each.channels):
                print(f"{each.id} breaks a law: {law}")
                good = False
            mark = hashlib.sha256(sound.tobytes()).digest()
            if mark in seen:
                print(f"{each.id} is {seen[mark]} again")
                good = False
            seen[mark] = each.id
            kinds[str(each.kind)].append(loudness_db(sound, each.is_loop))
            minutes[str(each.kind)] += each.duration_s / 60
    print(f"{'kind':<14}{'sounds':>7}{'minutes':>9}{'loudness':>10}{'spread':>8}  dB")
    for kind, levels in kinds.items():
        spread = max(levels) - min(levels)
        good &= spread <= 2.0
        print(f"{kind:<14}{len(levels):>7}{minutes[kind]:>9.1f}{np.median(levels):>10.1f}{spread:>8.1f}")
    print("every law is kept" if good else "not every law is kept")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
