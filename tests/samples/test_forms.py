"""A sound in the form in which it is wanted: as it is, for the unit, for a music program."""

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from academy.errors import SoundError
from academy.samples.forms import in_form
from academy.samples.library.entry import Entry
from academy.samples.library.peaks import SILENCE
from academy.samples.sound import Sound

QUIET = np.linspace(0.25, 0, 22_050, dtype=np.float32)


def entry(**known: object) -> Entry:
    return Entry(Sound(id="a", name="a", **known), {}, SILENCE, "1")  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "a.flac", QUIET, 22_050)
    return tmp_path / "a.flac"


def test_wav_has_the_level_of_the_file_and_card_the_units(file: Path, tmp_path: Path) -> None:
    wav, rate = soundfile.read(io.BytesIO(in_form("wav", entry(), file, tmp_path)))
    assert (len(wav), rate) == (48_000, 48_000) and abs(wav[24_000] - 0.125) < 0.001
    card, _ = soundfile.read(io.BytesIO(in_form("card", entry(), file, tmp_path)))
    assert abs(20 * np.log10(np.abs(card).max()) + 1) < 0.1


@pytest.mark.parametrize(("root", "note"), [("C2", 36), ("F#", 66)])
def test_a_music_program_is_told_the_root(root: str, note: int, file: Path, tmp_path: Path) -> None:
    data = in_form("daw", entry(root=root), file, tmp_path)
    flags, said = struct.unpack_from("<IH", data, data.index(b"acid") + 8)
    assert (flags & 2, said) == (2, note)


def test_a_loop_for_the_unit_keeps_its_length(file: Path, tmp_path: Path) -> None:
    loop = in_form("card", entry(is_loop=True, bpm=120.0), file, tmp_path)
    assert soundfile.info(io.BytesIO(loop)).frames == 48_000


def test_another_form_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="form is 'mp3'; expected one of ogg, wav, card, daw"):
        in_form("mp3", entry(), file, tmp_path)
