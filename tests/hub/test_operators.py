"""Looking after a real hub: health, figures, a backup while somebody plays, and that backup brought back."""

import json
import pwd
import subprocess
from pathlib import Path

import pytest
import requests
from hub_places import ANN, METRICS, Learner, RealHub, answers, needs_hub, until

pytestmark = needs_hub
DESK = "/services/desk"
EVENING = """
import os, threading
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
desk, kept, over = find_desk(Settings.from_env(os.environ, Path.cwd())), [], threading.Event()
def evening():
    while not over.is_set():
        take = {'id': f'evening {len(kept)}', 'exercise': 'backbeat/first', 'hits': []}
        desk.record(take, {'status': 'scored', 'overall': 50.0, 'onsets': []}, passed=True)
        kept.append(take['id'])
player = threading.Thread(target=evening)
player.start()
"""


def command(hub: RealHub, *said: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as the operator does: under the desk's own account."""
    machine, account = hub.machine, pwd.getpwnam(hub.machine.settings.desk_account)
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(machine.desk_folder), "ACADEMY_HOME": str(machine.home)}
    return subprocess.run(
        [str(machine.python), "-m", "academy", *said],
        cwd="/",
        env=environ,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )


def takes(learner: Learner) -> set[str]:
    return {take["take_id"] for take in learner.ask("GET", f"{DESK}/api/takes").json()}


@pytest.mark.parametrize("path", ["alive", "health"])
def test_anybody_may_ask_whether_the_desk_is_well(hub: RealHub, path: str) -> None:
    said = requests.get(f"{hub.url}{DESK}/{path}", timeout=30)
    assert (said.status_code, said.json()) == (200, {"ok": True})


def test_prometheus_reads_figures_with_its_token_and_learners_do_not(hub: RealHub, ann: Learner) -> None:
    takes(ann)
    said = requests.get(
        f"{hub.url}{DESK}/metrics", headers={"Authorization": f"Bearer {METRICS}"}, timeout=30
    )
    assert said.headers["Content-Type"].startswith("text/plain; version=")
    assert "academy_store_up 1.0" in said.text and 'route="takes",status="200"' in said.text
    assert ANN not in said.text.replace("learner", "")
    assert ann.ask("GET", f"{DESK}/metrics").status_code == 401


def test_a_learner_finds_neither_the_operators_note_nor_token(hub: RealHub, ann: Learner) -> None:
    note = hub.machine.desk_folder / "SP-404 Academy" / ".academy" / "desk.json"
    assert note.stat().st_mode & 0o777 == 0o600
    assert "PermissionError" in ann.run(f"open({str(note)!r}).read()")
    assert "PermissionError" in ann.run(
        f"open({str(hub.machine.desk_folder / 'ACADEMY_METRICS_TOKEN_FILE')!r})"
    )


def test_a_backup_while_a_learner_plays_comes_back(hub: RealHub, ann: Learner) -> None:
    assert ann.run(EVENING) == ""
    until(lambda: int(ann.run("print(len(kept))")) >= 5, "some playing")
    acknowledged = set(json.loads(ann.run("import json\nprint(json.dumps(kept))")))
    file = hub.machine.desk_folder / "evening.duckdb"
    done = command(hub, "backup", str(file))
    assert (done.returncode, done.stdout) == (0, f"Kept in {file}\n"), done.stderr
    assert ann.run("print(player.is_alive())\nover.set()\nplayer.join()") == "True"
    asked = command(hub, "restore", str(file))
    assert asked.returncode == 2 and "The course is open" in asked.stderr
    everything = takes(ann)
    hub.machine.stop("desk")
    done = command(hub, "restore", str(file))
    hub.machine.start_desk()
    assert done.returncode == 0, done.stderr
    until(lambda: answers(f"{hub.url}{DESK}/health", hub.machine), "the desk")
    assert acknowledged <= takes(ann) <= everything
    assert Path(file).stat().st_mode & 0o777 == 0o600


def test_the_log_names_each_request_and_is_json_throughout(hub: RealHub, ann: Learner) -> None:
    answer = ann.ask("GET", f"{DESK}/api/lessons/none-such")
    file = hub.machine.log("desk")
    until(lambda: answer.headers["X-Request-ID"] in file.read_text(), "the request's line")
    log = file.read_text()
    (line,) = [
        line for line in map(json.loads, log.splitlines()) if line["request"] in answer.headers.values()
    ]
    assert (line["event"], line["status"], line["learner"]) == ("request", answer.status_code, ANN)
    assert METRICS not in log and ann.token not in log
