"""What one desk does for many learners, on both databases, and what a course of 100 to 10,000 needs.

    python -m bench.hub

A desk in a process of its own, as a hub's service runs it (tokens are names here, so that no Hub is asked);
learners are threads that send takes of 48 hits over HTTP and ask what is new, as kernels do. PostgreSQL is
Debian's, here, with fsync.
"""

import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psutil
import urllib3

from bench import learner_server
from bench.learner_server import IS_ROOT, Cost

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda folder: folder.parent.name)
SECONDS, SENDERS, PLAYING = 8.0, 8, 40
HITS = [{"time_s": 0.25 * number, "velocity": 90, "pad": "A13"} for number in range(48)]
SCORE = {"status": "scored", "overall": 88.0, "constants": "2026-11", "verdicts": list(range(48))}

AT_ONCE, TAKES_A_MINUTE = 0.05, 4
"""How much of a course plays at the same time, and how often who practises plays a take: assumptions."""


def serve(store: str, port: int) -> None:
    """Be the desk."""
    from tornado.httpserver import HTTPServer

    from academy.desk.auth import Person
    from academy.desk.office import Office
    from academy.desk.service import application
    from academy.settings import Settings

    class Names:
        async def person(self, authorization: str) -> Person:
            return Person(authorization.removeprefix("token "), is_instructor=False)

    async def run() -> None:
        office = Office(
            Settings.from_env({"ACADEMY_STORE": store}, Path.cwd()),
            lambda: "",
            is_learners_own=False,
            who=Names(),
        )
        office.store()
        HTTPServer(application(office)).listen(port, "127.0.0.1")
        await asyncio.Event().wait()

    asyncio.run(run())


@contextmanager
def a_desk(store: str) -> Iterator[tuple[str, psutil.Process]]:
    """Run a desk and return its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.hub", store, str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/services/desk"
        while _status("GET", f"{url}/health", "") != 200:
            time.sleep(0.1)
        yield f"{url}/api", psutil.Process(process.pid)
        process.kill()


@contextmanager
def a_postgresql() -> Iterator[str]:
    """Run PostgreSQL in a folder of its own, and return its URL."""
    folder = Path(tempfile.mkdtemp(prefix="academy-pg-"))
    account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *said: str) -> None:
        command = [str(BINARIES / program), "-D", str(folder / "data"), *said]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)

    run("initdb", "-U", "academy", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://academy@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def play(url: str, name: str, first_s: float, between_s: float, until: float, took_ms: list[float]) -> None:
    """Send takes one after another and ask what is new; `took_ms` gets how long that was waited for."""
    time.sleep(first_s)
    while (begun := time.perf_counter()) < until:
        since = datetime.now(UTC).isoformat()
        take = {"id": uuid4().hex, "exercise": "backbeat/kick-and-snare", "hits": HITS}
        status = _status("POST", f"{url}/takes", name, json={"take": take, "score": SCORE, "passed": True})
        if status != 200:
            raise RuntimeError(f"The desk answered {status}.")
        status = _status("GET", f"{url}/attempts", name, fields={"since": since})  # as kernels do, for news
        if status != 200:
            raise RuntimeError(f"The desk answered {status}.")
        took_ms.append(1000 * (time.perf_counter() - begun))
        time.sleep(max(0.0, between_s - (time.perf_counter() - begun)))


def many(url: str, count: int, between_s: float, *, together: bool = True) -> list[float]:
    """Let so many play at once, and return how long each of their takes was waited for, in ms.

    `together` they end their takes in the same moment, else one after the other within `between_s`.
    """
    took_ms: list[float] = []
    apart_s = 0.0 if together else between_s / count
    until = time.perf_counter() + SECONDS
    players = [
        threading.Thread(
            target=play, args=(url, f"learner{number}", apart_s * number, between_s, until, took_ms)
        )
        for number in range(count)
    ]
    for one in players:
        one.start()
    for one in players:
        one.join()
    return took_ms


def measured(name: str, store: str) -> float:
    """Print what a desk does on one database; returns the CPU of the desk for one take, in ms."""
    with a_desk(store) as (url, process):
        before = sum(process.cpu_times()[:2])
        sent = many(url, SENDERS, 0.0)
        cpu_ms = 1000 * (sum(process.cpu_times()[:2]) - before) / len(sent)
        waits = sorted(many(url, PLAYING, SECONDS, together=False))
        burst = many(url, PLAYING, SECONDS)
        print(
            f"{name}: {len(sent) / SECONDS:.0f} takes/s by {SENDERS} senders, {cpu_ms:.1f} ms CPU each; "
            f"{PLAYING} learners, a take each {SECONDS:g} s: median {statistics.median(waits):.0f} ms, "
            f"95 % {waits[int(0.95 * (len(waits) - 1))]:.0f}; all at once: the last {max(burst):.0f} ms; "
            f"desk {process.memory_info().rss / 1e6:.0f} MB"
        )
        return cpu_ms


def needs(learners: int, desk_ms: float, each: Cost) -> str:
    """Return what a course of so many needs, as a row of a table."""
    active = max(1, round(learners * AT_ONCE))
    takes_s = active * TAKES_A_MINUTE / 60
    cores = takes_s * (each.take_cpu_ms + desk_ms) / 1000 + active * each.start_cpu_s / 1800
    memory_gb = active * each.memory_mb / 1000
    return f"| {learners:,} | {active:,} | {memory_gb:.0f} GB | {takes_s:.1f} | {cores:.1f} |"


def main() -> int:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as folder:
        desk_ms = measured("DuckDB", str(Path(folder) / "academy.duckdb"))
    if BINARIES is not None:
        with a_postgresql() as url:
            desk_ms = measured("PostgreSQL", url)
    if not IS_ROOT:
        print("What a learner's server takes is measured as root on Debian alone.")
        return 0
    each = learner_server.measured()
    print(f"\nneeds, where {AT_ONCE:.0%} play at once, each started anew within half an hour:")
    print("| learners | at once | memory of their servers | takes/s | busy cores |\n|---|---|---|---|---|")
    for learners in (100, 1_000, 10_000):
        print(needs(learners, desk_ms, each))
    return 0


def _status(method: str, url: str, name: str, **said: object) -> int | None:
    try:
        headers = {"Authorization": f"token {name}"}
        return int(_POOL.request(method, url, headers=headers, retries=False, timeout=30, **said).status)
    except urllib3.exceptions.HTTPError:
        return None


_POOL = urllib3.PoolManager(maxsize=PLAYING)

if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
