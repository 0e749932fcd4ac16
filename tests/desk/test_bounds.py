"""Who sends half a request, nothing at all or too much holds up nobody at a desk for many."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from class_here import Hub
from tornado.testing import bind_unused_port

from academy.desk.bounds import SMALL_BYTES, SPARE_FILES, as_many_files_as_allowed, bounded_server
from academy.desk.office import Office
from academy.desk.service import MOUNT, application
from academy.desk.shares import Shares
from academy.settings import Settings

API = f"{MOUNT}/api"
NEVER_S = 20.0
TAKE = {
    "take": {"id": "one", "exercise": "backbeat/first", "hits": [], "about": "x" * SMALL_BYTES},
    "score": {"status": "scored", "overall": 88.0, "constants": "1"},
}
LARGE = json.dumps(TAKE).encode()


class Visitor:
    """Somebody at the desk's door with a plain socket."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=NEVER_S)

    def begin(self, method: str, path: str, length: int, body: bytes = b"", token: str = "") -> None:
        """Announce `length` bytes, and send some of them."""
        said = f"{method} {API}/{path} HTTP/1.1\r\nHost: desk\r\nContent-Length: {length}\r\n"
        said += f"Authorization: token {token}\r\n" if token else ""
        self._socket.sendall(f"{said}\r\n".encode() + body)

    def hears(self) -> str:
        """Return all that the desk says before it hangs up."""
        heard = b""
        while part := self._socket.recv(65_536):
            heard += part
        self._socket.close()
        return heard.decode()

    def hears_of_one(self) -> str:
        """Return the beginning of an answer, while the desk stays on the line."""
        return self._socket.recv(65_536).decode()

    def leaves(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def door(folder: Path, offices: list[Office], **bounds: Any) -> Iterator[int]:
    """Serve a desk for many with these bounds until the block ends; gives its port."""
    listening, port = bind_unused_port()
    settings = Settings.from_env({"ACADEMY_STORE": str(folder / "academy.duckdb")}, folder)
    office = Office(settings, lambda: "", is_learners_own=False, who=Hub())
    office.store()
    offices.append(office)
    up, over, loops = threading.Event(), asyncio.Event(), [asyncio.new_event_loop()]

    async def serve() -> None:
        server = bounded_server(application(office), **bounds)
        server.add_socket(listening)
        up.set()
        await over.wait()
        server.stop()
        await server.close_all_connections()

    with ThreadPoolExecutor(1) as thread:
        serving = thread.submit(loops[0].run_until_complete, serve())
        assert up.wait(NEVER_S)
        try:
            yield port
        finally:
            loops[0].call_soon_threadsafe(over.set)
            serving.result(NEVER_S)
            loops[0].run_until_complete(loops[0].shutdown_default_executor())
            loops[0].close()
            office.close()


@pytest.fixture
def offices() -> list[Office]:
    return []


def test_nothing_of_a_large_take_is_read_before_its_token_is_known(tmp_path: Path, offices: Any) -> None:
    with door(tmp_path, offices) as port:
        visitor = Visitor(port)
        visitor.begin("POST", "takes", 7_900_000)
        assert " 401 " in visitor.hears()


def test_a_large_take_of_somebody_known_is_kept(tmp_path: Path, offices: list[Office]) -> None:
    with door(tmp_path, offices) as port:
        visitor = Visitor(port)
        visitor.begin("POST", "takes", len(LARGE), LARGE, token="ann")
        assert '"new": true' in visitor.hears_of_one()
        visitor.leaves()


def test_only_so_many_large_takes_of_one_learner_are_on_their_way(tmp_path: Path, offices: Any) -> None:
    with door(tmp_path, offices) as port:
        offices[0].arriving = Shares(2, 1)
        first, second, others = Visitor(port), Visitor(port), Visitor(port)
        first.begin("POST", "takes", len(LARGE), token="ann")
        second.begin("POST", "takes", len(LARGE), token="ann")
        assert "sent again soon" in second.hears()
        others.begin("POST", "takes", len(LARGE), LARGE, token="ben")
        assert " 200 " in others.hears_of_one()
        for one in (first, others):
            one.leaves()


def test_a_take_that_never_came_whole_gives_its_place_back(tmp_path: Path, offices: list[Office]) -> None:
    with door(tmp_path, offices, body_s=0.05) as port:
        given_back = threading.Event()
        offices[0].arriving = shares = Shares(1, 1)
        shares.give_back = lambda _whose: given_back.set()  # type: ignore[method-assign]
        visitor = Visitor(port)
        visitor.begin("POST", "takes", len(LARGE), token="ann")
        assert visitor.hears() == "" and given_back.wait(NEVER_S)


def test_a_small_take_with_an_old_token_is_read_and_refused_in_words(tmp_path: Path, offices: Any) -> None:
    with door(tmp_path, offices) as port:
        visitor = Visitor(port)
        visitor.begin("POST", "takes", 3, b"{} ", token="old")
        assert '{"error": "nobody"}' in visitor.hears_of_one()
        visitor.leaves()


@pytest.mark.parametrize("path", ["settings/device", "coach/next", "nowhere"])
def test_elsewhere_more_than_a_little_is_refused_unread(tmp_path: Path, offices: Any, path: str) -> None:
    with door(tmp_path, offices) as port:
        visitor = Visitor(port)
        visitor.begin("PUT", path, SMALL_BYTES + 1, token="ann")
        heard = visitor.hears()
        assert " 413 " in heard and f"More than {SMALL_BYTES} bytes" in heard


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Path, offices: list[Office]) -> None:
    with door(tmp_path, offices, body_s=0.05) as port:
        visitor = Visitor(port)
        visitor.begin("PUT", "settings/device", 100, b'{"value"', token="ann")
        assert visitor.hears() == ""


def test_who_says_nothing_is_shown_out(tmp_path: Path, offices: list[Office]) -> None:
    with door(tmp_path, offices, idle_s=0.05) as port:
        assert Visitor(port).hears() == ""


def test_who_comes_when_all_places_are_taken_is_told_so(tmp_path: Path, offices: list[Office]) -> None:
    with door(tmp_path, offices, most=1) as port:
        first = Visitor(port)
        first.begin("GET", "takes", 0, token="ann")
        assert " 200 " in first.hears_of_one()
        assert "Too many are at the desk" in Visitor(port).hears()
        first.leaves()


def test_a_process_that_may_open_few_files_serves_fewer_at_once(
    tmp_path: Path, offices: list[Office]
) -> None:
    with door(tmp_path, offices, files=lambda: SPARE_FILES + 1) as port:
        first = Visitor(port)
        first.begin("GET", "takes", 0, token="ann")
        assert " 200 " in first.hears_of_one()
        assert " 503 " in Visitor(port).hears()
        first.leaves()


def test_a_desk_opens_as_many_files_as_the_system_allows() -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
    try:
        assert as_many_files_as_allowed() >= min(256, hard)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_places_are_counted_for_each_and_for_all() -> None:
    shares = Shares(3, 2)
    assert [shares.take(who) for who in ("ann", "ann", "ann", "ben", "cy")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    shares.give_back("ann")
    assert shares.take("cy") and not shares.take("ann")
