"""A robot ear: a classifier that has heard only real drums is asked what our recipes are.

    python -m bench.robot_ear FOLDER [FOLDER ...]

FOLDERs hold real one-shots whose kind stands in their names or folders (Sonic Pi's samples, uzu-drumkit).
Of each class at least 75 % of our sounds must be heard as what they are meant to be. Recipes were fitted to
this ear, so a second one stands beside it without a gate (some were looked at with it too). So does the
ear's own score on real drums (each left out once): no gate is better than its ear.
"""

import argparse
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
import soxr

from academy.samples.recipes.book import read_book
from academy.samples.recipes.orchestra import play

RATE = 48_000
FLOOR = 0.75
SOUNDS = Path(__file__).parent.parent / "data" / "sounds"
# Sonic Pi calls open and closed hats alike `hat_`: those of 0.4 s and more count as open.
CLASSES = ("kick", "snare", "clap", "rim", "hat", "open_hat", "cymbal", "tom", "percussion")
NAMES = (
    ("open_hat", r"^oh/|cymbal_open|hat_(gump|len|metal|noiz)\b"),
    ("hat", r"^hh/|^hat_|cymbal_(closed|pedal)"),
    ("cymbal", r"^(cr|rd)/|cymbal_(hard|soft)|splash|ride_|elec_cymbal"),
    ("snare", r"^sd/|^sn_|snare"),
    ("kick", r"^bd/|^bd_|heavy_kick|(soft|hollow)_kick|drum_bass"),
    ("clap", r"^cp/"),
    ("rim", r"^rim/"),
    ("tom", r"^(lt|mt|ht)/|_tom"),
    ("percussion seeds", r"^(sh|tb)/"),
    ("percussion skin", r"tabla_(na|te|ke|re|tas|tun)"),
    ("percussion metal", r"^cb/|cowbell|perc_bell|elec_(triangle|bell)"),
    ("percussion wood", r"perc_(snap|till)|elec_wood"),
)


def kind_of(path: Path) -> str | None:
    """Return the class that a file's name or folder says, None for anything else."""
    for text in (f"{path.parent.name}/{path.name}", path.name):
        for kind, pattern in NAMES:
            if re.search(pattern, text):
                return kind
    return None


def mono(wave: np.ndarray, rate: int) -> np.ndarray:
    """Return a sound in mono at RATE, from its first audible moment on."""
    flat = wave.mean(axis=1) if wave.ndim == 2 else wave
    flat = soxr.resample(flat, rate, RATE, "HQ") if rate != RATE else flat
    heard = np.flatnonzero(np.abs(flat) > 0.03 * np.max(np.abs(flat)))
    flat = flat[heard[0] :][: 3 * RATE]
    return np.pad(flat, (0, max(0, 9600 - len(flat)))) / np.max(np.abs(flat))


EDGES = np.array([20, 60, 110, 200, 400, 800, 1500, 3000, 5500, 8500, 12000, 20000])


def bands(part: np.ndarray) -> np.ndarray:
    power = np.abs(np.fft.rfft(part * np.hanning(len(part) * 2)[len(part) :], 16384)) ** 2
    hertz = np.fft.rfftfreq(16384, 1 / RATE)
    sums = np.array([power[(hertz >= a) & (hertz < b)].sum() for a, b in pairwise(EDGES)])
    return np.log10(sums / max(sums.sum(), 1e-12) + 1e-4)


