"""A learner's folder of 2,000 files indexed: seconds, memory, and what is skipped and why.

    python -m bench.folder

The files are the academy's sounds at other levels in every format and depth of bits, at seven rates, in
folders within folders, and one in fifty broken in one of six ways. Memory is what this process and the one
that listens take together (RSS), the highest seen until then: it has to stay flat. A second pass has to open
nothing.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import psutil
import soundfile
import soxr

from academy.samples.library.indexing import index_folder
from academy.samples.library.kept import Kept
from academy.samples.recipes.book import read_book
from academy.samples.rendering import Rendered

SOUNDS = Path(__file__).parent.parent / "data" / "sounds"
FILES = 2_000
ASKED_AT = (200, 1_000, 2_000)
MOST_GROWTH_MB, MOST_CPU_MS = 40.0, 72.0  # 10,000 files in 12 minutes of a core
FORMS = (
    ("wav", "PCM_16"),
    ("wav", "PCM_24"),
    ("wav", "FLOAT"),
    ("wav", "PCM_U8"),
    ("aiff", "PCM_16"),
    ("aiff", "PCM_24"),
    ("flac", "PCM_16"),
    ("mp3", "MPEG_LAYER_III"),
    ("ogg", "VORBIS"),
)
RATES = (44_100, 48_000, 44_100, 22_050, 32_000, 44_100, 16_000)
BROKEN = ("empty", "cut short", "a text", "zeros", "no samples", "m4a")


def fill(folder: Path, cache: Path) -> None:
    """Write FILES files, of which one in fifty is broken."""
    rendered = Rendered(read_book(SOUNDS), cache)
    ids = list(rendered.book.recipes)[::6]
    dice = np.random.default_rng(1)
    for number in range(FILES):
        sound_id = ids[int(dice.integers(len(ids)))]
        samples, rate = soundfile.read(rendered.path(sound_id), dtype="float32")
        form, bits = FORMS[number % len(FORMS)]
        wanted = RATES[number % len(RATES)]
        place = folder / f"Pack {number % 23}" / ("Loops" if "loop" in sound_id else "Hits")
        place.mkdir(parents=True, exist_ok=True)
        # Half of the names say what the sound is, half say nothing.
        name = f"{sound_id if number % 2 else 'file'} {number:04}"
        if number % 50 == 49:
            write_broken(place, name, BROKEN[number // 50 % len(BROKEN)], samples)
            continue
        changed = soxr.resample(samples, rate, wanted) * np.float32(dice.uniform(0.1, 0.9))
        soundfile.write(place / f"{name}.{form}", changed, wanted, subtype=bits)


def write_broken(place: Path, name: str, how: str, samples: np.ndarray) -> None:
    file = place / f"{name}.{'m4a' if how == 'm4a' else 'wav'}"
    if how == "cut short":
        soundfile.write(file, samples, 48_000)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif how == "no samples":
        soundfile.write(file, samples[:0], 48_000)
    else:
        contents = {"empty": b"", "a text": b"not a sound at all", "zeros": bytes(5000)}
        file.write_bytes(contents.get(how, b"\0\0\0\x20ftypM4A "))


class Watch:
    """Keeps the highest memory seen, in all and at a few moments, and the CPU of the process that listens."""

    def __init__(self) -> None:
        self.me = psutil.Process()
        self.highest_mb, self.at = 0.0, dict[int, float]()
        self.cpu_s: dict[int, float] = {}

    def look(self, done: int, _: int) -> None:
        taken = self.me.memory_info().rss
        for child in self.me.children(recursive=True):
            try:
                with child.oneshot():
                    taken += child.memory_info().rss
                    spent = child.cpu_times()
                    self.cpu_s[child.pid] = spent.user + spent.system
            except psutil.NoSuchProcess:
                continue
        self.highest_mb = max(self.highest_mb, taken / 2**20)
        if done in ASKED_AT:
            self.at[done] = self.highest_mb


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder, own = Path(place) / "mine", Path(place) / "own"
        fill(folder, Path(place) / "cache")
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
        print(f"{FILES:,} files, {size:.0f} MB, {len(FORMS)} formats, {len(set(RATES))} rates")
        watch, began = Watch(), time.perf_counter()
        kept = index_folder(folder, Kept(own), watch.look)
        took_s, cpu_ms = time.perf_counter() - began, 1000 * sum(watch.cpu_s.values()) / FILES
        print(f"indexed in {took_s:.0f} s, {cpu_ms:.0f} ms of CPU a file (figure: {MOST_CPU_MS:.0f})")
        for done, highest_mb in watch.at.items():
            print(f"highest memory after {done:>5,} files: {highest_mb:.0f} MB")
        growth_mb = watch.at[ASKED_AT[-1]] - watch.at[ASKED_AT[0]]
        print(f"growth from {ASKED_AT[0]} to {FILES:,}: {growth_mb:.0f} MB (figure: {MOST_GROWTH_MB:.0f})")
        print(f"{len(kept.sounds):,} kept, {len(kept.skipped)} skipped:")
        reasons = Counter(each.reason.replace(Path(each.file).name, "...") for each in kept.skipped.values())
        for reason, count in reasons.most_common():
            print(f"  {count:>3} x {reason}")
        began = time.perf_counter()
        again = index_folder(folder, Kept.read(own))
        print(f"a second pass: {time.perf_counter() - began:.2f} s, nothing opened")
        kinds = Counter(entry.sound.kind or "unknown" for entry in kept.sounds.values())
        print("kinds: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
        good = cpu_ms <= MOST_CPU_MS and growth_mb <= MOST_GROWTH_MB and again == kept
        return 0 if good and len(kept.skipped) == FILES // 50 else 1


if __name__ == "__main__":
    sys.exit(main())
