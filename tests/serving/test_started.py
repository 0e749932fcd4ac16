"""A real `academy start`: a second one, Ctrl-C, and a learner's file that cannot be read."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from academy.client import find_desk
from academy.errors import DeskUnavailable
from academy.settings import Settings

COMMAND = [sys.executable, "-m", "academy", "start", "--no-browser"]
READY = re.compile(r"(http://\S+)/voila/render/index\.ipynb\?token=(\w+)")


@dataclass
class Started:
    """A running academy: its process, its first page, what it printed until it was ready."""

    process: "subprocess.Popen[str]"
    address: str
    printed: str

    def ended(self, how: signal.Signals) -> str:
        """End it and return what it still had to say."""
        self.process.send_signal(how)
        assert self.process.stdout is not None
        with self.process.stdout as pipe:
            rest = pipe.read()
        self.process.wait(30)
        return rest


def a_free_port() -> int:
    """Return a port of this test's own: other tests may start servers at the same time."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {"HOME": str(tmp_path), "ACADEMY_STORE": str(tmp_path / "academy.duckdb")}
    return os.environ | kept | {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}


@pytest.fixture
def begin(environ: dict[str, str]) -> Iterator[Callable[[], Started]]:
    """Start the academy; whatever still runs at the end is killed."""
    processes: list[subprocess.Popen[str]] = []

    def start() -> Started:
        pipe, both = subprocess.PIPE, subprocess.STDOUT
        command = [*COMMAND, "--port", str(a_free_port())]
        process = subprocess.Popen(command, env=environ, stdout=pipe, stderr=both, text=True)
        processes.append(process)
        printed = ""
        assert process.stdout is not None
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        found = READY.search(printed)
        assert found, printed
        return Started(process, found[0], printed)

    yield start
    for process in processes:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_no_grammar_is_compiled_before_the_first_page(
    begin: Callable[[], Started], environ: dict[str, str]
) -> None:
    environ["PYTHONPROFILEIMPORTTIME"] = "1"
    imported = begin().printed
    assert "jsonschema" in imported
    assert "lark" not in imported


def test_ctrl_c_ends_everything_without_a_word_too_many(
    begin: Callable[[], Started], environ: dict[str, str], tmp_path: Path
) -> None:
    running = begin()
    with urllib.request.urlopen(running.address) as page:
        assert page.status == 200
    second = subprocess.run(COMMAND, env=environ, capture_output=True, text=True, check=True)
    assert second.stdout == f"The academy is running already: {running.address}\n"
    children = psutil.Process(running.process.pid).children(recursive=True)
    assert running.ended(signal.SIGINT).split() == ["The", "academy", "closes."]
    assert running.process.returncode == 0
    assert [child for child in children if child.is_running()] == []
    assert not (tmp_path / ".academy" / "desk.json").exists()


def test_after_kill_minus_nine_the_next_start_is_the_desk(
    begin: Callable[[], Started], tmp_path: Path
) -> None:
    begin().ended(signal.SIGKILL)
    assert (tmp_path / ".academy" / "desk.json").exists()
    again = begin()
    desk = find_desk(Settings.from_env({"ACADEMY_STORE": str(tmp_path / "academy.duckdb")}, tmp_path))
    assert desk is not None and desk.health()["pid"] == again.process.pid


def test_with_a_damaged_file_the_course_opens_and_says_so(
    begin: Callable[[], Started], tmp_path: Path
) -> None:
    store = tmp_path / "academy.duckdb"
    store.write_bytes(b"damaged")
    running = begin()
    with urllib.request.urlopen(running.address) as page:
        assert page.status == 200
    desk = find_desk(Settings.from_env({"ACADEMY_STORE": str(store)}, tmp_path))
    assert desk is not None
    for _ in range(3):
        with pytest.raises(DeskUnavailable, match="Nothing was deleted"):
            desk.attempts()
    assert len(list(tmp_path.glob("academy.damaged-*"))) == 1
    assert store.read_bytes() == b"damaged"
    assert "What you play is not kept: " in running.ended(signal.SIGTERM)
