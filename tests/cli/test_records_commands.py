"""`academy export`, `backup` and `restore`: what a learner played is theirs, and stays."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from academy.midi.device import load_device
from academy.midi.files import read_take, read_target
from academy.settings import Settings
from academy.store.store import open_store

PADS = load_device(Settings.from_env({}, Path.cwd()).home / "data" / "sp404mk2.toml").mode_a()


def play(store: Path, *names: str) -> None:
    """Keep a take of one kick and one snare for each name."""
    with open_store(store) as kept:
        for name in names:
            hits = [
                {"time_s": 0.0, "pad": "A13", "velocity": 90},
                {"time_s": 0.5, "pad": "A15", "velocity": 80},
            ]
            take = {"id": name, "exercise": "backbeat/first", "tempo": 120.0, "hits": hits}
            kept.record(take, {"status": "scored", "overall": 86.4, "constants": "1"}, passed=True)


def takes_in(store: Path) -> list[str]:
    with open_store(store) as kept:
        return [take["take_id"] for take in kept.takes()]


def test_every_take_becomes_a_midi_file_that_reads_as_it_was_played(
    academy: Any, store: Path, tmp_path: Path
) -> None:
    play(store, "one", "two")
    said = academy("export", "--takes", tmp_path / "mine")
    assert said.out == f"2 takes in {tmp_path / 'mine'}\n"
    first, _ = sorted((tmp_path / "mine").glob("*backbeat first 86*.mid"))
    hits = read_take(first, pad_map=PADS).hits
    assert [(hit.pad, hit.velocity) for hit in hits] == [("A13", 90), ("A15", 80)]
    assert [hit.time_s for hit in hits] == pytest.approx([0.0, 0.5])


def test_a_learner_who_has_not_played_yet_exports_nothing(academy: Any, tmp_path: Path) -> None:
    said = academy("export", "--takes", tmp_path / "mine")
    assert (said.code, said.out) == (0, f"0 takes in {tmp_path / 'mine'}\n")


def test_an_exercise_becomes_a_file_for_the_unit(academy: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.mid"
    said = academy("export", "--exercise", "backbeat/kick-and-snare", "--to", file)
    assert said.code == 0 and "drag the file onto its pattern tab" in said.out
    pattern = read_target(file, PADS)
    assert (pattern.tempo, pattern.beats_per_bar) == (pytest.approx(84, abs=0.001), 4)
    assert [one.pad for one in pattern.onsets] == ["A13", "A15", "A13", "A15"]


def test_an_export_without_a_place_or_of_nothing_is_asked_back(academy: Any, tmp_path: Path) -> None:
    said = academy("export", "--exercise", "backbeat/kick-and-snare")
    assert (said.code, said.err) == (2, "academy: export to where? Give --to FILE.mid.\n")
    said = academy("export", "--exercise", "backbeat/none", "--to", tmp_path / "x.mid")
    assert said.code == 2 and "No exercise 'backbeat/none'" in said.err
    assert academy("export").code == 2


def test_a_backup_comes_back_and_what_was_there_is_kept(academy: Any, store: Path, tmp_path: Path) -> None:
    play(store, "before")
    copy = tmp_path / "copy.duckdb"
    assert academy("backup", copy).out == f"Kept in {copy}\n"
    play(store, "after")
    said = academy("restore", copy)
    assert said.code == 0
    assert takes_in(store) == ["before"]
    (moved,) = store.parent.glob("academy.before-restore-*.duckdb")
    assert str(moved) in said.out
    with duckdb.connect(str(moved), read_only=True) as plain:
        assert plain.execute("select count(*) from takes").fetchall() == [(2,)]


@pytest.mark.parametrize("wrong", ["nowhere.duckdb", "a-folder", "no-store.txt"])
def test_a_backup_that_is_none_changes_nothing(academy: Any, store: Path, tmp_path: Path, wrong: str) -> None:
    play(store, "mine")
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "no-store.txt").write_text("no store")
    assert wrong in academy("restore", tmp_path / wrong).sentence
    assert not (tmp_path / "nowhere.duckdb").exists()
    assert takes_in(store) == ["mine"]


def test_restoring_under_an_open_course_is_refused_with_the_way_out(
    academy: Any, store: Path, tmp_path: Path
) -> None:
    play(store, "mine")
    academy("backup", tmp_path / "copy.duckdb")
    with open_store(store):
        sentence = academy("restore", tmp_path / "copy.duckdb").sentence
    assert sentence == "The course is open. Stop it with Ctrl-C where it was started, then restore."


def test_a_damaged_store_is_said_and_left_as_it_is(academy: Any, store: Path, tmp_path: Path) -> None:
    store.parent.mkdir()
    store.write_bytes(b"damaged")
    for command in (("export", "--takes", tmp_path / "mine"), ("backup", tmp_path / "b.duckdb")):
        assert "Nothing was deleted" in academy(*command).sentence
    assert store.read_bytes() == b"damaged"


def test_a_backup_without_a_name_goes_to_the_operators_folder(
    academy: Any, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(store, "mine")
    assert "set ACADEMY_BACKUP_FOLDER" in academy("backup").sentence
    monkeypatch.setenv("ACADEMY_BACKUP_FOLDER", str(tmp_path / "backups"))
    assert academy("backup").code == 0
    (copy,) = (tmp_path / "backups").glob("academy-*.duckdb")
    assert takes_in(copy) == ["mine"]
