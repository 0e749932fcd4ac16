"""`academy kit` writes what a lesson plays: its sounds on their pads, the pad map, its patterns."""

import zipfile
from pathlib import Path
from typing import Any

import mido
import pytest

from academy.lessons.catalogue import catalogue

HOME = Path(__file__).parents[2]
LESSONS = catalogue(HOME / "course").lessons


def test_a_lesson_onto_a_card(academy: Any, tmp_path: Path) -> None:
    said = academy("kit", "--lesson", "backbeat", "--out", tmp_path)
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "IMPORT" / "L02_BACKBEAT"
    names = sorted(path.name for path in folder.iterdir())
    assert [name for name in names if name.endswith(".WAV")] == [
        "A11_HAT.WAV",
        "A13_KICK.WAV",
        "A15_SNARE.WAV",
        "A16_CLAP.WAV",
    ]
    assert all(name in said.out for name in names) and "PADMAP.TXT" in names
    notes = {m.note for m in mido.MidiFile(folder / "KICK_AND_SNARE.MID") if m.type == "note_on"}
    assert notes == {36 + 12, 38 + 12} or notes == {36, 38}
    again = academy("kit", "--lesson", "2", "--out", tmp_path)
    assert f"{len(names)} there already" in again.out


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_has_a_sound_for_each_pad_it_plays(academy: Any, tmp_path: Path, lesson: Any) -> None:
    said = academy("kit", "--lesson", lesson.id, "--zip", tmp_path / "kit.zip")
    assert (said.code, said.err) == (0, "")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        names = [Path(name) for name in archive.namelist()]
    assert sum(name.suffix == ".MID" for name in names) == len(lesson.exercises)
    assert sum(name.suffix == ".WAV" for name in names) >= 1
    assert all(len(part) <= 20 for name in names for part in name.parts)


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
