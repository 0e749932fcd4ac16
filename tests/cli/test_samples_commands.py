"""`academy samples` finds sounds by words; `academy analyze` says what any sound file is."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile


def write(place: Path, length_s: float = 0.3) -> Path:
    time = np.arange(round(44_100 * length_s)) / 44_100
    place.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(place, 0.5 * np.sin(2 * np.pi * 60 * time) * np.exp(-12 * time), 44_100)
    return place


def test_sounds_are_found_by_words(academy: Any) -> None:
    said = academy("samples", "drum", "loop", "90 bpm", "dusty", "--count", "2")
    assert (said.code, said.err) == (0, "")
    *lines, total = said.out.splitlines()
    assert len(lines) == 2 and total.startswith("2 of ")
    assert all("drum loop" in line and " 90 " in line for line in lines)


def test_a_program_is_told_rows_and_counts(academy: Any) -> None:
    told = json.loads(academy("samples", "kick", "lo-fi", "--json").out)
    assert {row["kind"] for row in told["rows"]} == {"kick"} and told["notes"] == []
    assert told["total"] == told["facets"]["kind"]["kick"] >= len(told["rows"]) == 20
    assert "peaks" not in told["rows"][0]


def test_without_words_the_library_is_counted(academy: Any) -> None:
    first, kinds, *_ = academy("samples").out.splitlines()
    assert int(first.split()[0]) >= 840 and kinds.startswith("kinds: ")


def test_more_like_one_are_its_kind(academy: Any) -> None:
    lines = academy("samples", "--like", "kick-dusty-01", "--count", "5").out.splitlines()[:5]
    assert all(line.startswith("kick-") for line in lines) and not any("dusty-01 " in line for line in lines)


def test_what_no_sound_is_gets_an_answer(academy: Any) -> None:
    assert academy("samples", "theremin").out == "No sound is all of this. Ask for less.\n"
    assert "Near it: kick-dusty-" in academy("samples", "--like", "kick-dusty-99").sentence


def test_a_file_is_analysed_by_its_name_and_by_ear(academy: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "Kick 01.wav")
    said = academy("analyze", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{file}\n  kick, one-shot, ") and "0.30 s" in said.out
    (told,) = json.loads(academy("analyze", file, "--json").out)
    assert (told["kind"], told["bpm"], told["source"]["kind"]) == ("kick", None, "name")


def test_a_folder_is_gone_through_and_a_bad_file_stops_nothing(academy: Any, tmp_path: Path) -> None:
    write(tmp_path / "deep" / "Kick.wav")
    (tmp_path / "broken.wav").write_bytes(b"")
    write(tmp_path / "Snare.wav")
    said = academy("analyze", tmp_path, "--json")
    assert (said.code, said.err) == (2, "academy: 1 of 3 files could not be read.\n")
    told = {Path(one["file"]).name: one for one in json.loads(said.out)}
    assert "is empty" in told["broken.wav"]["error"]
    assert (told["Kick.wav"]["kind"], told["Snare.wav"]["kind"]) == ("kick", "snare")


@pytest.mark.parametrize(
    ("name", "words"), [("gone.wav", "gone.wav cannot be read"), ("empty", "holds no sound files")]
)
def test_what_cannot_be_analysed_is_said_in_a_sentence(
    academy: Any, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    assert words in academy("analyze", tmp_path / name).sentence
