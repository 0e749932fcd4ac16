"""Somebody else's file is read as a copy and stays as it is."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from academy.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from academy.store.reading import read_attempts
from academy.store.store import open_store

SCORE = {"status": "scored", "overall": 88.0, "constants": "1"}


def a_take(name: str) -> dict[str, Any]:
    return {"id": name, "exercise": "backbeat/first", "whole": True, "hits": []}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A copy of a store with one take, alone in its folder."""
    with open_store(tmp_path / "own" / "academy.duckdb") as store:
        store.record(a_take("one"), SCORE, passed=True)
        store.backup(tmp_path / "class" / "ana.duckdb")
    return tmp_path / "class" / "ana.duckdb"


def seen(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_a_backup_is_read_and_neither_it_nor_its_folder_changes(backup: Path) -> None:
    before = seen(backup.parent)
    assert [row["take_id"] for row in read_attempts(backup)] == ["one"]
    assert seen(backup.parent) == before


def test_what_stands_only_in_the_log_of_last_changes_is_read(backup: Path, tmp_path: Path) -> None:
    with open_store(backup) as store:
        store.record(a_take("two"), SCORE, passed=True)
        left = tmp_path / "left.duckdb"
        shutil.copyfile(backup, left)
        shutil.copyfile(f"{backup}.wal", f"{left}.wal")
    assert sorted(row["take_id"] for row in read_attempts(left)) == ["one", "two"]


def test_a_store_in_use_names_the_backup_as_the_cure(backup: Path) -> None:
    with open_store(backup), pytest.raises(StoreBusy, match=r"ana.duckdb is open .* `academy backup mine"):
        read_attempts(backup)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 999])
def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.duckdb"
    file.write_bytes(content)
    with pytest.raises((StoreError, StoreDamaged), match=r"odd\.duckdb"):
        read_attempts(file)
    assert [one.name for one in tmp_path.iterdir()] == ["odd.duckdb"] and file.read_bytes() == content


def test_a_file_of_a_newer_academy_is_refused(backup: Path) -> None:
    with duckdb.connect(str(backup)) as newer:
        newer.execute("insert into migrations values (999, 'later', now())")
    with pytest.raises(StoreTooNew, match="999"):
        read_attempts(backup)
