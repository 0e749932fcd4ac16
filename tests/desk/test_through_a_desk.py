"""The coach over HTTP: a real desk asks a server on loopback, a live kernel asks the desk."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from misbehaving import Server, good
from nbclient import NotebookClient
from taken import LATE
from waiting import desk_of

from academy.client import Desk
from academy.errors import TakeError
from academy.settings import Settings

pytest.importorskip("pydantic_ai")

EXERCISE = "first-hits/pulse"
PRIVATE = "IGNORE-ALL-RULES"
Start = Callable[..., "subprocess.Popen[str]"]


def play(desk: Desk, take_id: str = "one", **changes: Any) -> None:
    take = {"id": take_id, "exercise": EXERCISE, "hits": [], "whole": True, "name": PRIVATE, "note": PRIVATE}
    score = LATE | {"per_pad": [{"pad": PRIVATE, "hits": 9, "bias_ms": 80.0}, {"pad": "A2", "hits": 9}]}
    desk.record(take, score | changes, passed=False)


def test_without_a_key_the_rules_answer_and_what_cannot_be_answered_is_said(
    settings: Settings, start: Start
) -> None:
    desk = desk_of(start(), settings)
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


def test_a_model_chooses_and_nothing_private_is_sent(settings: Settings, start: Start) -> None:
    with Server(good()) as server:
        desk = desk_of(start(ACADEMY_AI_URL=server.url, USER="ada-lovelace"), settings)
        play(desk)
        first = time.monotonic()
        desk.coach_feedback("one")
        assert time.monotonic() - first < 3
        assert desk.coach_ready()
        said = desk.coach_feedback("one")
        assert (said["source"], said["why"]) == ("ai", None)
        assert said["areas_for_improvement"][0]["id"] in ("late", "pad_apart") and said["voice"]
        again = desk.coach_feedback("one")
        assert (again["outcome"], len(server.bodies)) == ("cached", 1)
        desk.set_setting("language", "German")
        assert desk.coach_feedback("one")["outcome"] == "bad_answer"  # the voice is still English
        assert "German" in server.bodies[-1]["messages"][1]["content"]
        sent = json.dumps([server.bodies, server.headers])
    assert PRIVATE not in sent and "ada-lovelace" not in sent
    assert not any("38" in body["messages"][1]["content"] for body in server.bodies)


def test_a_server_that_hangs_keeps_neither_the_learner_nor_other_takes_waiting(
    settings: Settings, start: Start
) -> None:
    with Server() as server:
        server.steps = [server.hang()]
        desk = desk_of(start(ACADEMY_AI_URL=server.url), settings)
        play(desk)
        assert desk.coach_ready() and desk.coach_feedback("one")["outcome"] == "timeout"
        began = time.monotonic()
        code = "import sys\nfrom academy.client import Desk\nDesk(*sys.argv[1:]).coach_feedback('one')"
        asking = subprocess.Popen([sys.executable, "-c", code, desk.url, desk.token])
        assert server.asked.acquire(timeout=40) and server.asked.acquire(timeout=40)
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
    settings: Settings, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(good()) as server:
        desk = desk_of(start(ACADEMY_AI_URL=server.url), settings)
        play(desk)
        assert desk.coach_ready() and desk.coach_feedback("one")["source"] == "ai"
        monkeypatch.setenv("ACADEMY_STORE", str(tmp_path / "academy.duckdb"))
        monkeypatch.setenv("LOOPBACK", server.url)
        monkeypatch.setenv("SCORE", json.dumps(LATE))
        cells = [nbformat.v4.new_code_cell(text) for text in (CELL, IN_THE_KERNEL)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    told = [cell.outputs[-1]["data"]["text/plain"] for cell in notebook.cells]
    assert told == ["('ai', 'cached')", "('ai', 'answered')"]
