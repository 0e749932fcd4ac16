"""What an instructor gets on a real hub and a learner's kernel does not; what nobody but the learner gets."""

import json

import pytest
from hub_places import ANN, BEN, TESS, Learner, RealHub, needs_hub, own_token

pytestmark = needs_hub
DESK = "/services/desk"
ROUTES = [
    ("GET", "api/teaching", 200),
    ("GET", "api/teaching/learners?find=a", 200),
    ("GET", f"api/teaching/learners/{ANN}", 200),
    ("POST", "api/coach/lesson", 400),  # as far as a lesson without a title gets
    ("GET", "review", 200),
    ("GET", "review/none-such", 404),
]
PLAYED = "backbeat/first"
ASK = """
import json, os, urllib.request as u
from pathlib import Path
from academy.client import find_desk
from academy.settings import Settings
desk = find_desk(Settings.from_env(os.environ, Path.cwd()))
def ask(method, path):
    mine = {'Authorization': f'token {desk.token}', 'Remote-User': 'tess', 'X-Groups': 'instructors'}
    sent = None if method == 'GET' else b'{}'
    asked = u.Request(f"{desk.url.removesuffix('/api')}/{path}", sent, mine, method=method)
    try: return u.urlopen(asked).status
    except u.HTTPError as error: return error.code
"""
PLAY_AND_WRITE = f"""
hits = [{{'time_s': time_s, 'pad': 'A13', 'velocity': 90}} for time_s in (0.512345, 1)]
take = {{'id': 'mine', 'exercise': '{PLAYED}', 'hits': hits}}
desk.record(take, {{'status': 'scored', 'overall': 50.0, 'constants': '1', 'onsets': []}}, passed=True)
desk.rate({{'lesson': 'backbeat', 'stars': 2, 'note': 'a private word'}})
desk.set_setting('diary', 'a private word')
"""


@pytest.fixture(scope="module")
def tess(hub: RealHub) -> Learner:
    """Who teaches, signed in with a token of her own; she needs no server."""
    first = hub.machine.settings.secret(f"first-password-{TESS}").read_text().strip()
    browser, answer = hub.sign_in(TESS, first)
    assert answer.status_code == 302, hub.log()
    return Learner(TESS, hub.url, browser, own_token(hub.url, browser, TESS), hub.open)


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_a_learners_kernel_is_refused_what_an_instructor_is_given(
    ann: Learner, tess: Learner, method: str, path: str, status: int
) -> None:
    assert ann.run(f"{ASK}print(ask('{method}', '{path}'))") == "403"
    body = None if method == "GET" else {}
    assert tess.ask(method, f"{DESK}/{path}", json=body).status_code == status


def test_a_learners_browser_opens_no_page_of_instructors(ann: Learner, tess: Learner) -> None:
    assert ann.browser.get(f"{ann.url}{DESK}/review", timeout=30).status_code == 403
    assert tess.browser.get(f"{tess.url}{DESK}/review", timeout=30).status_code == 200


def test_an_instructor_sees_progress_and_neither_notes_nor_hits(ann: Learner, tess: Learner) -> None:
    assert ann.run(ASK + PLAY_AND_WRITE) == ""
    told = [tess.ask("GET", f"{DESK}/{path}") for method, path, status in ROUTES if status == 200]
    assert PLAYED in told[2].text
    assert not any(word in one.text for one in told for word in ("private word", "0.512345"))


@pytest.mark.parametrize("path", ["ratings", "settings/diary", "takes", "attempts", "takes/mine", "own-copy"])
def test_what_else_the_desk_keeps_of_a_learner_is_not_an_instructors_to_read(
    ann: Learner, tess: Learner, path: str
) -> None:
    assert ann.run(ASK + PLAY_AND_WRITE) == ""
    assert ann.run(f"{ASK}print(ask('GET', 'api/{path}'))") == "200"
    said = tess.ask("GET", f"{DESK}/api/{path}?learner={ANN}", headers={"Remote-User": ANN})
    assert b"private" not in said.content and b"mine" not in said.content.replace(b"No take mine.", b"")


def test_each_look_at_learners_stands_in_the_log_with_its_instructor(tess: Learner, ben: Learner) -> None:
    assert tess.ask("GET", f"{DESK}/api/teaching/learners/{BEN}").status_code == 200
    newest = json.loads(tess.ask("GET", f"{DESK}/api/teaching").text)["log"][:2]
    assert [(row["who"], row["did"], row["whom"]) for row in newest] == [
        (TESS, "looked at the course", None),
        (TESS, "looked at a learner", BEN),
    ]
