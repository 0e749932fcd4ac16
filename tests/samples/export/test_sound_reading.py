"""Every kind of file that a musician has is read, or refused in a sentence with its cure."""

from pathlib import Path

import numpy as np
import pytest
from waveforms import hit, written

from academy.errors import SoundError
from academy.samples.export import reading
from academy.samples.export.reading import read_sound

WHOLE = {
    "32-bit float": written(hit() * 3, subtype="FLOAT"),
    "64-bit float": written(hit(1.0, channels=2), 96_000, subtype="DOUBLE"),
    "8-bit": written(hit(), 22_050, subtype="PCM_U8"),
    "24-bit": written(hit(), 44_101, subtype="PCM_24"),
    "RF64": written(hit(), kind="RF64"),
    "AIFF": written(hit(), kind="AIFF"),
    "FLAC": written(hit(), kind="FLAC"),
    "MP3": written(hit(channels=2), kind="MP3"),
    "OGG": written(hit(channels=2), kind="OGG"),
    "Opus": written(hit(), 48_000, kind="OGG", subtype="OPUS"),
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_whole_file_is_read_whole(data: bytes) -> None:
    audio = read_sound(data)
    assert len(audio.samples) == (48_000 if audio.rate == 96_000 else 24_000)
    assert audio.notes == ()


@pytest.mark.parametrize("part", [0.1, 0.5, 0.97])
@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_file_that_is_cut_is_refused_with_a_sentence(data: bytes, part: float) -> None:
    with pytest.raises(SoundError, match=r"kick\.wav is (cut short|damaged): .* again\."):
        read_sound(data[: int(len(data) * part)], "kick.wav")


def test_an_ogg_file_that_ends_after_a_whole_page_but_the_last_page_is_cut_short() -> None:
    data = WHOLE["OGG"]
    with pytest.raises(SoundError, match="is cut short"):
        read_sound(data[: data.rindex(b"OggS")])


def test_32_bit_float_above_full_scale_is_read_as_it_is() -> None:
    assert read_sound(WHOLE["32-bit float"]).peak == pytest.approx((hit() * 3).max(), rel=1e-6)


def test_a_length_that_a_pipe_left_open_means_to_the_end() -> None:
    data = bytearray(written(hit()))
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    assert len(read_sound(bytes(data)).samples) == 24_000


@pytest.mark.parametrize("ending", ["mp3", "flac", "raw"])
def test_a_mislabelled_file_is_read_as_what_it_is(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"snare.{ending}"
    file.write_bytes(written(hit()))
    audio = read_sound(file)
    assert len(audio.samples) == 24_000
    assert [note.split(" but ")[1] for note in audio.notes] == ["is WAV inside; it was read as that."][
        : int(ending != "raw")
    ]


REFUSED = {
    "is empty": b"",
    "has no length": written(np.zeros(0)),
    "has 6 channels": written(np.zeros((9, 6))),
    "says 7 Hz": written(hit(0.01), 7),
    "holds values that are no numbers": written(np.array([0, np.nan]), subtype="FLOAT"),
    "is an M4A or MP4 file": b"\0\0\0\x20ftypM4A " + bytes(99),
    "is a page of the web": b"<!DOCTYPE html>",
    "is no sound; expected WAV, AIFF, FLAC, MP3, OGG": b"Kick, 2024",
    "is nothing but zeros": bytes(999),
    "is damaged": b"RIFF\x04\0\0\0WAVE",
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_cannot_be_used_is_said(says: str) -> None:
    with pytest.raises(SoundError, match=rf"kick\.wav {says}.*\. .*\.$"):
        read_sound(REFUSED[says], "kick.wav")


def test_an_hour_is_refused_before_it_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "set.flac"
    file.write_bytes(written(np.zeros(8_000 * 3_600, np.int16), 8_000, "FLAC"))
    monkeypatch.setattr(reading, "_all_of", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(SoundError, match="lasts 60 minutes; the unit keeps 32 minutes of one mono sound"):
        read_sound(file)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"gone\.wav cannot be read: No such file"):
        read_sound(tmp_path / "gone.wav")
