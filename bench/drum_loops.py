"""Loops of human drummers with a known tempo: the Groove MIDI data, cut on the grid and played by drum kits.

With FluidSynth and a General MIDI soundfont (Debian: fluidsynth, fluid-soundfont-gm, timgm6mb-soundfont) each
recording is played by one of seven kits; without them by the course kit. A kit plays all its
recordings in one go, each window after the bar before it, so a loop begins in the tail of that bar.
"""

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mido
import numpy as np
import soundfile

from academy.samples.kits import load_kit

RATE = 44_100
KITS = (0, 8, 16, 24, 25, 32, 40)
FONTS = ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/TimGM6mb.sf2")
FITTED_ON = ("drummer1", "drummer7", "drummer8")
COURSE_KIT = Path(__file__).parent.parent / "data" / "kits" / "course"
LANES = {
    36: "kick",
    35: "kick",
    37: "rim",
    38: "snare",
    40: "snare",
    39: "clap",
    42: "hat",
    22: "hat",
    44: "hat",
}
LANES |= {46: "open-hat", 26: "open-hat", 48: "high-tom", 50: "high-tom", 45: "low-tom", 47: "low-tom"}
LANES |= {43: "low-tom", 58: "low-tom", 49: "crash", 55: "crash", 52: "crash", 57: "crash"}
LANES |= {51: "ride", 53: "ride", 59: "ride"}
Note = tuple[float, int, int]
"""When (seconds), which General MIDI drum, how hard (1 to 127)."""


@dataclass(frozen=True)
class Known:
    """A loop whose tempo is known."""

    name: str
    group: str
    samples: "np.ndarray"
    bpm: float
    rate: int = RATE


@dataclass(frozen=True)
class Window:
    """Some bars of a recording; `notes` begin one bar (`lead_s`) before the window."""

    name: str
    drummer: str
    bpm: float
    lead_s: float
    length_s: float
    notes: tuple[Note, ...]


def windows(
    folder: Path, drummers: tuple[str, ...] | None = None, *, but: tuple[str, ...] = ()
) -> list[Window]:
    """Cut two windows of 1, 2, 4 or 8 bars from every recording, in turn."""
    with (folder / "info.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["drummer"] not in but]
    found = []
    for number, row in enumerate(rows):
        if drummers is None or row["drummer"] in drummers:
            for part in (0, 1):
                bars = (1, 2, 4, 8)[(number + 2 * part + number // 4) % 4]
                window = _window(folder / row["midi_filename"], row, bars, number + 5 * part)
                found += [window] if window else []
    return found


def _window(path: Path, row: dict[str, str], bars: int, number: int) -> Window | None:
    if not path.exists():
        return None
    file = mido.MidiFile(path)
    tempo, now, notes = 500_000, 0, []
    for message in mido.merge_tracks(file.tracks):
        now += message.time
        if message.type == "set_tempo":
            tempo = message.tempo
        elif message.type == "note_on" and message.velocity:
            notes.append((now / file.ticks_per_beat * tempo / 1e6, message.note, message.velocity))
    upper, lower = map(int, row["time_signature"].split("-"))
    bar_s = 4 * upper / lower * tempo / 1e6
    whole = int(max(time for time, _, _ in notes) / bar_s)
    first = 1 + (7 * number) % max(1, whole - bars - 1)
    start, end = (first - 1) * bar_s, (first + bars) * bar_s
    chosen = tuple((time - start, note, hard) for time, note, hard in notes if start <= time < end - 0.005)
    inside = sum(time >= bar_s for time, _, _ in chosen)
    if whole < first + bars or inside < 4 * bars:
        return None
    return Window(row["id"], row["drummer"], 6e7 / tempo, bar_s, bars * bar_s, chosen)


def played(cut: list[Window]) -> Iterator[Known]:
    """Play windows: by soundfonts where they are, else by the course kit."""
    fonts = [font for font in FONTS if Path(font).exists()]
    if not (shutil.which("fluidsynth") and fonts):
        for window in cut:
            yield _known(window, _by_course_kit(window), 0.0, "course kit")
        return
    choices = [(font, kit) for kit in KITS for font in fonts]
    for number, (font, kit) in enumerate(choices):
        chosen = cut[number :: len(choices)]
        if chosen:
            yield from _by_soundfont(chosen, font, kit)


def player() -> str:
    """Say what plays the loops here."""
    fonts = [Path(font).stem for font in FONTS if Path(font).exists()]
    return (
        f"{len(KITS)} kits of {' and '.join(fonts)}"
        if shutil.which("fluidsynth") and fonts
        else "the course kit"
    )


def _known(window: Window, audio: "np.ndarray", at_s: float, by: str) -> Known:
    start = round((at_s + window.lead_s) * RATE)
    loop = audio[start : start + round(window.length_s * RATE)]
    return Known(f"{window.name} by {by}", window.drummer, loop.astype(np.float32), window.bpm)


def _by_soundfont(cut: list[Window], font: str, kit: int) -> Iterator[Known]:
    starts, notes, now = [], [], 0.5
    for window in cut:
        starts.append(now)
        notes += [(now + time, note, hard) for time, note, hard in window.notes]
        now += window.lead_s + window.length_s + 3
    audio = soundfont([(time, 9, note, hard, 0.1) for time, note, hard in notes], font, {9: kit}, now)
    for window, at_s in zip(cut, starts, strict=True):
        yield _known(window, audio, at_s, f"{Path(font).stem} {kit}")


def soundfont(
    notes: list[tuple[float, int, int, int, float]], font: str, programs: dict[int, int], length_s: float
) -> "np.ndarray":
    """Play notes (seconds, channel, note, velocity, seconds held) and return them in mono."""
    file, track = mido.MidiFile(ticks_per_beat=10_000), mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("set_tempo", tempo=1_000_000, time=0))
    track.extend(mido.Message("program_change", channel=c, program=p, time=0) for c, p in programs.items())
    events = [(time, "note_on", c, note, hard) for time, c, note, hard, _ in notes]
    events += [(time + held, "note_off", c, note, 0) for time, c, note, _, held in notes]
    now = 0
    for time, kind, channel, note, hard in sorted(events):
        tick = round(time * 10_000)
        track.append(mido.Message(kind, channel=channel, note=note, velocity=hard, time=tick - now))
        now = tick
    with tempfile.TemporaryDirectory() as folder:
        midi, wav = Path(folder, "in.mid"), Path(folder, "out.wav")
        file.save(midi)
        command = ["fluidsynth", "-ni", "-q", "-g", "0.5", "-r", str(RATE), "-F", str(wav), font, str(midi)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        audio, _ = soundfile.read(wav, dtype="float32", always_2d=True)
    audio = audio.mean(axis=1)
    return np.pad(audio, (0, max(0, round(length_s * RATE) - len(audio))))


def _by_course_kit(window: Window) -> "np.ndarray":
    return by_course_kit(window.notes, window.lead_s + window.length_s)


def by_course_kit(notes: tuple[Note, ...], length_s: float, tail_s: float = 1.0) -> "np.ndarray":
    """Play drum notes with the sounds that lessons use; a tail of `tail_s` is kept after the end."""
    kit = load_kit(COURSE_KIT)
    audio = np.zeros(round((length_s + tail_s) * RATE))
    for time, note, hard in notes:
        sound, _ = soundfile.read(COURSE_KIT / f"{kit.sounds[LANES.get(note, 'rim')]}.wav")
        at = round(time * RATE)
        part = sound[: len(audio) - at]
        audio[at : at + len(part)] += part * (hard / 127) ** 1.5
    return audio / max(1.0, float(np.abs(audio).max()))
