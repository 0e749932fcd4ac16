"""Files and folders become attempts; what cannot be read is said and left out."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from academy.classbook import Classbook
from academy.errors import StoreError
from academy.guidance import course_of
from academy.keepsakes import export_table
from academy.lessons.catalogue import catalogue
from academy.store.store import open_store

HOME = Path(__file__).parents[1]


def keep(file: Path, *take_ids: str) -> None:
    with open_store(file) as store:
        for take_id in take_ids:
            take = {"id": take_id, "exercise": "backbeat/first", "whole": True, "hits": []}
            store.record(take, {"status": "scored", "overall": 80.0, "constants": "1"}, passed=True)


def test_a_folder_gives_its_stores_by_name_and_what_is_broken_is_said(tmp_path: Path) -> None:
    keep(tmp_path / "ana.duckdb", "one")
    keep(tmp_path / "deep" / "bo.duckdb", "two", "three")
    (tmp_path / "cy.duckdb").write_bytes(b"broken" * 999)
    (tmp_path / "notes.txt").write_text("none of ours")
    (tmp_path / "ana.damaged-20260101.duckdb").write_bytes(b"an old copy")
    book = Classbook.of([tmp_path])
    assert {name: len(row) for name, row in book.attempts.items()} == {"ana": 1, "bo": 2}
    assert len(book.skipped) == 1 and "cy.duckdb" in book.skipped[0]


def test_two_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("monday", "friday"):
        keep(tmp_path / folder / "academy.duckdb", folder)
    assert list(Classbook.of([tmp_path]).attempts) == [
        str(tmp_path / folder / "academy") for folder in ("friday", "monday")
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    keep(tmp_path / "ana.duckdb", "one")
    assert len(Classbook.of([tmp_path / "ana.duckdb", tmp_path]).attempts) == 1


def test_an_export_of_takes_is_read_as_its_folder_is_called_and_one_that_is_broken_is_said(
    tmp_path: Path,
) -> None:
    keep(tmp_path / "kept.duckdb", "one", "two")
    with open_store(tmp_path / "kept.duckdb") as store:
        export_table(store, tmp_path / "class" / "ana")
        kept = Classbook.of_own(store.attempts())
    (tmp_path / "class" / "bo").mkdir()
    (tmp_path / "class" / "bo" / "takes.json").write_text("[]")
    book = Classbook.of([tmp_path / "class"])
    assert list(book.attempts) == ["ana"] and book.attempts["ana"] == kept.attempts["your own"]
    assert len(book.skipped) == 1 and "bo/takes.json" in book.skipped[0]


@pytest.mark.parametrize("place", ["gone.duckdb", "empty"])
def test_a_place_without_a_file_is_refused_by_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match=place):
        Classbook.of([tmp_path / place])


def test_when_nothing_can_be_read_the_reasons_are_the_answer(tmp_path: Path) -> None:
    (tmp_path / "cy.duckdb").write_bytes(b"broken" * 999)
    with pytest.raises(StoreError, match=r"No file could be read\. cy\.duckdb"):
        Classbook.of([tmp_path])


def test_of_two_files_of_one_learner_the_last_word_on_a_lesson_counts_once(tmp_path: Path) -> None:
    course = course_of(catalogue(HOME / "course"), HOME / "data" / "kits")
    first, second = tmp_path / "z-first.duckdb", tmp_path / "a-second.duckdb"
    keep(first, "one")
    for file, day, stars in ((first, 1, 2), (second, 2, 5)):
        if file == second:
            shutil.copy(first, second)
        moment = datetime(2026, 11, day, tzinfo=UTC)
        with open_store(file, lambda moment=moment: moment) as store:  # type: ignore[misc]
            store.rate({"lesson": "first-hits", "stars": stars})
    said = Classbook.of([tmp_path]).as_json(course, datetime(2026, 11, 3, tzinfo=UTC))
    assert said["lessons"][0]["rating"] == {"stars": 5, "count": 1}
