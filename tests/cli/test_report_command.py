"""`academy report`: many learners' files as a table, as JSON, as CSV, and one's own playing."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from kept_takes import FIRST, play

from academy.store.store import open_store

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def klass(tmp_path: Path) -> Path:
    """One who is at it with the first lesson done, one who stopped at its second exercise."""
    play(tmp_path / "class" / "ana.duckdb", *FIRST)
    play(tmp_path / "class" / "bo.duckdb", *FIRST[:2], overall=60.0, days_ago=20)
    return tmp_path / "class"


def test_the_table_tells_of_lessons_and_where_somebody_stopped(academy: Any, klass: Path) -> None:
    said = academy("report", klass)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("2 learners, 6 takes: 1 at it, 1 stopped.\n2 learners: too few")
    row = next(line.split() for line in said.out.splitlines() if "First hits" in line)
    assert row == ["1", "First", "hits", "2", "1", "1", "6", "75", "75", "4", "1.5"]
    assert "Where 1 learner stopped (no take for 14 days)" in said.out and "Pulse (1)" in said.out
    assert "names of their files only" in said.out and "ana" not in said.out


def test_no_line_is_wider_than_100_columns(academy: Any, klass: Path) -> None:
    (klass / "a-learner-with-a-very-long-name-for-a-file-indeed.duckdb").write_bytes(b"broken" * 999)
    out = academy("report", klass, "--exercises").out
    assert "a-very-long-name" in out and "Soft and loud" in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_days_decide_who_has_stopped(academy: Any, klass: Path) -> None:
    assert json.loads(academy("report", klass, "--json", "--days", "21").out)["places"]["stopped"] == 0


def test_programs_get_a_schema_and_one_number_for_each_column(academy: Any, klass: Path) -> None:
    said = json.loads(academy("report", klass, "--json").out)
    assert said["schema"] == 1 and said["learners"] == 2 and said["skipped"] == []
    first = said["lessons"][0]
    assert (first["began"], first["completed"], first["stopped"], first["attempts"]) == (2, 1, 1, 6)
    assert [one["files"] for one in said["files"]] == [["ana"], ["bo"]]


def test_a_spreadsheet_gets_lessons_and_exercises(academy: Any, klass: Path, tmp_path: Path) -> None:
    assert academy("report", klass, "--csv", tmp_path / "tables").code == 0
    with (tmp_path / "tables" / "exercises.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["exercise"]: row for row in csv.DictReader(file)}
    assert rows["first-hits/pulse"]["stopped"] == "1" and rows["first-hits/pulse"]["mean"] == "75.0"
    assert (tmp_path / "tables" / "lessons.csv").read_text("utf-8").startswith("lesson,title,began,completed")


def test_what_a_learner_exported_is_reported_as_what_a_learner_backed_up(
    academy: Any, store: Path, tmp_path: Path
) -> None:
    play(store, *FIRST[:2])
    academy("export", "--takes", tmp_path / "exported" / "ana")
    academy("backup", tmp_path / "ana.duckdb")
    exported, kept = (academy("report", tmp_path / name).out for name in ("exported", "ana.duckdb"))
    assert exported == kept and exported.startswith("1 learner, 2 takes: 1 at it.")


def test_without_files_it_is_ones_own_playing(academy: Any, store: Path) -> None:
    assert academy("report").out.startswith("1 learner, 0 takes: 1 not begun.")
    play(store, "first-hits/pulse")
    assert academy("report").out.startswith("1 learner, 1 take: 1 at it.")


def test_a_store_in_use_is_left_out_with_the_cure_and_the_rest_is_told(academy: Any, klass: Path) -> None:
    with open_store(klass / "bo.duckdb"):
        out = " ".join(academy("report", klass).out.split())
    assert out.startswith("1 learner, 4 takes")
    assert "Left out: bo.duckdb is open in a running academy. Make a copy there with `academy backup" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["gone.duckdb"], "There is no gone.duckdb."), (["--days", "soon"], "'soon' is no number of days")],
)
def test_bad_input_is_one_sentence(academy: Any, arguments: list[str], says: str) -> None:
    assert says in academy("report", *arguments).sentence


def test_ratings_are_told_the_least_liked_lesson_first(academy: Any, klass: Path) -> None:
    for name, stars in (("ana", 5), ("bo", 2)):
        with open_store(klass / f"{name}.duckdb") as kept:
            kept.rate({"lesson": "first-hits", "stars": stars})
    with open_store(klass / "bo.duckdb") as kept:
        kept.rate({"lesson": "backbeat", "stars": 1})
    lines = academy("report", klass).out.splitlines()
    at = lines.index("How lessons are liked, of 5")
    assert [line.split() for line in lines[at + 1 : at + 3]] == [
        ["2", "The", "backbeat", "1", "by", "1", "learner"],
        ["1", "First", "hits", "3.5", "by", "2", "learners"],
    ]
    lessons = json.loads(academy("report", klass, "--json").out)["lessons"]
    assert [one["rating"] for one in lessons[:3]] == [
        {"stars": 3.5, "count": 2},
        {"stars": 1, "count": 1},
        None,
    ]
