"""A kit's sounds as they are heard and exported: cut where a pad plays a part, and cut without a click."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from few_sounds import bass, drum_loop, sound

from academy.errors import SoundError
from academy.samples.export.audio import Shape
from academy.samples.lesson_kit import Choice, Cut, LessonKit
from academy.samples.lesson_kit.pieces import LessonPieces, cut_wav
from academy.samples.library.entry import Entry


class OneFile:
    """A library whose sounds all have the same file."""

    def __init__(self, file: Path, *entries: Entry) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self.path = file

    def entry(self, sound_id: str) -> Entry:
        return self.entries[sound_id]

    def file(self, sound_id: str) -> Path:
        return self.path


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    """A second at half of full scale."""
    soundfile.write(tmp_path / "steady.wav", np.full(48_000, 0.5), 48_000, "PCM_16")
    return tmp_path / "steady.wav"


def test_a_cut_has_its_length_and_fades_where_it_was_cut(steady: Path) -> None:
    part, rate = soundfile.read(io.BytesIO(cut_wav(steady, Cut(1000, 13_000))), dtype="int16")
    assert (len(part), rate) == (12_000, 48_000)
    assert part[0] == part[-1] == 0
    assert set(part[24:-144]) == {16_384}  # half a millisecond in, three out, and nothing between


def test_an_edge_of_the_sound_itself_is_left_alone(steady: Path) -> None:
    part, _ = soundfile.read(io.BytesIO(cut_wav(steady, Cut(0, 48_000))), dtype="int16")
    assert set(part) == {16_384}
    assert cut_wav(steady, None) == steady.read_bytes()


def test_a_cut_beyond_the_end_is_named(steady: Path) -> None:
    with pytest.raises(
        SoundError, match=r"Pad B3 ends at frame 48001, and steady\.wav has 48000\. Cut it anew"
    ):
        cut_wav(steady, Cut(0, 48_001), "Pad B3")


def test_each_sound_has_its_shape_and_what_goes_into_its_name(steady: Path) -> None:
    chord = sound("rhodes-c-min9", "keys", key="C", mode="minor")
    entries = (sound("kick-1", "kick"), bass("F#1"), drum_loop("break-1", 90, key=None), chord)
    kit = LessonKit(
        "one",
        {
            "A13": Choice("A13", "kick", "kick-1", None, ""),
            "A6": Choice("A6", "bass", "bass-sub-fs1", None, ""),
            "A1": Choice("A1", "chord1", "rhodes-c-min9", None, ""),
            "B9": Choice("B9", "loop", "break-1", Cut(0, 24_000), ""),
            "B2": Choice("B2", "chop2", "break-1", Cut(100, 12_000), ""),
        },
        "",
    )
    pieces = {piece.pad: piece for piece in LessonPieces(kit, OneFile(steady, *entries)).pieces()}
    assert {pad: piece.shape for pad, piece in pieces.items()} == {
        "A13": Shape.ONE_SHOT,
        "A6": Shape.ONE_SHOT,
        "A1": Shape.ONE_SHOT,
        "B9": Shape.LOOP,
        "B2": Shape.SLICE,
    }
    assert [pieces[pad].key for pad in ("A13", "A6", "A1")] == [None, "F#1", "Cm"]
    assert (pieces["B9"].bpm, pieces["B2"].bpm, pieces["B2"].label) == (90, None, "chop2 Break 1")
    assert pieces["A13"].source == steady and isinstance(pieces["B2"].source, bytes)
