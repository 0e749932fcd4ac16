"""Fit the weights of the tempo ranker and write them into the academy.

    python -m bench.fit_tempo [--groove FOLDER] [--write]

Fitted on three drummers of the Groove MIDI data (bench/drum_loops.py, FITTED_ON) and on loops made here with
a seed of their own; bench/analysis.py measures on the other drummers, other seeds and real loops only.
A multinomial choice among the candidates of each loop: the right tempo and, for a smaller part, its octaves.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from academy.samples.analysis import weights
from academy.samples.analysis.fit import NAMES, observed, rhythm_of
from academy.samples.analysis.hearing import heard
from academy.samples.analysis.tempo import candidates
from bench.drum_loops import FITTED_ON, Known, played, player, windows
from bench.groove import find_groove
from bench.made_loops import drums

SEED, MADE = 11, 120
OCTAVES, SMALL = 0.35, 0.02
"""The part of the loss that octaves satisfy too; how much weights cost (standardised)."""


def example(known: Known) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Return what is observed of each candidate of a loop, which are right, which but for an octave."""
    sound = heard(known.samples, known.rate)
    rhythm = rhythm_of(sound.mono, sound.duration_s)
    tempos = np.array(candidates(rhythm))
    right = np.abs(tempos / known.bpm - 1) < 0.015
    octave = np.any([np.abs(tempos / known.bpm / k - 1) < 0.015 for k in (0.5, 1, 2)], axis=0)
    return (np.array([observed(rhythm, bpm) for bpm in tempos]), right, octave) if right.any() else None


def fitted(loops: Iterable[Known]) -> np.ndarray:
    """Return the weights that make the right tempos most likely."""
    examples = [found for found in map(example, loops) if found is not None]
    scale = np.concatenate([seen for seen, _, _ in examples]).std(axis=0) + 1e-9

    def loss(weight: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = SMALL * len(examples) / 20 * weight @ weight, SMALL * len(examples) / 10 * weight
        for seen, right, octave in examples:
            seen = seen / scale
            scores = seen @ weight
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            for part, good in ((1 - OCTAVES, right), (OCTAVES, octave)):
                inside = shares * good / (shares @ good)
                total -= part * np.log(shares @ good)
                slope = slope - part * ((inside - shares) @ seen)
        return float(total), slope

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    print(f"{len(examples)} loops, {found.nit} steps, loss {found.fun / len(examples):.3f} a loop")
    return found.x / scale


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groove")
    parser.add_argument("--write", action="store_true", help="write academy/samples/analysis/weights.py")
    arguments = parser.parse_args()
    groove = find_groove(arguments.groove)
    if groove is None:
        print("The Groove MIDI data are not here; name their folder with --groove or GROOVE_DATA.")
        return 2
    cut = windows(groove, FITTED_ON)
    by = player()
    origin = f"{len(cut)} loops of {', '.join(FITTED_ON)} by {by}, {MADE} made loops (seed {SEED})"
    print(origin)
    found = fitted([*played(cut), *drums(MADE, SEED)])
    lines = [f'        "{name}": {value:.4f},' for name, value in zip(NAMES, found, strict=True)]
    print("\n".join(lines))
    if arguments.write:
        _write(Path(weights.__file__), lines, origin)
    return 0


def _write(path: Path, lines: list[str], origin: str) -> None:
    head = '"""How much each observation of a tempo weighs (`fit.py` says what they are).\n\n'
    broken = origin.replace(" by ", "\nby ")
    head += f"Written by `python -m bench.fit_tempo --write`. Fitted on {broken}.\n"
    head += 'Only differences between tempos of one loop mean anything.\n"""\n\n'
    head += "from types import MappingProxyType\n\n"
    path.write_text(
        head + "WEIGHTS = MappingProxyType(\n    {\n" + "\n".join(lines) + "\n    }\n)\n", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
