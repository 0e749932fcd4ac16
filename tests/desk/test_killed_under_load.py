"""kill -9 of the desk and of PostgreSQL while takes, payments and downloads come: nothing lost or doubled.

Whatever was acknowledged is there afterwards, once. What was not is asked for again, as pages, kernels and
Stripe do, with the same id.
"""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_process import MOMENT, Desk
from stripe_double import Double, running, signed

from academy.membership.plans import period_of
from academy.store.store import open_store

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda folder: folder.parent.name)
SOUND = "kick-dusty-05"  # one of the fifty of the free plan
KILLS, PAYERS = 3, 6


@pytest.fixture
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


def insists(ask: Callable[[], int | None], until: threading.Event) -> bool:
    """Ask again with the same id until it is acknowledged, or the test is over."""
    while True:
        if ask() == 200:
            return True
        if until.is_set():
            return ask() == 200
        MOMENT.wait(0.02)


def play(desk: Desk, name: str, over: threading.Event, kept: list[str]) -> None:
    for number in itertools.count():
        take = {
            "id": f"{name}-{number}",
            "exercise": "backbeat/one",
            "hits": [{"time_s": 1.0, "velocity": 9}],
        }
        body = {"take": take, "score": {"status": "scored", "overall": 9.0, "constants": "1"}}
        if insists(lambda body=body: desk.ask("POST", "api/takes", name, json=body), over):  # type: ignore[misc]
            kept.append(str(take["id"]))
        if over.is_set():
            return


def download(desk: Desk, over: threading.Event, granted: list[str]) -> None:
    for number in range(14):
        path = f"api/sounds/{SOUND}/audio?form=wav&request_id=r{number}"
        while (status := desk.ask("GET", path, "ann")) not in (200, 402):
            if over.is_set():
                return
            MOMENT.wait(0.02)
        if status == 200:
            granted.append(f"r{number}")


def pay(desk: Desk, double: Double, over: threading.Event, paid: list[str]) -> None:
    for number in range(PAYERS):
        name = f"payer{number}"
        asked = {"learner": name, "product": "premium"}
        session = {"customer": None, "mode": "subscription", "subscription_data": {"metadata": asked}}
        double.sessions[name] = session | {"id": name, "object": "checkout.session", "metadata": asked}
        for event in double.pay(name):
            body, signature = signed(event)
            headers = {"Stripe-Signature": signature}
            for _ in range(2):  # Stripe may deliver twice what was acknowledged, too
                insists(lambda b=body, h=headers: desk.ask("POST", "stripe/webhook", body=b, headers=h), over)  # type: ignore[misc]
        paid.append(name)


def survives(desk: Desk, double: Double, strike: Callable[[], None]) -> None:
    """Let learners play, download and pay while `strike` is dealt again and again; then look at the store."""
    over = threading.Event()
    kept: dict[str, list[str]] = {name: [] for name in ("ann", "ben", "cy")}
    granted: list[str] = []
    paid: list[str] = []
    desk.start()
    work = [threading.Thread(target=play, args=(desk, name, over, mine)) for name, mine in kept.items()]
    work.append(threading.Thread(target=download, args=(desk, over, granted)))
    payer = threading.Thread(target=pay, args=(desk, double, over, paid))
    for one in (*work, payer):
        one.start()
    for round in range(KILLS):
        while len(kept["ann"]) < 3 * (round + 1):
            MOMENT.wait(0.02)
        strike()
    payer.join()
    over.set()
    for one in work:
        one.join()
    desk.kill()
    with open_store(desk.said[1]) as store:
        for name, mine in kept.items():
            assert len(mine) >= 3 * KILLS and [take["take_id"] for take in store.of(name).takes()] == mine
        used = store.members.quota_used("ann", period_of(datetime.now(UTC)))
        assert len(granted) == 10 == used["sample_download"]
        changes = [(row["learner"], row["to_plan"]) for row in store.members.plan_history()]
        assert sorted(changes) == [(name, "premium") for name in sorted(paid)] and len(paid) == PAYERS


def test_a_desk_that_is_killed_loses_and_doubles_nothing(store_url: str, double: Double) -> None:
    desk = Desk(store_url, double.address)

    def strike() -> None:
        desk.kill()
        desk.start()

    survives(desk, double, strike)


@pytest.fixture
def server() -> Iterator["Server"]:
    if BINARIES is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt install postgresql")
    one = Server()
    yield one
    one.end()


class Server:
    """A PostgreSQL server of its own, which keeps what it has committed on the disk."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="academy-pg-"))
        self.account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.account:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-U", "academy", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.begin()

    @property
    def url(self) -> str:
        return f"postgresql://academy@/postgres?host={self.folder}"

    def begin(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """Kill the server and all of its processes at once."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
        pids = [pid, *map(int, children)]
        for one in pids:
            os.kill(one, signal.SIGKILL)
        while any(Path(f"/proc/{one}").exists() for one in pids):
            MOMENT.wait(0.05)  # the next server wants the memory that the last of them still holds

    def end(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(BINARIES / program), "-D", str(self.folder / "data"), *arguments]  # type: ignore[operator]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.account)  # type: ignore[call-overload]


def test_a_postgresql_that_is_killed_loses_and_doubles_nothing(server: Server, double: Double) -> None:
    def strike() -> None:
        server.kill()
        server.begin()

    survives(Desk(server.url, double.address), double, strike)