def features(wave: np.ndarray) -> np.ndarray:
    """Return what an ear goes by: how long, how bright, how pitched, how many strokes."""
    block = 96  # 2 ms
    loud = np.sqrt(np.mean(wave[: len(wave) // block * block].reshape(-1, block) ** 2, axis=1))
    top = int(np.argmax(loud[:100]))
    after = np.maximum.accumulate(loud[::-1])[::-1] / loud[top]
    fallen = [
        np.argmax(np.append(after[top:], 0) < 10 ** (-db / 20)) * 0.002 + 0.002 for db in (6, 12, 20, 32)
    ]
    early, late = bands(wave[:1440]), bands(wave[1440:7200] + 1e-9)
    spectrum = np.abs(np.fft.rfft(wave[:4800], 8192)) ** 2 + 1e-9
    hertz = np.fft.rfftfreq(8192, 1 / RATE)
    flat = [
        np.mean(np.log(part)) - np.log(np.mean(part))
        for part in (spectrum[(hertz > a) & (hertz < b)] for a, b in ((100, 600), (600, 3000), (3000, 10000)))
    ]
    centre = np.log(np.sum(hertz * spectrum) / spectrum.sum())
    low = np.where((hertz > 30) & (hertz < 500), spectrum, 0)
    starts = [np.log(max(hertz[np.argmax(low)], 30.0))]
    smooth = np.convolve(loud[:40], [0.25, 0.5, 0.25], "same")
    peaks = np.sum(
        (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] > 0.25 * smooth.max())
    )
    crest = np.log(1 / np.sqrt(np.mean(wave[:4800] ** 2)))
    return np.concatenate(
        [np.log(fallen), [np.log(top + 1)], early, late, flat, [centre], starts, [np.log(1 + peaks), crest]]
    )


class Ear:
    """Shrunken linear discriminants, every class equally likely: few examples, no tuning."""

    def __init__(self, heard: np.ndarray, kinds: np.ndarray, shrink: float = 0.35) -> None:
        self.middle, self.spread = heard.mean(axis=0), heard.std(axis=0) + 1e-6
        flat = (heard - self.middle) / self.spread
        self.kinds = sorted(set(kinds))
        whole = flat.mean(axis=0)
        self.means = np.array([self._mean(flat[kinds == kind], whole) for kind in self.kinds])
        inside = flat - self.means[[self.kinds.index(kind) for kind in kinds]]
        cover = inside.T @ inside / len(flat)
        self.inverse = np.linalg.inv((1 - shrink) * cover + shrink * np.eye(len(cover)))

    @staticmethod
    def _mean(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
        return (part.sum(axis=0) + 0.3 * whole) / (len(part) + 0.3)

    def says(self, heard: np.ndarray) -> list[str]:
        flat = (np.atleast_2d(heard) - self.middle) / self.spread
        apart = flat[:, None, :] - self.means[None]
        return [
            self.kinds[at].split()[0]
            for at in np.argmin(np.einsum("nkf,fg,nkg->nk", apart, self.inverse, apart), axis=1)
        ]


def nearest(heard: np.ndarray, kinds: np.ndarray, sounds: np.ndarray) -> list[str]:
    """Return the class of the most similar real drum: a second ear, which no recipe was fitted to."""
    spread = heard.std(axis=0) + 1e-6
    apart = np.linalg.norm((sounds[:, None, :] - heard[None]) / spread, axis=2)
    return [kind.split()[0] for kind in kinds[np.argmin(apart, axis=1)]]


def real(folders: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    """Return features and classes of the real one-shots."""
    rows, kinds = [], []
    for file in sorted(
        file for folder in folders for file in folder.rglob("*") if file.suffix in (".wav", ".flac")
    ):
        kind = kind_of(file)
        if kind and not file.name.startswith("."):
            rows.append(features(mono(*soundfile.read(file))))
            kinds.append(kind)
    return np.array(rows), np.array(kinds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="name each sound that is heard as something else"
    )
    said = parser.parse_args()
    heard, kinds = real(said.folders)
    if len(set(kinds)) < 2:
        print("no real one-shots in these folders: nothing measured")
        return 0
    ear = Ear(heard, kinds)
    own: dict[str, list[bool]] = {kind: [] for kind in CLASSES}
    for place, kind in enumerate(kind.split()[0] for kind in kinds):
        rest = np.arange(len(kinds)) != place
        own[kind].append(Ear(heard[rest], kinds[rest]).says(heard[place])[0] == kind)
    good = True
    title = f"{'class':<12}{'real':>6}{'ear itself':>12}{'ours':>6}{'heard right':>13}{'second ear':>12}"
    print(f"{title}   heard as")
    book = read_book(SOUNDS)
    for kind in CLASSES:
        recipes = [recipe for recipe in book.recipes.values() if recipe.sound.kind == kind]
        sounds = np.array([features(mono(play(recipe), RATE)) for recipe in recipes])
        answers, second = ear.says(sounds), nearest(heard, kinds, sounds)
        right = answers.count(kind) / len(answers)
        good &= right >= FLOOR
        rest = Counter(answer for answer in answers if answer != kind).most_common(3)
        row = f"{kind:<12}{len(own[kind]):>6}{np.mean(own[kind]):>11.0%} {len(answers):>6}{right:>12.0%} "
        row += f"{second.count(kind) / len(second):>11.0%}    "
        print(row + ", ".join(f"{name} {count}" for name, count in rest))
        if said.misses:
            for recipe, answer in zip(recipes, answers, strict=True):
                if answer != kind:
                    print(f"    {recipe.sound.id}: {answer}")
    total = [hit for hits in own.values() for hit in hits]
    print(f"the ear itself, on real drums left out: {np.mean(total):.0%} of {len(total)}")
    print("every class reaches 75 %" if good else "not every class reaches 75 %")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
