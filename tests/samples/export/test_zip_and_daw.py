"""The same kit in one ZIP file, and with loop chunks for a music program."""

import io
import struct
import zipfile

import numpy as np
import pytest
import soundfile

from academy.samples.export.audio import Pcm
from academy.samples.export.daw import wav_for_daw
from academy.samples.export.wav import wav_of
from academy.samples.export.zipping import zip_of

TWO_BARS = Pcm(np.zeros((8 * 32_000, 2), np.int16), 0.0)  # eight beats at 90: 32000 frames each


def chunks(wav: bytes) -> dict[bytes, bytes]:
    found, at = {}, 12
    while at < len(wav):
        (length,) = struct.unpack("<I", wav[at + 4 : at + 8])
        found[wav[at : at + 4]] = wav[at + 8 : at + 8 + length]
        at += 8 + length
    assert struct.unpack("<I", wav[4:8]) == (len(wav) - 8,)
    return found


def test_a_zip_unpacks_to_where_the_unit_looks_and_is_the_same_on_any_day() -> None:
    files = {"A13_KICK.WAV": b"kick", "PADMAP.TXT": b"pads"}
    packed = zip_of("L02", files)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "IMPORT/L02/A13_KICK.WAV": b"kick",
            "IMPORT/L02/PADMAP.TXT": b"pads",
        }
    assert packed == zip_of("L02", files)


def test_a_file_for_the_card_has_no_chunks_but_its_own() -> None:
    assert set(chunks(wav_of(TWO_BARS))) == {b"fmt ", b"data"}


def test_a_loop_for_a_music_program_says_its_tempo_beats_and_ends() -> None:
    said = chunks(wav_for_daw(TWO_BARS, bpm=90, root=57))
    flags, root, _, _, beats, unit, top, tempo = struct.unpack("<IHHfIHHf", said[b"acid"])
    assert (flags, root, beats, top, unit, tempo) == (4 | 2, 57, 8, 4, 4, 90)
    assert struct.unpack("<9I", said[b"smpl"][:36])[2:4] == (20_833, 57)
    assert struct.unpack("<4I", said[b"smpl"][36:52]) == (0, 0, 0, 8 * 32_000 - 1)


@pytest.mark.parametrize("bpm", [90.0, None])
def test_another_reader_understands_both_chunks(bpm: float | None) -> None:
    with soundfile.SoundFile(io.BytesIO(wav_for_daw(TWO_BARS, bpm=bpm))) as file:
        heard = file.extra_info
        assert len(file.read()) == 8 * 32_000
    assert ("Tempo     : 90" in heard) == (bpm is not None)
    assert "smpl" in heard and "acid" in heard
