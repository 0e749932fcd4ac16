"""The desk behind a real Hub: takes are their player's, and nothing but the Hub's token says who that is."""

import json
import signal
from pathlib import Path

import pytest
import requests
from hub_places import ANN, BEN, Learner, RealHub, answers, needs_hub, until

pytestmark = needs_hub
DESK = """
import os
from pathlib import Path
from academy.client import Desk, find_desk
from academy.settings import Settings
desk = find_desk(Settings.from_env(os.environ, Path.cwd()))
def play(take_id, score, **more):
    hits = [{'time_s': 0.0, 'velocity': 90, 'pad': 'A13'}]
    take = {'id': take_id, 'exercise': 'backbeat/first', 'hits': hits, **more}
    return desk.record(take, {'status': 'scored', 'overall': score, 'onsets': []}, passed=True)
"""


def test_a_take_is_its_players_and_nobody_elses(hub: RealHub, ann: Learner, ben: Learner) -> None:
    for one, mark in ((ann, 81.0), (ben, 42.0)):
        assert "'stored': True" in one.run(f"{DESK}print(play('same id', {mark}))"), hub.log()
    for one, mark in ((ann, 81.0), (ben, 42.0)):
        assert one.run(f"{DESK}print([a['overall'] for a in desk.attempts()])") == f"[{mark}]"
    ann.run(f"{DESK}play('only ann', 99.0)")
    assert ben.run(f"{DESK}print(desk.take('only ann'))") == "None"


def test_no_header_or_body_makes_one_somebody_else(hub: RealHub, ann: Learner, ben: Learner) -> None:
    ann.run(f"{DESK}play('claimed', 70.0, learner='{BEN}', user='{BEN}', name='{BEN}')")
    assert ben.run(f"{DESK}print(desk.take('claimed'))") == "None"
    claims = {"Remote-User": BEN, "X-Forwarded-User": BEN, "X-JupyterHub-User": BEN, "Cookie": f"user={BEN}"}
    said = ann.ask("GET", f"/services/desk/api/takes?learner={BEN}&user={BEN}", headers=claims).json()
    assert "claimed" in {take["take_id"] for take in said}


@pytest.mark.parametrize("token", ["", "token ", "token nonsense", "Bearer nonsense", "token ' or 1=1 --"])
def test_without_a_token_of_the_hubs_the_desk_does_not_open(hub: RealHub, token: str) -> None:
    headers = {"Authorization": token} if token else {}
    assert requests.get(f"{hub.url}/services/desk/api/takes", headers=headers, timeout=30).status_code == 401


def test_the_tokens_of_services_and_narrow_tokens_open_no_desk(hub: RealHub, ann: Learner) -> None:
    services = [hub.machine.settings.secret(name).read_text() for name in ("desk-token", "culler-token")]
    narrow = ann.ask("POST", f"/hub/api/users/{ANN}/tokens", json={"scopes": ["read:users!user"]}).json()[
        "token"
    ]
    for token in (*services, narrow):
        said = requests.get(
            f"{hub.url}/services/desk/api/takes", headers={"Authorization": f"token {token}"}, timeout=30
        )
        assert said.status_code == 403


def test_a_token_that_was_taken_back_opens_the_desk_no_longer(hub: RealHub, ann: Learner) -> None:
    made = ann.ask("POST", f"/hub/api/users/{ANN}/tokens", json={}).json()
    headers = {"Authorization": f"token {made['token']}"}
    page = f"{hub.url}/services/desk/api/takes"
    assert requests.get(page, headers=headers, timeout=30).status_code == 200
    assert ann.ask("DELETE", f"/hub/api/users/{ANN}/tokens/{made['id']}").status_code == 204
    until(lambda: requests.get(page, headers=headers, timeout=30).status_code == 401, "being refused")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "own-folder", {"folder": "/etc"}),
        ("GET", "own-folder", None),
        ("POST", "backup", {"path": "/tmp/academy-stolen.duckdb"}),
    ],
)
def test_the_desk_reads_and_writes_no_files_of_its_machine_for_learners(
    ann: Learner, method: str, path: str, body: object
) -> None:
    assert ann.ask(method, f"/services/desk/api/{path}", json=body).status_code == 404
    assert not Path("/tmp/academy-stolen.duckdb").exists()


