"""A backup comes back whole and alone, and one that is none changes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from academy.errors import StoreBusy, StoreDamaged, StoreError
from academy.store.restoring import restore
from academy.store.store import open_store

SCORE = {"status": "scored", "constants": "1"}
KILLED = """
import os, signal, sys
from academy.store.store import open_store
store = open_store(sys.argv[1])
take = {"id": "later", "exercise": "backbeat/first", "hits": []}
store.record(take, {"status": "scored", "constants": "1"}, passed=False)
os.kill(os.getpid(), signal.SIGKILL)
"""


def keep(file: Path, take_id: str) -> None:
    with open_store(file) as store:
        store.record({"id": take_id, "exercise": "backbeat/first", "hits": []}, SCORE, passed=False)


def kept_in(file: Path) -> list[str]:
    with open_store(file) as store:
        return [take["take_id"] for take in store.takes()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine" / "academy.duckdb"


@pytest.fixture
def backup(file: Path, tmp_path: Path) -> Path:
    keep(file, "kept")
    with open_store(file) as store:
        store.backup(tmp_path / "backup.duckdb")
    return tmp_path / "backup.duckdb"


def test_a_backup_is_a_whole_store_and_comes_back(file: Path, backup: Path) -> None:
    keep(file, "later")
    moved = restore(f"duckdb:///{file}", backup)
    assert kept_in(file) == ["kept"]
    assert moved is not None
    assert sorted(kept_in(moved)) == ["kept", "later"]


def test_the_last_changes_of_a_crash_stay_with_the_old_file(file: Path, backup: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert file.with_name("academy.duckdb.wal").exists()
    moved = restore(file, backup)
    assert kept_in(file) == ["kept"]
    assert moved is not None
    assert sorted(kept_in(moved)) == ["kept", "later"]


def test_a_backup_is_only_read(file: Path, backup: Path) -> None:
    before = backup.read_bytes()
    restore(file, backup)
    assert backup.read_bytes() == before
    assert list(backup.parent.glob("backup*")) == [backup]


def test_what_is_no_backup_changes_nothing_and_leaves_nothing(file: Path, tmp_path: Path) -> None:
    keep(file, "mine")
    letter = tmp_path / "letter.txt"
    letter.write_text("dear academy")
    with pytest.raises(StoreDamaged, match=r"letter\.txt cannot be read as a backup"):
        restore(file, letter)
    assert kept_in(file) == ["mine"]
    assert not [path for path in file.parent.iterdir() if "damaged" in path.name or "restoring" in path.name]


def test_nothing_is_restored_under_an_open_store(file: Path, backup: Path) -> None:
    with open_store(file), pytest.raises(StoreBusy):
        restore(file, backup)


def test_a_dump_is_no_backup_of_a_file(file: Path, tmp_path: Path) -> None:
    dump = tmp_path / "academy.dump"
    dump.write_bytes(b"PGDMP and so on")
    with pytest.raises(StoreError, match="address of a PostgreSQL database"):
        restore(file, dump)
    assert not file.exists()


def test_a_restore_stands_in_the_audit_log(file: Path, backup: Path) -> None:
    restore(file, backup)
    with open_store(file) as store:
        (line,) = store.members.audit_log()
    assert (line["who"], line["did"], line["about"]) == ("operator", "restore", {"from": "backup.duckdb"})


def test_a_backup_table_by_table_is_the_same_where_a_file_cannot_be_copied(
    file: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("academy.store.copying._has_log", lambda _file: True)
    with open_store(file) as store:
        store.backup(tmp_path / "tables.duckdb")
    assert kept_in(tmp_path / "tables.duckdb") == kept_in(backup) == ["kept"]


def test_a_backup_leaves_the_file_locked_to_others(file: Path, tmp_path: Path) -> None:
    ask = f"import duckdb; duckdb.connect({str(file)!r})"
    with open_store(file) as store:
        store.backup(tmp_path / "backup.duckdb")
        done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "lock" in done.stderr
