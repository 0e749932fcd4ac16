"""`academy kit` writes the kit of a lesson: its sounds on their pads, the pad map, its patterns."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import mido
import pytest

from academy.lessons.catalogue import catalogue

HOME = Path(__file__).parents[2]
LESSONS = catalogue(HOME / "course").lessons


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the store and the rendered sounds of all tests here: a sound is made once."""
    return tmp_path_factory.mktemp("keep")


@pytest.fixture
def store(keep: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACADEMY_STORE", str(keep / "academy.duckdb"))
    monkeypatch.setenv("HOME", str(keep))
    return keep / "academy.duckdb"


def files_of(card: Path) -> list[Path]:
    return sorted(card.glob("IMPORT/*/*"))


def test_a_lesson_onto_a_card(academy: Any, tmp_path: Path) -> None:
    said = academy("kit", "--lesson", "backbeat", "--out", tmp_path)
    assert (said.code, said.err) == (0, "")
    files = files_of(tmp_path)
    assert {file.parent.name for file in files} == {"L02_BACKBEAT"}
    pads = {file.name[:3] for file in files if file.suffix == ".WAV"}
    assert pads >= {"A11", "A13", "A15", "A16"} and len(pads) >= 8
    assert all(file.name in said.out for file in files) and "PADMAP.TXT" in said.out
    pattern = mido.MidiFile(files[0].parent / "KICK_AND_SNARE.MID")
    assert {m.note for m in pattern if m.type == "note_on"} in ({48, 50}, {36, 38})
    again = academy("kit", "--lesson", "2", "--out", tmp_path)
    assert f"{len(files)} there already" in again.out


@pytest.mark.skipif(shutil.which("sox") is None, reason="no sox here: an independent reader of WAV files")
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_sox_reads_every_file_of_every_lesson_as_the_unit_wants_it(
    academy: Any, tmp_path: Path, lesson: Any
) -> None:
    said = academy("kit", "--lesson", lesson.id, "--out", tmp_path)
    assert (said.code, said.err) == (0, "")
    files = files_of(tmp_path)
    assert sum(file.suffix == ".MID" for file in files) == len(lesson.exercises)
    assert all(len(part) <= 20 for file in files for part in (file.name, file.parent.name))
    wavs = [file for file in files if file.suffix == ".WAV"]
    read = subprocess.run(["sox", "--info", *wavs], capture_output=True, text=True, check=True)
    assert read.stderr == ""
    rates, depths, encodings, channels, frames = (
        re.findall(pattern, read.stdout)
        for pattern in (
            r"Sample Rate +: (\d+)",
            r"Precision +: (\d+)-bit",
            r"Sample Encoding: (.+)",
            r"Channels +: (\d)",
            r"= (\d+) samples",
        )
    )
    assert len(wavs) >= 8 and rates == ["48000"] * len(wavs) and depths == ["16"] * len(wavs)
    assert set(encodings) == {"16-bit Signed Integer PCM"} and set(channels) <= {"1", "2"}
    assert all(int(count) >= 5_040 for count in frames)  # 105 ms


def test_what_the_learner_chose_is_on_its_pad_and_a_seed_leaves_it_out(academy: Any, store: Path) -> None:
    from academy.store.store import open_store

    with open_store(f"duckdb:///{store}") as kept:
        kept.set_setting("kits", {"backbeat": {"A13": {"sound": "kick-deep-13"}}})
    mine, seeded = store.parent / "mine.zip", store.parent / "seeded.zip"
    assert "A13_KICK_DEEP_13.WAV" in names_in(academy, mine, "backbeat")
    assert "A13_KICK_DEEP_13.WAV" not in names_in(academy, seeded, "backbeat", "--seed", "0")


def names_in(academy: Any, file: Path, lesson: str, *more: str) -> list[str]:
    assert academy("kit", "--lesson", lesson, "--zip", file, *more).code == 0
    with zipfile.ZipFile(file) as archive:
        return [Path(name).name for name in archive.namelist()]


def test_a_file_of_the_learners_own_is_not_replaced_unasked(academy: Any, tmp_path: Path) -> None:
    mine = tmp_path / "kit.zip"
    mine.write_bytes(b"mine")
    assert "different. Nothing was written" in academy("kit", "--lesson", "backbeat", "--zip", mine).sentence
    assert mine.read_bytes() == b"mine"
    assert academy("kit", "--lesson", "backbeat", "--zip", mine, "--overwrite").code == 0
    assert zipfile.is_zipfile(mine)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--lesson", "backbeat"], "Give --out CARD"),
        (["--lesson", "disco", "--out", "."], "No lesson 'disco' in the course. There are: first-hits"),
        (["--lesson", "backbeat", "--out", "no/card"], "There is no folder no/card"),
        (["--lesson", "backbeat", "--zip", "no/kit.zip"], "There is no folder no"),
        (["--out", "."], "--lesson"),
    ],
)
def test_what_is_missing_is_said(academy: Any, arguments: list[str], words: str) -> None:
    assert words in academy("kit", *arguments).sentence