def test_health_says_no_fact(hub: RealHub) -> None:
    for path in ("/services/desk/health", "/services/desk/api/health"):
        assert requests.get(hub.url + path, timeout=30).json() == {"ok": True}


def test_the_log_has_names_and_moments_but_no_token_and_no_query(hub: RealHub, ann: Learner) -> None:
    ann.ask("GET", "/services/desk/api/takes?exercise=my-secret-query")
    log = hub.machine.log("desk").read_text()
    lines = [json.loads(line) for line in log.splitlines() if '"request"' in line]
    assert {"time", "method", "path", "status", "ms", "learner"} <= set(lines[-1]) and lines[-1][
        "learner"
    ] == ANN
    assert ann.token not in log and "my-secret-query" not in log


def test_a_lesson_page_opens_and_its_kernel_reaches_the_desk(hub: RealHub, ann: Learner) -> None:
    page = ann.ask("GET", f"/user/{ANN}/voila/render/01-first-hits.ipynb")
    assert page.status_code == 200 and "%%exercise" not in page.text and "Traceback" not in page.text
    assert ann.ask("GET", f"/user/{ANN}/academy/static/page.js").status_code == 200
    assert ann.run("%load_ext academy\nfrom academy.classroom import Classroom\nprint('loaded')") == "loaded"


def test_a_page_whose_kernel_dies_at_once_says_so_instead_of_loading_for_ever(ann: Learner) -> None:
    broken = "Path(locate_profile(), 'ipython_kernel_config.py')"
    ann.run("from pathlib import Path; from IPython.paths import locate_profile")
    ann.run(f"{broken}.write_text('import os; os._exit(1)')")
    try:
        page = ann.ask("GET", "/user/ann/voila/render/index.ipynb")
        assert page.status_code == 500
        assert "The Python behind this page does not start" in page.text
    finally:
        assert ann.run(f"{broken}.unlink()") == ""


def test_the_hub_may_die_and_come_back_while_people_play(hub: RealHub, ann: Learner) -> None:
    hub.machine.stop("hub", how=signal.SIGKILL)
    assert ann.run("print('still here')") == "still here"
    hub.machine.start_hub()
    until(lambda: answers(f"{hub.url}/hub/health", hub.machine), "the Hub")
    assert "'stored': True" in until(lambda: kept(ann, "after the hub"), "keeping a take")
    assert ann.ask("GET", f"/user/{ANN}/api").status_code == 200


def test_a_desk_that_is_killed_has_lost_nothing_that_it_said_was_kept(hub: RealHub, ann: Learner) -> None:
    assert "'stored': True" in kept(ann, "before the end")
    hub.machine.stop("desk", how=signal.SIGKILL)
    assert "DeskUnavailable" in ann.run(f"{DESK}desk.takes()")
    hub.machine.start_desk()
    until(lambda: answers(f"{hub.url}/services/desk/health", hub.machine), "the desk")
    assert "before the end" in ann.run(f"{DESK}print([t['take_id'] for t in desk.takes()])")


def test_sigterm_closes_the_store(hub: RealHub) -> None:
    hub.machine.stop("desk")
    assert json.loads(hub.machine.log("desk").read_text().splitlines()[-1])["event"] == "closed"
    hub.machine.start_desk()
    until(lambda: answers(f"{hub.url}/services/desk/health", hub.machine), "the desk")


def kept(learner: Learner, take_id: str) -> str:
    """Return what the desk answered, "" while it does not."""
    said = learner.run(f"{DESK}print(play('{take_id}', 77.0))")
    return said if "stored" in said else ""
