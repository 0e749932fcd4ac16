"""Piano, strings and saxophone of a soundfont: there when it is installed, and then as good as any sound."""

import io
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile

from academy.errors import SoundError
from academy.samples.band.band import Band
from academy.samples.band.fluid import INSTALL, Synth, find_synth, midi_of
from academy.samples.band.parts import read_parts
from academy.samples.library.library import Library
from academy.samples.recipes.harmony import number_of

DATA = Path(__file__).parents[2] / "data" / "sounds"
SYNTH = find_synth()
needs_soundfont = pytest.mark.skipif(SYNTH is None, reason=INSTALL)


def test_the_band_plays_chords_of_every_key_and_a_saxophone() -> None:
    parts = read_parts(DATA / "band.toml")
    assert len(parts) == 24 + 12 + 12
    assert parts["grand-piano-c-min7"].notes == (48, 51, 55, 58)  # C3 Eb3 G3 Bb3
    assert parts["tenor-sax-fs3"].notes == (number_of("F#3"),)
    assert len({part.digest for part in parts.values()}) == len(parts)


def test_notes_become_a_midi_file_that_another_reader_reads() -> None:
    file = mido.MidiFile(file=io.BytesIO(midi_of(66, (60, 64), hold_s=1.0, length_s=2.0, strum_ms=100)))
    at, played = 0.0, []
    for message in file:
        at += message.time
        if not message.is_meta:
            played.append(
                (round(at, 2), message.type, getattr(message, "note", message.dict().get("program")))
            )
    assert played == [
        (0.0, "program_change", 66),
        (0.0, "note_on", 60),
        (0.1, "note_on", 64),
        (1.0, "note_off", 60),
        (1.0, "note_off", 64),
    ]
    assert file.length == pytest.approx(2.0)


def test_without_a_soundfont_there_is_no_band_and_it_is_said_what_to_install(tmp_path: Path) -> None:
    assert find_synth([tmp_path]) is None and find_synth(command="no-such-command") is None
    assert "sudo apt install fluidsynth fluid-soundfont-gm" in INSTALL
    library = Library.open(DATA, tmp_path, tmp_path / "own", None)
    with pytest.raises(SoundError, match="No sound 'grand-piano-c-min7'"):
        library.entry("grand-piano-c-min7")


def test_a_command_that_does_not_play_is_said_with_what_to_install(tmp_path: Path) -> None:
    band = Band.found(DATA, tmp_path, Synth("false", tmp_path / "none.sf2"))
    assert band is not None
    with pytest.raises(SoundError, match=r"false cannot play none\.sf2: .*Install the command fluidsynth"):
        band.path("tenor-sax-c3")
    assert list(tmp_path.iterdir()) == []


def test_what_is_known_of_the_band_was_measured_on_it_as_it_is(tmp_path: Path) -> None:
    band = Band.found(DATA, tmp_path, Synth("false", tmp_path / "none.sf2"))
    assert band is not None
    assert all(entry.features and any(entry.peaks) for entry in band.entries)


@needs_soundfont
@pytest.mark.parametrize(("name", "frames"), [("tenor-sax-a3", 67_200), ("grand-piano-c-min7", 144_000)])
def test_a_sound_is_played_once_and_is_as_long_loud_and_clean_as_said(
    tmp_path: Path, name: str, frames: int
) -> None:
    library = Library.open(DATA, tmp_path, tmp_path / "own", Band.found(DATA, tmp_path))
    entry, file = library.entry(name), library.file(name)
    samples, rate = soundfile.read(file)
    assert samples.shape == (frames, 2) and rate == 48_000
    assert frames == round(entry.sound.duration_s * rate)
    peak_db = 20 * np.log10(np.abs(samples).max())
    assert peak_db <= -0.99 and peak_db == pytest.approx(entry.sound.peak_db, abs=1.0)
    assert np.abs(samples[-1]).max() == 0 and np.abs(samples.mean(axis=0)).max() < 1e-4
    made = file.stat().st_mtime_ns
    assert library.file(name).stat().st_mtime_ns == made


@needs_soundfont
def test_a_note_has_its_pitch(tmp_path: Path) -> None:
    band = Band.found(DATA, tmp_path)
    assert band is not None
    samples, rate = soundfile.read(band.path("tenor-sax-a3"))
    power = np.abs(np.fft.rfft(samples[:, 0])) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    near = (hertz > 210) & (hertz < 230)
    assert hertz[near][power[near].argmax()] == pytest.approx(220, abs=2)
    assert power[near].sum() > 20 * power[(hertz > 230) & (hertz < 250)].sum()
