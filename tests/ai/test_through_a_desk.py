"""The coach over HTTP: a real desk asks a server on loopback, a live kernel asks the desk."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from misbehaving import Server, good
from nbclient import NotebookClient
from taken import LATE

from academy.client import Desk, find_desk
from academy.errors import DeskUnavailable, TakeError
from academy.settings import Settings

EXERCISE = "first-hits/pulse"
PRIVATE = "IGNORE-ALL-RULES"
Begin = Callable[..., Desk]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Start a Jupyter server with a desk in it, with settings of the environment; it is gone at the end."""
    servers: list[subprocess.Popen[bytes]] = []
    plain = {
        name: value for name, value in os.environ.items() if "_AI_" not in name and "API_KEY" not in name
    }

    def start(**environ: str) -> Desk:
        own = {"ACADEMY_STORE": str(tmp_path / "academy.duckdb"), "JUPYTER_CONFIG_DIR": str(tmp_path)}
        own["JUPYTER_RUNTIME_DIR"] = str(tmp_path / "runtime")
        options = ["--ServerApp.jpserver_extensions={'academy.desk': True}", "--ServerApp.open_browser=False"]
        options += ["--ServerApp.port=0", "--ServerApp.allow_root=True", f"--ServerApp.root_dir={tmp_path}"]
        command = [sys.executable, "-m", "jupyter_server", *options]
        with (tmp_path / "server.log").open("wb") as log:
            servers.append(subprocess.Popen(command, env=plain | own | environ, stdout=log, stderr=log))
        settings = Settings.from_env(own, tmp_path)
        return until(lambda: answering(find_desk(settings)))

    yield start
    for server in servers:
        server.kill()
        server.wait()


def until(found: Callable[[], Any], seconds: float = 40) -> Any:
    """Return what `found` finds as soon as it finds anything."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
    return value


def answering(desk: Desk | None) -> Desk | None:
    try:
        return desk if desk is not None and desk.health()["ok"] else None
    except DeskUnavailable:
        return None


def play(desk: Desk, take_id: str = "one", **changes: Any) -> None:
    take = {"id": take_id, "exercise": EXERCISE, "hits": [], "whole": True, "name": PRIVATE, "note": PRIVATE}
    score = LATE | {"per_pad": [{"pad": PRIVATE, "hits": 9, "bias_ms": 80.0}, {"pad": "A2", "hits": 9}]}
    desk.record(take, score | changes, passed=False)


def warm(desk: Desk) -> dict[str, Any]:
    """Return the first feedback that does not say the library is being loaded."""

    def answered() -> dict[str, Any] | None:
        said = desk.coach_feedback("one")
        return None if said["outcome"] == "loading" else said

    return until(answered)


def test_without_a_key_the_rules_answer_and_what_cannot_be_answered_is_said(begin: Begin) -> None:
    desk = begin()
    play(desk)
    said = desk.coach_feedback("one")
    assert (said["source"], said["outcome"], said["voice"]) == ("rules", "no_key", None)
    assert said["areas_for_improvement"] and "No language model is set up" in said["why"]
    with pytest.raises(TakeError, match="No take nothing"):
        desk.coach_feedback("nothing")
    desk.record({"id": "a", "exercise": "scratch/a", "hits": []}, LATE, passed=False)
    with pytest.raises(TakeError, match="No lesson here has the exercise 'scratch/a'"):
        desk.coach_feedback("a")
    play(desk, "b", gate={"kept": True})
    with pytest.raises(TakeError, match="take b cannot be read"):
        desk.coach_feedback("b")


def test_a_model_chooses_and_nothing_private_is_sent(begin: Begin) -> None:
    with Server(good()) as server:
        desk = begin(ACADEMY_AI_URL=server.url, USER="ada-lovelace")
        play(desk)
        first = time.monotonic()
        desk.coach_feedback("one")
        assert time.monotonic() - first < 3
        said = warm(desk)
        assert (said["source"], said["why"]) == ("ai", None)
        assert said["areas_for_improvement"][0]["id"] in ("late", "pad_apart") and said["voice"]
        again = desk.coach_feedback("one")
        assert (again["outcome"], len(server.bodies)) == ("cached", 1)
        desk.set_setting("language", "German")
        assert desk.coach_feedback("one")["outcome"] == "bad_answer"  # the voice is still English
        assert "German" in server.bodies[-1]["messages"][1]["content"]
        sent = json.dumps([server.bodies, server.headers])
    assert PRIVATE not in sent and "ada-lovelace" not in sent and "38" not in server.bodies[0]["messages"][1]


def test_a_server_that_hangs_keeps_neither_the_learner_nor_other_takes_waiting(begin: Begin) -> None:
    with Server() as server:
        server.steps = [server.hang()]
        desk = begin(ACADEMY_AI_URL=server.url)
        play(desk)
        until(lambda: desk.coach_feedback("one")["outcome"] == "timeout" or None)
        began = time.monotonic()
        code = "import sys\nfrom academy.client import Desk\nDesk(*sys.argv[1:]).coach_feedback('one')"
        asking = subprocess.Popen([sys.executable, "-c", code, desk.url, desk.token])
        until(lambda: len(server.bodies) >= 2)
        play(desk, "two")
        assert len(desk.takes()) == 2 and asking.poll() is None
        assert asking.wait() == 0
        assert time.monotonic() - began < 10


CELL = """
import asyncio, os
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
assert asyncio.get_event_loop().is_running()
said = find_desk(Settings.from_env(os.environ, Path.cwd())).coach_feedback("one")
said["source"], said["outcome"]
"""
IN_THE_KERNEL = """
from datetime import datetime, UTC
from academy.ai.feedback import Taken, coached
from academy.ai.service import Service
from academy.settings import AiSettings
from academy.store.store import open_store
import json
store = open_store("other.duckdb")
settings = AiSettings(url=os.environ["LOOPBACK"], speaks_openrouter=False)
service = Service(settings, lambda: store, lambda: datetime.now(UTC))
service.warm().join()
said = coached(Taken(json.loads(os.environ["SCORE"])), service, user="me")
store.close()
said["source"], said["outcome"]
"""


def test_a_live_kernel_asks_the_desk_and_even_a_model_itself(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(good()) as server:
        desk = begin(ACADEMY_AI_URL=server.url)
        play(desk)
        warm(desk)
        monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))
        monkeypatch.setenv("LOOPBACK", server.url)
        monkeypatch.setenv("SCORE", json.dumps(LATE))
        cells = [nbformat.v4.new_code_cell(text) for text in (CELL, IN_THE_KERNEL)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    told = [cell.outputs[-1]["data"]["text/plain"] for cell in notebook.cells]
    assert told == ["('ai', 'cached')", "('ai', 'answered')"]
