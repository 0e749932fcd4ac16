"""Fit the weights of the drum hint on sounds that are free of rights, and write them into the academy.

    python -m bench.fit_drums [--audio FOLDER] [--write]

Fitted on Sonic Pi's one-shots (CC0), the course kit (CC0) and the drum kits of FluidR3 (MIT) where it is
installed; the Unlicense kit `uzu-drumkit` is never fitted on: bench/analysis.py tests on it.
Only weights are shipped, no sound.
"""

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from scipy.optimize import minimize

from academy.samples.analysis import drums
from academy.samples.analysis.hearing import Heard, heard
from bench.drum_loops import COURSE_KIT, FONTS, KITS, RATE, soundfont
from bench.free_sounds import find_audio, sonic_pi_kind

KINDS = ("kick", "snare", "clap", "rim", "hat", "open_hat", "cymbal", "tom", "percussion")
GENERAL_MIDI = {35: "kick", 36: "kick", 37: "rim", 38: "snare", 40: "snare", 39: "clap", 42: "hat", 44: "hat"}
GENERAL_MIDI |= {
    46: "open_hat",
    49: "cymbal",
    51: "cymbal",
    52: "cymbal",
    53: "cymbal",
    55: "cymbal",
    57: "cymbal",
}
GENERAL_MIDI |= {41: "tom", 43: "tom", 45: "tom", 47: "tom", 48: "tom", 50: "tom"}
GENERAL_MIDI |= dict.fromkeys((54, 56, 60, 62, 64, 69, 70, 75, 82), "percussion")
COURSE = {"kick": "kick", "snare": "snare", "ghost": "snare", "rim": "rim", "clap": "clap", "hat": "hat"}
COURSE |= {"open-hat": "open_hat", "crash": "cymbal", "ride": "cymbal", "low-tom": "tom", "high-tom": "tom"}
COURSE |= {"shaker": "percussion"}
SMALL = 0.2


def material(audio: Path | None) -> Iterator[tuple[str, Heard]]:
    """Yield drums with their kind."""
    for name, kind in COURSE.items():
        yield kind, heard(*soundfile.read(COURSE_KIT / f"{name}.wav"))
    for path in sorted((audio / "sonic-pi").glob("*.flac")) if audio else ():
        kind = sonic_pi_kind(path.stem)
        if kind in KINDS:
            yield kind, heard(*soundfile.read(path))
    for font in (font for font in FONTS[:1] if Path(font).exists()):
        for kit in KITS:
            notes = [(4 * k + 0.5, 9, note, 110, 1.0) for k, note in enumerate(GENERAL_MIDI)]
            played = soundfont(notes, font, {9: kit}, 4 * len(notes) + 1)
            for k, kind in enumerate(GENERAL_MIDI.values()):
                at = round((4 * k + 0.5) * RATE)
                yield kind, heard(_ended(played[at : at + 3 * RATE]), RATE)


def _ended(sound: np.ndarray) -> np.ndarray:
    """Cut a hit where it has fallen by 60 dB."""
    loud = np.flatnonzero(np.abs(sound) > 0.001 * np.abs(sound).max(initial=0.0))
    return sound[: loud[-1] + 1] if len(loud) else sound


def fitted(values: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return weights (kinds x measurements and one) of a softmax; rare kinds weigh as much as others."""
    inputs = np.column_stack([values, np.ones(len(values))])
    weight = 1 / np.maximum(np.bincount(truth, minlength=len(KINDS)), 1)[truth]
    target = np.eye(len(KINDS))[truth]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        scores = inputs @ flat.reshape(len(KINDS), -1).T
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        slope = ((shares - target) * weight[:, None]).T @ inputs
        total = -(weight * np.log(shares[np.arange(len(truth)), truth] + 1e-12)).sum() + SMALL * flat @ flat
        return float(total), slope.ravel() + 2 * SMALL * flat

    start = np.zeros(len(KINDS) * inputs.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B").x.reshape(len(KINDS), -1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--audio")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    found = [
        (kind, drums.measured(sound))
        for kind, sound in material(find_audio(arguments.audio))
        if not sound.is_silent
    ]
    truth = np.array([KINDS.index(kind) for kind, _ in found])
    values = np.array([value for _, value in found])
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    weights = fitted((values - centre) / scale, truth)
    shares = np.column_stack([(values - centre) / scale, np.ones(len(values))]) @ weights.T
    print(f"{len(found)} drums, {100 * (shares.argmax(axis=1) == truth).mean():.0f} % right where fitted")
    print(dict(Counter(kind for kind, _ in found)))
    if arguments.write:
        _write(Path(drums.__file__).with_name("drum_weights.py"), centre, scale, weights, len(found))
    return 0


def _write(path: Path, centre: np.ndarray, scale: np.ndarray, weights: np.ndarray, count: int) -> None:
    def row(values: np.ndarray) -> str:
        numbers = ", ".join(f"{value:.3f}" for value in values)
        return "(" + textwrap.fill(numbers, 100, subsequent_indent="     ") + ")"

    text = '"""Weights of the drum hint (`drums.py`): a row a kind, its last number stands alone.\n\n'
    text += "Written by `python -m bench.fit_drums --write`.\n"
    text += f"Fitted on {count} one-shots: Sonic Pi's "
    text += '(CC0), the course kit (CC0), drum kits of FluidR3 (MIT).\n"""\n\n# fmt: off\n'
    text += f"KINDS = {KINDS!r}\nCENTRE = {row(centre)}\nSCALE = {row(scale)}\nWEIGHTS = (\n"
    path.write_text(text + "".join(f"    {row(line)},\n" for line in weights) + ")\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
