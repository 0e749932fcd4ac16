"""What an operator gets of a desk: health, figures behind a token, copies; learners get none of it."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import psycopg
import pytest
import urllib3
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from academy.client import Desk
from academy.desk.backups import Backups, dated_file
from academy.desk.health import Pulse
from academy.desk.office import Office
from academy.desk.service import application
from academy.errors import DeskUnavailable, StoreError
from academy.operator_settings import OperatorSettings
from academy.settings import Settings
from academy.store.store import open_store

if TYPE_CHECKING:
    Connection = psycopg.Connection[tuple[Any, ...]]

TOKEN = "the figures' token"
SCORE = {"status": "scored", "constants": "1"}
TAKE = {"id": "one", "exercise": "backbeat/first", "hits": []}
Ask = Callable[..., urllib3.BaseHTTPResponse]


@pytest.fixture
def settings(tmp_path: Path, store_url: str) -> Settings:
    made = Settings.from_env({"ACADEMY_STORE": store_url, "HOME": str(tmp_path)}, tmp_path)
    return replace(made, operating=OperatorSettings(tmp_path / "backups", 24, 2, TOKEN))


@contextmanager
def served(settings: Settings) -> Iterator[tuple[Ask, Office, str]]:
    """Serve the whole application of a hub's desk, whose learners carry its own token here."""
    socket, port = bind_unused_port()
    address = f"http://127.0.0.1:{port}/services/desk"
    office = Office(settings, lambda: f"{address}/api", is_learners_own=False)
    up, loops, over = threading.Event(), list[asyncio.AbstractEventLoop](), asyncio.Event()

    async def serve() -> None:
        server = HTTPServer(application(office))
        server.add_socket(socket)
        loops.append(asyncio.get_running_loop())
        up.set()
        await over.wait()
        server.stop()
        await server.close_all_connections()

    def ask(
        path: str, token: str | None = None, method: str = "GET", **said: Any
    ) -> urllib3.BaseHTTPResponse:
        headers = {"Authorization": token} if token else {}
        return urllib3.request(method, f"{address}/{path}", headers=headers, **said)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    up.wait()
    try:
        yield ask, office, address
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join()
        office.close()
        office.sounds.quick.shutdown()
        office.sounds.slow.shutdown()


def figures(answer: urllib3.BaseHTTPResponse) -> dict[str, float]:
    lines = [line for line in answer.data.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_health_asks_the_database_and_life_does_not(settings: Settings) -> None:
    with served(settings) as (ask, _, _):
        assert [ask(path).status for path in ("alive", "health", "api/health")] == [200, 200, 200]


def away(settings: Settings) -> Settings:
    return replace(settings, store="postgresql://nobody@/academy?host=/nowhere-at-all")


def test_without_its_database_a_desk_lives_and_is_not_ready_and_shows_its_figures(settings: Settings) -> None:
    with served(away(settings)) as (ask, _, _):
        assert (ask("alive").status, ask("health").status) == (200, 503)
        assert ask("health").json() == {"ok": False}
        said = figures(ask("metrics", f"Bearer {TOKEN}"))
    assert said["academy_store_up"] == 0.0 and "academy_store_takes" not in said
    assert said['academy_requests_total{method="GET",route="health",status="503"}'] == 2.0


def test_a_database_that_hangs_holds_one_thread_and_no_answer_longer_than_its_patience() -> None:
    asked, go_on = [0], threading.Event()

    class Hanging:
        def store(self) -> "Hanging":
            return self

        def pulse(self) -> None:
            asked[0] += 1
            go_on.wait()

    async def ask() -> list[bool]:
        pulse = Pulse(cast(Office, Hanging()), 0.05)
        felt = [await pulse.is_felt(), *await asyncio.gather(pulse.is_felt(), pulse.is_felt())]
        go_on.set()
        return [*felt, await pulse.is_felt()]

    assert asyncio.run(ask()) == [False, False, False, True]
    assert asked[0] <= 2


def test_figures_count_requests_takes_and_refusals_and_name_nobody(settings: Settings) -> None:
    with served(settings) as (ask, office, _):
        own = f"token {office.token}"
        for _ in range(2):
            ask("api/takes", own, "POST", json={"take": TAKE, "score": SCORE})
        office.store().members.sign_up("learner")
        answer = ask("metrics", f"Bearer {TOKEN}")
    said = figures(answer)
    assert said['academy_takes_total{outcome="new"}'] == said['academy_takes_total{outcome="repeat"}'] == 1.0
    assert said['academy_requests_total{method="POST",route="takes",status="200"}'] == 2.0
    assert said['academy_request_seconds_count{route="takes"}'] == 2.0
    assert said["academy_store_up"] == said["academy_store_takes"] == 1.0
    assert said['academy_learners{plan="free"}'] == 1.0 and said["academy_store_bytes"] > 0
    assert said["academy_letters_waiting"] == said["academy_models_month_usd"] == 0.0
    assert "backbeat" not in answer.data.decode() and '"learner"' not in answer.data.decode()


def test_a_stranger_makes_no_new_names_of_figures(settings: Settings) -> None:
    with served(settings) as (ask, _, _):
        ask("api/lessons/anything", None)
        ask("nowhere/at-all", None, "BREW")
        said = figures(ask("metrics", f"Bearer {TOKEN}"))
    assert said['academy_requests_total{method="GET",route="lessons/ID",status="401"}'] == 1.0
    assert said['academy_requests_total{method="other",route="elsewhere",status="405"}'] == 1.0


def test_figures_are_for_who_has_their_token(settings: Settings) -> None:
    with served(settings) as (ask, office, _):
        for token in (None, "Bearer wrong", f"token {office.token}"):
            assert ask("metrics", token).status == 401
    closed = replace(settings, operating=OperatorSettings())
    with served(closed) as (ask, _, _):
        assert ask("metrics", "Bearer ").status == 404


def test_a_copy_is_made_by_the_desks_own_account_alone_and_stands_in_the_audit_log(
    settings: Settings, tmp_path: Path
) -> None:
    with served(settings) as (_, office, address):
        office.store().record(TAKE, SCORE, passed=False)
        desk = Desk(f"{address}/api", office.token)
        file = tmp_path / "copy.backup"
        with pytest.raises(DeskUnavailable, match="its operator makes copies"):
            replace(desk, token="a learner's").backup(file)
        assert not file.exists()
        desk.backup(file)
        with pytest.raises(DeskUnavailable, match="exists already"):
            desk.backup(file)
        (line,) = office.store().members.audit_log()
    assert (line["who"], line["did"], line["about"]["file"]) == ("operator", "backup", "copy.backup")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if ".backup" in one.name] == ["copy.backup"]
    if settings.store.startswith("duckdb"):
        with open_store(file) as copy:
            assert [take["take_id"] for take in copy.takes()] == ["one"]


