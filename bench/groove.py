"""Real drumming with known truth: eight bars of the Groove MIDI data against their own quantised selves.

The data are not part of the project (CC BY 4.0, see their README). They are looked for at the path given,
then at GROOVE_DATA, then in shared/data/groove beside the checkout; without them the benchmark says so.
"""

import csv
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mido

from academy.midi.device import PadMap
from academy.midi.files import read_take
from academy.midi.take import Hit
from academy.patterns.model import Onset, Target

ALIASES = {40: 38, 22: 42, 26: 46, 50: 48, 47: 45, 58: 43, 53: 51, 59: 51, 55: 49, 57: 52}
BARS = 8


@dataclass(frozen=True)
class Known:
    """A take whose truth is known: `truth[k]` is the onset that hit k answers, None for a stray."""

    name: str
    target: Target
    hits: tuple[Hit, ...]
    truth: tuple[int | None, ...]


def find_groove(given: str | None = None) -> Path | None:
    """Return the folder of the data, or None when it is not on this machine."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "groove"
    for place in (given, os.environ.get("GROOVE_DATA"), beside):
        if place and (Path(place) / "info.csv").exists():
            return Path(place)
    return None


def read_takes(folder: Path, *, bars: int = BARS, every: int = 1, least: int = 24) -> Iterator[Known]:
    """Yield the first `bars` whole bars of every `every`-th recording that has so many and enough notes."""
    for row in _rows(folder)[::every]:
        path = folder / row["midi_filename"]
        if not path.exists():
            continue
        beats_per_bar = _beats_per_bar(row)
        beat_s, notes = _read_notes(path)
        length_s = bars * beats_per_bar * beat_s
        chosen = [note for note in notes if -beat_s / 12 <= note[0] < length_s - beat_s / 12]
        if len(chosen) >= least and notes[-1][0] > length_s - beats_per_bar * beat_s:
            yield quantised(row["midi_filename"], chosen, 60 / beat_s, beats_per_bar, length_s)


def read_whole(folder: Path, pad_map: PadMap, *, every: int = 1) -> Iterator[Known]:
    """Yield every `every`-th recording in full, read as the academy reads a learner's MIDI file."""
    for row in _rows(folder)[::every]:
        path = folder / row["midi_filename"]
        if path.exists():
            take = read_take(path, pad_map=pad_map)
            notes = [(hit.time_s, hit.pad or "?", hit.velocity) for hit in take.hits]
            tempo = take.tempo or float(row["bpm"])
            beats_per_bar = _beats_per_bar(row)
            bar_s = beats_per_bar * 60 / tempo
            length_s = bar_s * math.ceil(notes[-1][0] / bar_s + 1e-6)
            yield quantised(row["midi_filename"], notes, tempo, beats_per_bar, length_s)


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "info.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _beats_per_bar(row: dict[str, str]) -> float:
    upper, lower = (int(part) for part in row["time_signature"].split("-"))
    return 4 * upper / lower


def _read_notes(path: Path) -> tuple[float, list[tuple[float, str, int]]]:
    """Return seconds to a beat and the notes (seconds, pad, velocity) of one file, by time."""
    file = mido.MidiFile(path)
    now, tempo, notes = 0, 500000, []
    for message in mido.merge_tracks(file.tracks):
        now += message.time
        if message.type == "set_tempo":
            tempo = message.tempo
        elif message.type == "note_on" and message.velocity:
            notes.append((now, ALIASES.get(message.note, message.note), message.velocity))
    beat_s = tempo / 1e6
    notes.sort()
    return beat_s, [
        (ticks / file.ticks_per_beat * beat_s, pad_of(note), velocity) for ticks, note, velocity in notes
    ]


def quantised(
    name: str, notes: list[tuple[float, str, int]], tempo: float, beats_per_bar: float, length_s: float
) -> Known:
    """Snap notes to the better fitting grid; the loudest of a slot is the note, the others are ornaments."""
    beat_s = 60 / tempo
    step_s = min((beat_s / 4, beat_s / 3), key=lambda step: _misfit(notes, step))
    loudest: dict[tuple[int, str], int] = {}
    for index, (time_s, pad, velocity) in enumerate(notes):
        slot = (max(0, round(time_s / step_s)), pad)
        if slot not in loudest or velocity > notes[loudest[slot]][2]:
            loudest[slot] = index
    onsets, truth = [], dict.fromkeys(range(len(notes)))
    for index, ((step, pad), hit) in enumerate(sorted(loudest.items())):
        truth[hit] = index
        onsets.append(
            Onset(
                index=index,
                time_s=step * step_s,
                beat=step * step_s / beat_s,
                pad=pad,
                velocity=notes[hit][2],
                lane=pad,
                step=step,
            )
        )
    target = Target(tuple(onsets), tempo, beats_per_bar, length_s, length_s, step_s)
    hits = tuple(Hit(time_s, pad, velocity) for time_s, pad, velocity in notes)
    return Known(name, target, hits, tuple(truth[index] for index in range(len(notes))))


def pad_of(note: int) -> str:
    """Return a pad of its own for each instrument."""
    return f"{'ABCDEFGH'[note // 16]}{note % 16 + 1}"


def _misfit(notes: list[tuple[float, str, int]], step_s: float) -> float:
    phases = [time_s / step_s - round(time_s / step_s) for time_s, _, _ in notes]
    return sum(phase * phase for phase in phases) / len(phases)
