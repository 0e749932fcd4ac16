"""How often the analysis of sounds is right, on loops and sounds that it was not fitted on.

    python -m bench.analysis [--groove FOLDER] [--audio FOLDER] [--part NAME ...]

A1: the tempo is within 4 %; A2: it or its double, half, triple or third is; Ae: within half a BPM. MIREX: a
right key counts 1, a fifth off 0.5, the relative 0.3, the parallel 0.2. Parts that need data which are not
here say so. CPU is this process's own time. Exits 1 when a figure is not reached.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from academy.samples.analysis.analyse import analyse, analyse_file
from academy.samples.analysis.chroma import chroma_of
from academy.samples.analysis.drums import drum_of
from academy.samples.analysis.hearing import heard
from academy.samples.analysis.key import NAMES, Key, key_of
from academy.samples.analysis.loop import is_loop
from academy.samples.analysis.names import named
from academy.samples.analysis.tempo import tempo_of
from bench import librosa_beside
from bench.drum_loops import FITTED_ON, FONTS, KITS, RATE, Known, played, player, soundfont, windows
from bench.free_sounds import LOOPS, UZU, find_audio, sonic_pi_kind
from bench.groove import find_groove
from bench.librosa_beside import MISSING, librosa
from bench.made_loops import chords, drums

SEED = 6
OCTAVES = (1, 2, 3, 1 / 2, 1 / 3)
reached: list[bool] = []


def figure(
    name: str, value: float, least: float | None = None, most: float | None = None, note: str = ""
) -> None:
    """Print a figure and whether it is reached."""
    said = "" if least is None else f"  at least {least:g}"
    said += "" if most is None else f"  at most {most:g}"
    good = (least is None or value >= least) and (most is None or value <= most)
    reached.append(good)
    print(f"  {name:<44} {value:6.1f}{said}{'' if good else '  NOT REACHED'}  {note}")


def tempo(name: str, loops: Iterable[Known], a2: float | None = None, a1: float | None = None) -> None:
    loops, rows, began = list(loops), [], time.process_time()
    for known in loops:
        sound = heard(known.samples, known.rate)
        found = tempo_of(sound.mono, sound.duration_s)
        ratio = found.bpm / known.bpm
        octave = any(abs(ratio / k - 1) < 0.04 for k in OCTAVES)
        told = abs(ratio - 1) < 0.04 or abs(found.alt / known.bpm - 1) < 0.04
        rows.append((abs(ratio - 1) < 0.04, octave, abs(found.bpm - known.bpm) < 0.5, told, found.confidence))
        if not octave:
            print(
                f"    missed: {known.name}: {known.bpm:.1f} BPM, found {found.bpm} ({found.confidence:.2f})"
            )
    right = np.array(rows, dtype=float)
    spent = 1000 * (time.process_time() - began) / len(rows)
    figure(f"{name}: A2 %", 100 * right[:, 1].mean(), a2, note=f"n = {len(rows)}")
    figure(f"{name}: A1 %", 100 * right[:, 0].mean(), a1)
    sure = right[right[:, 4] >= 0.7]
    print(f"    Ae {100 * right[:, 2].mean():.1f}; tempo or its alternative {100 * right[:, 3].mean():.1f}")
    print(f"    confidence 0.7 keeps {100 * len(sure) / len(rows):.0f} %, A1 {100 * sure[:, 0].mean():.1f}")
    print(f"    {spent:.0f} ms CPU a loop")
    if not librosa():
        print(f"    {MISSING}")
        return
    began = time.process_time()
    ratios = np.array([librosa_beside.tempo_of(known.samples, known.rate) / known.bpm for known in loops])
    spent = 1000 * (time.process_time() - began) / len(loops)
    near = np.abs(ratios[:, None] / np.array(OCTAVES) - 1) < 0.04
    print(
        f"    librosa {librosa().__version__}: A2 {100 * near.any(axis=1).mean():.1f}, "
        f"A1 {100 * near[:, 0].mean():.1f}, {spent:.0f} ms CPU a loop"
    )


def tempo_part(groove: Path | None, audio: Path | None) -> None:
    if groove is None:
        print("  human drummers: skipped, the Groove MIDI data are not here (--groove or GROOVE_DATA)")
    else:
        cut = windows(groove, but=FITTED_ON)
        print(f"  human drummers played by {player()}; not {', '.join(FITTED_ON)}, which were fitted on")
        tempo("human drummers", list(played(cut)), 97, 85)
    made = list(drums(150, SEED))
    for group in ("exact", "tail", "padded"):
        tempo(f"made, {group}", [known for known in made if known.group == group])
    if audio is None:
        print("  real loops: skipped, the sounds are not here (--audio or SOUND_DATA)")
    else:
        tempo("real loops", list(_real(audio)), 95)


def _real(audio: Path) -> Iterator[Known]:
    for name, beats in LOOPS.items():
        samples, rate = soundfile.read(audio / name)
        yield Known(name, "real", samples, 60 * beats * rate / len(samples), rate)


def mirex(tonic: int, mode: str, key: Key | None) -> float:
    """Return what a key scores against the true one."""
    if key is None:
        return 0.0
    found = NAMES.index(key.tonic)
    if key.mode == mode:
        return {0: 1.0, 5: 0.5, 7: 0.5}.get((found - tonic) % 12, 0.0)
    relative = (tonic + (9 if mode == "major" else 3)) % 12
    return 0.3 if found == relative else 0.2 if found == tonic else 0.0


def key_part(groove: Path | None, audio: Path | None) -> None:
    scores: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    beside: dict[bool, list[float]] = {False: [], True: []}
    for known in chords(SEED):
        key = key_of(chroma_of(heard(known.samples, known.rate).mono))
        scores[known.with_drums].append((mirex(known.tonic, known.mode, key), key.confidence if key else 0.0))
        if librosa():
            tonic, mode = librosa_beside.key_of(known.samples, known.rate)
            beside[known.with_drums].append(mirex(known.tonic, known.mode, Key(NAMES[tonic], mode, "", 1.0)))
    for with_drums, least in ((False, 78), (True, 68)):
        right = np.array(scores[with_drums])
        name = "chords with drums" if with_drums else "chords"
        figure(
            f"{name}: MIREX",
            100 * right[:, 0].mean(),
            least,
            note=f"exact {100 * (right[:, 0] == 1).mean():.0f} %",
        )
        print(f"    librosa: {100 * np.mean(beside[with_drums]):.1f}" if librosa() else f"    {MISSING}")
    right = np.array(scores[False] + scores[True])
    for least in (0.2, 0.5, 0.8):
        sure = right[right[:, 1] >= least]
        print(
            f"    confidence {least}: keeps {100 * len(sure) / len(right):.0f} %, exact {_exact(sure):.0f} %"
        )
    made = [key_of(chroma_of(heard(known.samples, known.rate).mono)) for known in drums(100, SEED)]
    print(f"    drum loops that are given a key: {sum(key is not None for key in made)} of 100")


def _exact(scored: np.ndarray) -> float:
    return 100 * float((scored[:, 0] == 1).mean()) if len(scored) else 0.0


def loop_part(groove: Path | None, audio: Path | None) -> None:
    hits, notes = _hits()
    if audio:
        for path in sorted(audio.glob("*/*.flac")) + sorted(audio.glob("uzu-drumkit/*/*.wav")):
            name = str(path.relative_to(audio))
            if name not in LOOPS:
                group = notes if path.stem.split("_")[0] in ("ambi", "guit", "bass") else hits
                group.append((name, heard(*soundfile.read(path))))
    every = 0
    for name, group in (("one-shot hits called loops", hits), ("held sounds called loops", notes)):
        wrong = [said for said, sound in group if is_loop(sound.mono, sound.duration_s)]
        every += len(wrong)
        figure(f"{name}, %", 100 * len(wrong) / max(1, len(group)), note=f"n = {len(group)} {wrong[:8]}")
    figure("all one-shots called loops, %", 100 * every / (len(hits) + len(notes)), most=1)
    loops = [*drums(90, SEED), *(_real(audio) if audio else ())]
    found = [
        is_loop(sound.mono, sound.duration_s)
        for sound in (heard(known.samples, known.rate) for known in loops)
    ]
    figure("loops found, %", 100 * sum(found) / len(found), note=f"n = {len(found)}, without their names")


def _hits() -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    """Return single hits of every drum of every kit, and held notes of 128 instruments, by soundfont."""
    hits, held = [], []
    for font in (font for font in FONTS if Path(font).exists()):
        for kit in KITS:
            sound = soundfont([(3.0 * k, 9, 35 + k, 85, 1.0) for k in range(47)], font, {9: kit}, 3.0 * 47)
            hits += [(f"{Path(font).stem} {kit} drum {35 + k}", _cut(sound, 3.0 * k, 2.9)) for k in range(47)]
        for first in range(0, 128, 8):
            programs = {c: first + c for c in range(8)}
            sound = soundfont([(4.0 * c, c, 50, 80, 2.0) for c in range(8)], font, programs, 32.0)
            held += [
                (f"{Path(font).stem} instrument {first + c}", _cut(sound, 4.0 * c, 3.0)) for c in range(8)
            ]
    return hits, held


def _cut(sound: np.ndarray, at_s: float, length_s: float) -> object:
    part = sound[round(at_s * RATE) : round((at_s + length_s) * RATE)]
    loud = np.flatnonzero(np.abs(part) > 0.001 * np.abs(part).max(initial=0.0))
    return heard(part[: loud[-1] + 1] if len(loud) else part, RATE)


def kind_part(groove: Path | None, audio: Path | None) -> None:
    if audio is None:
        print("  kinds: skipped, the sounds are not here (--audio or SOUND_DATA)")
        return
    true = {path: sonic_pi_kind(path.stem) for path in sorted((audio / "sonic-pi").glob("*.flac"))}
    true |= {path: UZU.get(path.parent.name) for path in sorted(audio.glob("uzu-drumkit/*/*.wav"))}
    true = {path: kind for path, kind in true.items() if kind}
    for where, said in (
        ("names", lambda path: path.name),
        ("folders and names", lambda path: f"{path.parent.name}/{path.name}"),
    ):
        told = [(path.name, named(said(path)).kind, kind) for path, kind in true.items()]
        given = [row for row in told if row[1]]
        wrong = [row for row in given if row[1] != row[2]]
        figure(
            f"{where}: precise, %", 100 - 100 * len(wrong) / len(given), 97, note=str(wrong) if wrong else ""
        )
        print(f"    {100 * len(given) / len(told):.0f} % of {len(told)} say a kind")
    unseen = [
        (drum_of(heard(*soundfile.read(path))), kind) for path, kind in true.items() if "uzu" in str(path)
    ]
    hinted = [(drum, kind) for drum, kind in unseen if drum]
    good = sum(drum.kind == kind for drum, kind in hinted)
    figure(
        "drum hint on a kit never fitted on, %",
        100 * good / len(hinted),
        note=f"n = {len(hinted)} of {len(unseen)}",
    )
    sure = [drum.kind == kind for drum, kind in hinted if drum.confidence >= 0.7]
    print(f"    confidence 0.7 keeps {len(sure)}, right {sum(sure)}")


def cost_part(groove: Path | None, audio: Path | None) -> None:
    if audio is None:
        print("  cost: skipped, the sounds are not here")
        return
    paths = sorted(audio.glob("sonic-pi/*.flac")) + sorted(audio.glob("uzu-drumkit/*/*.wav"))
    analyse(np.zeros(1000), RATE)
    began = time.process_time()
    for path in paths:
        analyse_file(path)
    spent = 1000 * (time.process_time() - began) / len(paths)
    figure(
        "CPU a file, reading included, ms",
        spent,
        most=72,
        note=f"n = {len(paths)}; 10,000 files in 12 minutes",
    )


PARTS: dict[str, Callable[[Path | None, Path | None], None]] = {
    "tempo": tempo_part,
    "key": key_part,
    "loop": loop_part,
    "kind": kind_part,
    "cost": cost_part,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groove")
    parser.add_argument("--audio")
    parser.add_argument("--part", nargs="*", choices=PARTS, default=list(PARTS))
    arguments = parser.parse_args()
    for name in arguments.part:
        print(f"{name}:", flush=True)
        PARTS[name](find_groove(arguments.groove), find_audio(arguments.audio))
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