def test_the_newest_copies_are_kept_and_due_again_when_the_time_is_over(settings: Settings) -> None:
    office = Office(settings, lambda: "", is_learners_own=False)
    backups, folder = Backups(office), settings.operating.backup_folder
    assert folder is not None and backups.age_s() is None
    kind = dated_file(settings).suffix
    folder.mkdir()
    for day in (1, 2, 3):
        old = folder / f"academy-2026110{day}-000000{kind}"
        old.touch()
        os.utime(old, (0, 0))
    new = backups.write()
    office.close()
    assert sorted(one.name for one in folder.iterdir()) == [f"academy-20261103-000000{kind}", new.name]
    assert (backups.age_s() or 999) < 60


def test_without_a_folder_a_copy_needs_a_name(settings: Settings) -> None:
    with pytest.raises(StoreError, match="ACADEMY_BACKUP_FOLDER"):
        dated_file(replace(settings, operating=OperatorSettings()))


def test_a_copy_that_cannot_be_written_leaves_nothing(settings: Settings, tmp_path: Path) -> None:
    office = Office(settings, lambda: "", is_learners_own=False)
    (tmp_path / "file").touch()
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            Backups(office).write(tmp_path / "file" / "copy")
    finally:
        office.close()


def test_a_desk_writes_a_copy_when_one_is_due_and_says_why_it_cannot(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(settings, lambda: "", is_learners_own=False)
    backups, folder = Backups(office), settings.operating.backup_folder
    assert folder is not None
    try:
        folder.touch()
        asyncio.run(backups.once())
        assert "cannot be written" in capsys.readouterr().out
        folder.unlink()
        for _ in range(2):
            asyncio.run(backups.once())
    finally:
        office.close()
    assert len(list(folder.iterdir())) == 1


@pytest.fixture
def database(postgres: str) -> "Iterator[tuple[str, Connection]]":
    """Give the address of a database of its own, and a way to take it away."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("create database away")
        yield postgres.replace("/postgres?", "/away?"), server
        server.execute("drop database away with (force)")


def test_a_take_for_a_database_that_went_away_is_asked_for_again(
    database: "tuple[str, Connection]", tmp_path: Path
) -> None:
    url, server = database
    settings = Settings.from_env({"ACADEMY_STORE": url, "HOME": str(tmp_path)}, tmp_path)
    with served(settings) as (ask, office, _):
        own, body = f"token {office.token}", {"take": TAKE, "score": SCORE}
        office.store().pulse()
        server.execute("alter database away allow_connections false")
        server.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'away'")
        answer = ask("api/takes", own, "POST", json=body)
        assert answer.status == 503 and "does not answer" in answer.json()["error"]
        assert ask("health").status == 503
        server.execute("alter database away allow_connections true")
        assert ask("api/takes", own, "POST", json=body).json()["new"] is True
        assert ask("health").status == 200
