"""Takes as files of the learner's own: named to be found, none lost, none overwritten."""

from pathlib import Path
from typing import Any

import pytest

from academy.errors import StoreError
from academy.keepsakes import export_table, export_takes, read_table
from academy.midi.device import load_device
from academy.midi.files import read_take

PADS = load_device(Path(__file__).parents[1] / "data" / "sp404mk2.toml").mode_a()


class Shelf:
    """A desk with these takes."""

    def __init__(self, *takes: dict[str, Any]) -> None:
        self._takes = {take["take_id"]: take for take in takes}

    def takes(self, exercise: str | None = None) -> list[dict[str, Any]]:
        return list(self._takes.values())

    def attempts(self) -> list[dict[str, Any]]:
        return [take | take["score"] for take in self._takes.values()]

    def take(self, take_id: str) -> dict[str, Any] | None:
        return self._takes[take_id]


def a_take(**said: Any) -> dict[str, Any]:
    hit = {"pad": "A13", "velocity": 90, "release_s": None, "note": 36, "channel": 1}
    return {
        "take_id": "one",
        "exercise": "backbeat/kick-and-snare",
        "played_at": "2026-11-24T10:15:00+00:00",
        "tempo": 84.0,
        "score": {"overall": 86.4},
        "hits": [hit | {"time_s": 0.25}],
    } | said


def test_a_name_says_when_what_how_well_and_which(tmp_path: Path) -> None:
    (file,) = export_takes(Shelf(a_take()), tmp_path, PADS)
    assert file.name == "2026-11-24 101500 backbeat kick-and-snare 86 one.mid"


def test_a_take_without_a_grade_is_exported_too(tmp_path: Path) -> None:
    takes = Shelf(a_take(score=None), a_take(take_id="two", score={"overall": None}))
    assert [file.name[36:] for file in export_takes(takes, tmp_path, PADS)] == [
        "snare one.mid",
        "snare two.mid",
    ]


def test_takes_of_the_same_second_and_grade_are_two_files(tmp_path: Path) -> None:
    long = "0123456789-abcdef-"
    files = export_takes(Shelf(a_take(take_id=long + "1"), a_take(take_id=long + "2")), tmp_path, PADS)
    assert len(set(files)) == 2 and all(file.exists() for file in files)


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    strange = a_take(take_id="../../etc/x", exercise="../up\\and:away/?")
    (file,) = export_takes(Shelf(strange), tmp_path / "mine", PADS)
    assert file.parent == tmp_path / "mine" and file.exists()


def test_the_file_plays_what_was_played(tmp_path: Path) -> None:
    (file,) = export_takes(Shelf(a_take()), tmp_path, PADS)
    (hit,) = read_take(file, pad_map=PADS).hits
    assert (hit.pad, hit.velocity, hit.time_s) == ("A13", 90, pytest.approx(0.25, abs=0.001))


def test_a_take_without_a_tempo_is_written_at_120(tmp_path: Path) -> None:
    (file,) = export_takes(Shelf(a_take(tempo=None)), tmp_path, PADS)
    assert read_take(file, pad_map=PADS).about["file_tempo"] == 120


def test_a_file_that_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    (file,) = export_takes(Shelf(a_take()), tmp_path, PADS)
    file.write_bytes(b"my own edit")
    assert export_takes(Shelf(a_take()), tmp_path, PADS) == [file]
    assert file.read_bytes() == b"my own edit"


def test_a_take_on_pads_of_no_map_keeps_its_notes(tmp_path: Path) -> None:
    hit = {"time_s": 0.0, "pad": None, "velocity": 70, "release_s": None, "note": 99, "channel": 12}
    (file,) = export_takes(Shelf(a_take(hits=[hit])), tmp_path, PADS)
    (heard,) = read_take(file, pad_map=PADS).hits
    assert (heard.pad, heard.note, heard.channel) == (None, 99, 12)


def test_the_table_of_an_export_reads_as_it_was_written(tmp_path: Path) -> None:
    shelf = Shelf(a_take())
    file = export_table(shelf, tmp_path / "mine")
    assert read_table(file) == shelf.attempts() and [one.name for one in file.parent.iterdir()] == [file.name]


ROW = '{"take_id": "one", "exercise": "a/b", "played_at": "2026-11-24", "overall": %s}'


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"schema": 1}', '{"schema": 1, "attempts": [5]}', '{"schema": 1, "attempts": [{}]}']
    + [f'{{"schema": 1, "attempts": [{ROW % overall}]}}' for overall in ('"high"', "NaN", "true")],
)
def test_what_is_no_table_of_takes_is_refused_by_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "takes.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r"takes\.json cannot be read as an export"):
        read_table(file)


def test_the_table_of_a_newer_academy_is_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / "takes.json").write_text('{"schema": 2, "attempts": ["who knows"]}', encoding="utf-8")
    with pytest.raises(StoreError, match="newer academy"):
        read_table(tmp_path / "takes.json")
