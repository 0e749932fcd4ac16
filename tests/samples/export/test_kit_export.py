"""A lesson's kit as files: named after their pads, with a map to print, read by somebody else's reader."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from waveforms import hit, steady, written

from academy.samples.export.audio import Shape
from academy.samples.export.kit import Piece, export_kit

COURSE = Path(__file__).parents[3] / "data" / "kits" / "course"


class Chosen:
    """Sounds of every odd format on the first pads."""

    def pieces(self) -> Sequence[Piece]:
        return [
            Piece("A10", "late pad", written(hit(0.01), 22_050, subtype="PCM_U8")),
            Piece("A2", "kick", written(hit(channels=2), subtype="FLOAT")),
            Piece("A6", "chord", written(steady(44_101), 44_101), Shape.LOOP, 90, "Cm"),
            Piece("B1", "kick", written(hit(), 96_000, "FLAC", "PCM_24")),
            Piece("A1", "old", written(hit(channels=2), kind="MP3")),
        ]


class Chops:
    """The eight slices of the course kit's break, as files of 44.1 kHz."""

    def pieces(self) -> Sequence[Piece]:
        return [Piece(f"B{n}", f"chop{n}", COURSE / f"chop{n}.wav", Shape.SLICE) for n in range(1, 9)]


def test_files_are_named_after_their_pads_and_in_their_order() -> None:
    kit = export_kit("A beat", "L02", Chosen(), {"first bar": b"MThd", "First Bar": b"MThd2"})
    assert list(kit.files) == [
        "A01_OLD.WAV",
        "A02_KICK.WAV",
        "A06_90_CM_CHORD.WAV",
        "A10_LATE_PAD.WAV",
        "B01_KICK.WAV",
        "PADMAP.TXT",
        "FIRST_BAR.MID",
        "FIRST_BAR_2.MID",
    ]


def test_the_pad_map_has_each_pad_where_it_lies_on_the_unit() -> None:
    text = export_kit("A beat", "L02", Chosen(), {"first bar": b"MThd"}).files["PADMAP.TXT"].decode()
    lines = text.splitlines()
    top = lines.index("Bank A") + 3
    assert [cell.strip() for cell in lines[top].split("|")[1:-1]] == ["old", "kick", "", ""]
    assert "A6   A06_90_CM_CHORD.WAV   chord               1.00  mono" in text
    assert "FIRST_BAR.MID" in text and max(map(len, lines)) <= 110


def soxi(flag: str, file: Path) -> str:
    done = subprocess.run(["sox", "--info", flag, file], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("sox") is None, reason="no sox here: an independent reader of WAV files")
@pytest.mark.parametrize("sounds", [Chosen(), Chops()], ids=["odd", "chops"])
def test_sox_reads_each_file_as_48_khz_16_bit_pcm(sounds: Chosen | Chops, tmp_path: Path) -> None:
    kit = export_kit("A beat", "L02", sounds, {})
    for row in kit.rows:
        file = tmp_path / row.file
        file.write_bytes(kit.files[row.file])
        assert [soxi(flag, file) for flag in ("-t", "-r", "-b", "-e")] == [
            "wav",
            "48000",
            "16",
            "Signed Integer PCM",
        ]
        assert (int(soxi("-c", file)), int(soxi("-s", file))) == (
            row.channels,
            round(row.duration_s * 48_000),
        )
        assert row.duration_s >= 0.105 and file.stat().st_size == 44 + 2 * row.channels * int(
            soxi("-s", file)
        )


def test_chops_keep_their_levels_and_their_lengths() -> None:
    kit = export_kit("Chops", "L13", Chops(), {})
    assert len({row.gain_db for row in kit.rows}) == 1
    assert {row.duration_s for row in kit.rows} == {16_000 / 48_000}  # an eighth at 90
