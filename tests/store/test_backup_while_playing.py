"""A backup that is made while takes flow holds all that was acknowledged before it began, nothing half."""

import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from academy.errors import StoreBusy, StoreDamaged, StoreError
from academy.store.restoring import restore
from academy.store.store import Store, open_store

SCORE = {"status": "scored", "constants": "1"}
HITS = [{"time_s": number / 10, "pad": "A13", "velocity": 90} for number in range(40)]
PLAYERS, BEFORE = 4, 60
PLAYER = """
import sys
from academy.store.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(100000):
        take = {"id": f"{sys.argv[2]}-{number}", "exercise": "backbeat/first", "hits": []}
        store.record(take, {"status": "scored", "constants": "1"}, passed=False)
        print(number, flush=True)
"""


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """Give the address of an empty database of its own, as an operator's setting names it."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("create database academy")
        yield postgres.replace("/postgres?", "/academy?")
        named = server.execute("select datname from pg_database where datname like 'academy%'").fetchall()
        for (name,) in named:
            server.execute(f'drop database "{name}"')


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return f"duckdb:///{tmp_path / 'mine' / 'academy.duckdb'}"


@contextmanager
def players(store: Store) -> Iterator[set[str]]:
    """Let several play at once; gives the takes that were acknowledged, as they are."""
    kept: set[str] = set()
    enough, over = threading.Event(), threading.Event()

    def play(who: int) -> None:
        for number in itertools.count():
            take_id = f"{who}-{number}"
            store.record({"id": take_id, "exercise": "backbeat/first", "hits": HITS}, SCORE, passed=False)
            kept.add(take_id)
            if len(kept) >= BEFORE:
                enough.set()
            if over.is_set():
                return

    threads = [threading.Thread(target=play, args=(who,)) for who in range(PLAYERS)]
    for thread in threads:
        thread.start()
    enough.wait()
    try:
        yield kept
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_all_that_was_acknowledged_comes_back_and_nothing_half(url: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    with open_store(url) as store, players(store) as kept:
        before = set(kept)
        store.backup(backup)
    kept_aside = restore(url, backup)
    with open_store(url) as store:
        back = {take["take_id"] for take in store.takes()}
        assert before <= back <= kept
        assert all(len((store.take(one) or {"hits": ()})["hits"]) == len(HITS) for one in back)
        assert len(store.attempts()) == len(back)
        assert [line["did"] for line in store.members.audit_log()] == ["restore"]
    assert kept_aside is not None
    old = url.replace("/academy?", f"/{kept_aside}?") if "postgresql" in url else str(kept_aside)
    with open_store(old) as store:
        assert {take["take_id"] for take in store.takes()} == kept


def test_a_dump_comes_back_after_the_client_that_played_was_killed(database: str, tmp_path: Path) -> None:
    with open_store(database) as store:
        command = [sys.executable, "-c", PLAYER, database, "other"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            acknowledged = next(int(line) for line in other.stdout if int(line) >= 20)
            store.backup(tmp_path / "backup.dump")
            other.kill()
    restore(database, tmp_path / "backup.dump")
    with open_store(database) as store:
        assert {f"other-{number}" for number in range(acknowledged + 1)} <= {
            take["take_id"] for take in store.takes()
        }


def test_a_laptops_file_moves_to_postgresql_with_every_row(database: str, tmp_path: Path) -> None:
    file = tmp_path / "laptop.duckdb"
    with open_store(file) as store:
        store.of("ann").record({"id": "a", "exercise": "backbeat/first", "hits": HITS}, SCORE, passed=True)
        store.of("ben").set_setting("device", None)
        store.members.sign_up("ann")
        store.members.record("tess", "publish", None, {"lesson": "backbeat"})
        theirs = store.of("ann").take("a")
    restore(database, file)
    with open_store(database) as store:
        assert store.of("ann").take("a") == theirs
        assert store.of("ben").setting("device") is None
        assert store.members.member("ann") is not None
        assert [line["did"] for line in store.members.audit_log()] == ["restore", "publish"]


def test_nothing_is_restored_while_a_desk_is_connected(database: str, tmp_path: Path) -> None:
    with open_store(database) as store:
        store.backup(tmp_path / "backup.dump")
        with pytest.raises(StoreBusy, match="Stop all desks"):
            restore(database, tmp_path / "backup.dump")


def test_a_file_that_is_no_backup_leaves_the_database_and_no_other(
    database: str, postgres: str, tmp_path: Path
) -> None:
    import psycopg

    with open_store(database) as store:
        store.set_setting("device", {"mode": "B"})
    (tmp_path / "letter.txt").write_text("dear academy")
    (tmp_path / "half.dump").write_bytes(b"PGDMP" + b"0" * 200)
    for name in ("letter.txt", "half.dump"):
        with pytest.raises(StoreDamaged, match=f"{name} cannot be read as a backup"):
            restore(database, tmp_path / name)
    with open_store(database) as store:
        assert store.setting("device") == {"mode": "B"}
    with psycopg.connect(postgres) as server:
        names = server.execute("select datname from pg_database where datname like 'academy%'").fetchall()
    assert names == [("academy",)]


def test_the_servers_own_database_is_never_replaced(postgres: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="one of its own"):
        restore(postgres, tmp_path / "any.duckdb")
