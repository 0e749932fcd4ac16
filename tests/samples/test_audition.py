"""An audition is the sound in a tenth of the bytes, made once, and never the old one of a changed sound."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from recipes_of_the_library import sound_of

from academy.errors import SoundError
from academy.samples.audition import LONGEST_S, audition, ogg_of

HIT = np.linspace(0.5, 0, 4_800, dtype=np.float32)


def written(samples: Any, rate: int = 48_000, subtype: str = "PCM_16") -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="WAV", subtype=subtype)
    return file.getvalue()


def heard(ogg: bytes) -> tuple[Any, int]:
    sound, rate = soundfile.read(io.BytesIO(ogg), dtype="float32", always_2d=True)
    return sound, rate


def file_of(folder: Path, data: bytes, name: str = "sound.wav") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_it_is_ogg_vorbis_at_48_khz_of_the_same_length_and_sounds_like_the_file(tmp_path: Path) -> None:
    loop = sound_of("felt-piano-c-min7").astype(np.float32)
    ogg = audition(file_of(tmp_path, written(loop)), tmp_path / "kept", "felt 1", is_loop=True)
    sound, rate = heard(ogg)
    assert (ogg[:4], rate, sound.shape) == (b"OggS", 48_000, loop.shape)
    assert np.corrcoef(sound.ravel(), loop.ravel())[0, 1] > 0.99
    assert len(ogg) < loop.size * 2 / 10


def test_a_loop_of_another_rate_keeps_its_length_in_time() -> None:
    assert len(heard(ogg_of(np.zeros((44_100, 1), np.float32), 44_100, is_loop=True))[0]) == 48_000


def test_it_is_made_once_for_a_stamp_and_anew_for_another(tmp_path: Path) -> None:
    source, kept = file_of(tmp_path, written(HIT)), tmp_path / "kept"
    first = audition(source, kept, "a 1")
    source.unlink()
    assert audition(source, kept, "a 1") == first
    with pytest.raises(SoundError, match=r"sound\.wav cannot be read: No such file"):
        audition(source, kept, "a 2")


def test_no_name_leaves_the_folder(tmp_path: Path) -> None:
    audition(file_of(tmp_path, written(HIT)), tmp_path / "kept", "../../etc/passwd 1")
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.suffix == ".ogg" and {path.name for path in tmp_path.iterdir()} == {"kept", "sound.wav"}


def test_only_the_first_minute_of_a_long_sound_is_heard(tmp_path: Path) -> None:
    long = file_of(tmp_path, written(np.zeros((8_000 * 90, 1), np.float32), 8_000))
    assert len(heard(audition(long, tmp_path, "long 1"))[0]) == LONGEST_S * 48_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"RIFFnothing", "is damaged"),
        (written(np.zeros((0, 1), np.float32)), "no sound that can be heard"),
        (written(np.full((99, 1), np.nan, np.float32), subtype="FLOAT"), "no sound that can be heard"),
    ],
)
def test_what_cannot_be_heard_is_said_and_nothing_is_kept(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SoundError, match=says):
        audition(file_of(tmp_path, data), tmp_path / "kept", "bad 1")
    assert not (tmp_path / "kept").exists()
