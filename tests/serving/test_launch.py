"""`academy start` finds its port, opens what runs already, and says what a learner needs to know."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from academy.client import Desk
from academy.errors import DeskUnavailable, PortTaken
from academy.serving import launch
from academy.serving.launch import TRIES, free_port, running_address, start
from academy.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"ACADEMY_STORE": str(tmp_path / "academy.duckdb")}, tmp_path)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_port_is_used_without_a_word() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    said: list[str] = []
    assert free_port(free, said.append) == free
    assert said == []


def test_a_taken_port_leads_to_the_next_free_one_and_is_said(taken: int) -> None:
    said: list[str] = []
    free = free_port(taken, said.append)
    assert taken < free < taken + TRIES
    assert said == [f"Port {taken} is taken by another program; using {free}."]


def test_when_all_are_taken_the_ports_and_the_way_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "TRIES", 2)
    with ExitStack() as held:
        first = two_ports_in_a_row(held)
        with pytest.raises(PortTaken, match=f"Ports {first} to {first + 1} are all taken.*--port"):
            free_port(first)


def two_ports_in_a_row(held: ExitStack) -> int:
    """Listen on two neighbouring ports and return the first."""
    for first in range(20_000, 60_000, 2):
        with ExitStack() as both:
            try:
                for port in (first, first + 1):
                    listener = both.enter_context(socket.socket())
                    listener.bind(("127.0.0.1", port))
                    listener.listen()
            except OSError:
                continue
            held.enter_context(both.pop_all())
            return first
    raise AssertionError("no two free ports side by side")


def test_the_last_port_there_is_has_none_after_it() -> None:
    with socket.socket() as last:
        try:
            last.bind(("127.0.0.1", 65535))
        except OSError:
            pytest.skip("port 65535 is in use here")
        last.listen()
        with pytest.raises(PortTaken, match="Ports 65535 to 65535"):
            free_port(65535)


def test_a_port_that_was_left_a_moment_ago_is_free(taken: int) -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as page:
            accepted, _ = server.accept()
            accepted.close()  # who closes first keeps the port in TIME_WAIT
            page.recv(1)
    assert free_port(port, lambda _said: None) == port


@pytest.mark.parametrize(
    ("lab", "page"), [(False, "voila/render/index.ipynb"), (True, "lab/tree/index.ipynb")]
)
def test_a_course_that_runs_already_is_opened_and_no_second_one_begun(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, lab: bool, page: str
) -> None:
    said: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(launch, "running_address", lambda _settings: ("http://127.0.0.1:9999/", "secret"))
    monkeypatch.setattr(launch.webbrowser, "open", opened.append)
    monkeypatch.setattr(launch, "serve", lambda *_said: pytest.fail("a second server was begun"))
    start(settings, lab=lab, say=said.append)
    assert opened == [f"http://127.0.0.1:9999/{page}?token=secret"]
    assert said == [f"The academy is running already: {opened[0]}"]
    start(settings, browser=False, say=said.append)
    assert len(opened) == 1


def test_the_port_asked_for_is_where_it_is_served(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(launch, "serve", lambda *said: served.append(said[1:4]))
    monkeypatch.setattr(launch, "free_port", lambda wanted, _say: wanted)
    start(settings, browser=False)
    start(settings, port=9000, lab=True)
    assert served == [(8404, "voila/render/index.ipynb", False), (9000, "lab/tree/index.ipynb", True)]


def test_a_note_of_a_server_that_is_gone_is_not_believed(settings: Settings) -> None:
    assert running_address(settings) is None
    settings.state_dir.mkdir()
    (settings.state_dir / "desk.json").write_text('{"url": "http://127.0.0.1:9/academy/api", "token": "old"}')
    assert running_address(settings) is None


def test_a_desk_whose_server_is_not_listed_is_not_opened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "find_desk", lambda _settings: Desk("http://127.0.0.1:9", "token"))
    monkeypatch.setattr(Desk, "health", lambda _self: {"pid": -1})
    assert running_address(settings) is None

    def silent(_self: Desk) -> dict[str, Any]:
        raise DeskUnavailable("gone")

    monkeypatch.setattr(Desk, "health", silent)
    assert running_address(replace(settings)) is None
