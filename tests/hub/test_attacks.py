"""What a learner with a kernel cannot do to the hub or another learner: each test is an attack."""

import pwd
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from hub_places import ANN, BEN, PASSWORD, SHARED, TESS, UMA, Learner, RealHub, needs_hub, xsrf

from academy.hub.accounts import unix_name
from academy.hub.machine import CONFIG

pytestmark = needs_hub
TOKEN = "import os; print(os.environ['JUPYTERHUB_API_TOKEN'])"
MINE = """
import os, urllib.request as u
mine = {'Authorization': 'token ' + os.environ['JUPYTERHUB_API_TOKEN']}
"""


def test_a_kernel_runs_under_its_learners_own_account(ann: Learner, ben: Learner) -> None:
    uids = {int(one.run("import os; print(os.getuid())")) for one in (ann, ben)}
    assert uids == {pwd.getpwnam(unix_name(name)).pw_uid for name in (ANN, BEN)} and len(uids) == 2


def test_files_of_hub_desk_and_others_cannot_be_read(hub: RealHub, ann: Learner, ben: Learner) -> None:
    ben.run("import os; open(os.path.expanduser('~/diary.txt'), 'w').write('mine')")
    settings = hub.machine.settings
    places = [
        settings.folder / "hub.sqlite",
        next(settings.folder.glob("passwords*")),
        SHARED / "service" / "bin" / "python",
    ]
    places += [
        settings.secret(name)
        for name in ("cookie-secret", "desk-token", "proxy-token", f"first-password-{TESS}")
    ]
    places += [
        next(hub.machine.desk_folder.rglob("*.duckdb")),
        Path(pwd.getpwnam(unix_name(BEN)).pw_dir) / "diary.txt",
    ]
    for place in places:
        assert place.exists()
        assert ann.run(f"print(open({str(place)!r}, 'rb').read(20))").startswith("PermissionError"), place


def test_no_file_of_the_hub_is_open_to_others(hub: RealHub) -> None:
    folder = hub.machine.settings.folder
    assert not [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


def test_a_kernel_knows_no_secret(hub: RealHub, ann: Learner) -> None:
    mine = ann.run("import os; print(sorted(os.environ))")
    assert not re.search("STRIPE|API_KEY|AI_KEY|CONFIGPROXY|CLIENT_SECRET|ACADEMY_HUB|ACADEMY_STORE", mine)
    told = ann.run("import os; print(*os.environ.values())")
    named = ("proxy-token", "desk-token", "culler-token", "cookie-secret")
    secrets = [hub.machine.settings.secret(name).read_text() for name in named]
    assert not any(secret in told for secret in secrets)
    listed = ann.run("import subprocess as s; print(s.check_output(['ps', '-eo', 'args', '-ww'], text=True))")
    assert "jupyterhub" in listed and not any(secret in listed for secret in secrets)


def test_the_environment_of_other_processes_is_closed(ann: Learner, ben: Learner) -> None:
    count = (
        "import glob, os\nseen = set()\nfor f in glob.glob('/proc/[0-9]*'):\n"
        "  try:\n    open(f + '/environ').read(); seen.add(os.stat(f).st_uid)\n  except OSError: pass\n"
        "print(seen == {os.getuid()})"
    )
    assert ann.run(count) == "True"


def test_another_learners_server_does_not_open(hub: RealHub, ann: Learner, ben: Learner) -> None:
    assert ann.ask("GET", f"/user/{BEN}/api/contents").status_code in (403, 404)
    assert ann.browser.get(f"{hub.url}/user/{BEN}/voila/render/index.ipynb", timeout=30).status_code in (
        403,
        404,
    )
    inside = ann.run(
        f"{MINE}r = u.Request('{hub.url}/user/{BEN}/api/kernels', headers=mine)\nprint(u.urlopen(r).status)"
    )
    assert "HTTPError: HTTP Error 403" in inside
    nobody = requests.get(f"{hub.url}/user/{BEN}/lab", timeout=30, allow_redirects=False)
    assert nobody.status_code == 302


HUB_WISHES = [
    ("POST", "/groups/premium/users", {"users": [ANN]}),
    ("DELETE", "/groups/premium", None),
    ("PATCH", f"/users/{ANN}", {"admin": True}),
    ("GET", "/users", None),
    ("GET", f"/users/{BEN}", None),
    ("DELETE", f"/users/{BEN}/server", None),
    ("POST", f"/users/{BEN}/tokens", {}),
    ("GET", "/proxy", None),
    ("POST", "/shutdown", {}),
    ("GET", "/services", None),
]


@pytest.mark.parametrize(("method", "path", "body"), HUB_WISHES)
def test_the_hub_grants_a_learner_nothing_but_themselves(
    ann: Learner, ben: Learner, method: str, path: str, body: object
) -> None:
    token = ann.run(TOKEN)
    for carried in (token, ann.token):
        said = ann.ask(method, f"/hub/api{path}", json=body, headers={"Authorization": f"token {carried}"})
        assert said.status_code in (403, 404) or said.json() in ([], {}), said.text
        if method == "GET" and said.ok:
            assert BEN not in said.text


@pytest.mark.parametrize(
    "wish",
    [{"scopes": ["admin:users"]}, {"scopes": ["groups!group=premium"]}, {"roles": ["admin"]}],
)
def test_a_token_with_more_rights_than_ones_own_is_not_made(ann: Learner, wish: dict[str, list[str]]) -> None:
    token = ann.run(TOKEN)
    for carried in (token, ann.token):
        headers = {"Authorization": f"token {carried}"}
        assert ann.ask("POST", f"/hub/api/users/{ANN}/tokens", json=wish, headers=headers).status_code in (
            400,
            403,
        )


def test_the_proxys_routes_are_the_hubs(hub: RealHub, ann: Learner) -> None:
    api = hub.machine.settings.proxy_api_url
    said = ann.run(
        f"{MINE}r = u.Request('{api}/api/routes/services/desk', data=b'{{}}', headers=mine)\n"
        "print(u.urlopen(r).status)"
    )
    assert "HTTPError: HTTP Error 403" in said


LISTEN = """
import time, zmq
rows = [line.split() for line in open('/proc/net/tcp').readlines()[1:]]
ports = {int(row[1].split(':')[1], 16) for row in rows if row[3] == '0A'}
ear = zmq.Context().socket(zmq.SUB)
ear.setsockopt(zmq.SUBSCRIBE, b'')
for port in ports: ear.connect(f'tcp://127.0.0.1:{port}')
heard = b''
until = time.monotonic() + 3
while time.monotonic() < until:
    if ear.poll(100): heard += b''.join(ear.recv_multipart())
print(len(ports) > 3, b'my secret' in heard)
"""
SPEAK = """
import threading, time
def speak():
    for _ in range(80): print('my secret'); time.sleep(0.05)
threading.Thread(target=speak).start()
"""


def test_another_kernels_output_cannot_be_heard(ann: Learner, ben: Learner) -> None:
    """Kernels talk over sockets in a closed home, not over ports of this computer, which anybody may open."""
    ben.run(SPEAK)
    assert ann.run(LISTEN) == "True False"
    home = pwd.getpwnam(unix_name(BEN)).pw_dir
    assert list(Path(home, ".run").glob("kernel-*-ipc-*"))
    assert "PermissionError" in ann.run(f"import os; print(os.listdir('{home}/.run'))")


def test_a_form_of_another_site_does_nothing(hub: RealHub, ann: Learner) -> None:
    """A browser sends the learner's cookies along; the token of the page it cannot know."""
    posts = [f"/hub/api/users/{ANN}/tokens", "/hub/spawn", f"/user/{ANN}/api/kernels"]
    for path in posts:
        assert ann.browser.post(hub.url + path, json={}, timeout=30).status_code == 403, path
    assert ann.browser.post(f"{hub.url}/services/desk/api/takes", json={}, timeout=30).status_code == 401


@pytest.mark.parametrize("name", [TESS, UMA, "root", "academy-desk", "somebody"])
def test_nobody_comes_in_under_an_admins_or_instructors_name_or_a_new_one(hub: RealHub, name: str) -> None:
    assert hub.sign_in(name, "a password of my own")[1].status_code == 403


def test_an_admin_opens_no_learners_server_and_makes_no_token_for_one(hub: RealHub, ann: Learner) -> None:
    tess, _ = hub.sign_in(TESS)
    page = tess.get(f"{hub.url}/hub/admin", timeout=30)
    assert page.status_code == 200
    for path in (f"/user/{ANN}/lab", f"/user/{ANN}/api/contents"):
        assert tess.get(hub.url + path, timeout=30).status_code == 403, path
    made = tess.post(
        f"{hub.url}/hub/api/users/{ANN}/tokens", json={}, headers={"X-XSRFToken": xsrf(page.text)}, timeout=30
    )
    assert made.status_code in (403, 404)


TAKE_PORTS = """
import socket
for port in ports:
    try: socket.socket().bind(('127.0.0.1', port)); print('taken', port)
    except OSError as error: print(type(error).__name__)
"""


def test_nobody_takes_the_place_of_hub_proxy_or_desk_while_it_is_away(hub: RealHub, ann: Learner) -> None:
    said = hub.machine.settings
    ports = [urlsplit(url).port for url in (said.url, said.api_url, said.proxy_api_url, said.desk_url)]
    assert ann.run(f"ports = {ports}\n{TAKE_PORTS}").split() == ["PermissionError"] * 4


def test_a_wrong_password_does_not_open(hub: RealHub, ann: Learner) -> None:
    assert hub.sign_in(ANN, PASSWORD + "!")[1].status_code == 403


FLOOD = """
import subprocess
begun = []
try:
    for _ in range(400): begun.append(subprocess.Popen(['sleep', '30']))
except OSError as error: print(type(error).__name__)
finally:
    for one in begun: one.kill(); one.wait()
"""


def test_one_process_cannot_take_all_memory_nor_one_learner_all_processes(ann: Learner) -> None:
    assert "MemoryError" in ann.run("x = bytearray(3 * 1024**3)")
    assert ann.run(FLOOD) == "BlockingIOError"


@pytest.mark.parametrize("room", ["desk", "store", "ai", "hub", "membership"])
def test_what_is_the_desks_is_not_in_a_learners_environment(ann: Learner, room: str) -> None:
    assert "No module named" in ann.run(f"import academy.{room}")


@pytest.mark.parametrize(
    "library", ["duckdb", "duckdb_sqlalchemy", "psycopg", "stripe", "pydantic_ai", "oauthenticator"]
)
def test_no_library_of_the_desks_is_either(ann: Learner, library: str) -> None:
    assert "No module named" in ann.run(f"import {library}")


@pytest.mark.parametrize("shared", ["simple", "jupyterhub.spawner.LocalProcessSpawner"])
def test_a_hub_whose_servers_would_share_an_account_does_not_start(
    hub: RealHub, tmp_path: Path, shared: str
) -> None:
    machine = hub.machine
    config = tmp_path / "config.py"
    config.write_text((machine.home / CONFIG).read_text() + f"\nc.JupyterHub.spawner_class = '{shared}'\n")
    config.write_text(config.read_text() + f"c.JupyterHub.db_url = 'sqlite:///{tmp_path}/hub.sqlite'\n")
    command = [str(machine.python), "-m", "jupyterhub", "--config", str(config)]
    ended = subprocess.run(
        command, env=dict(machine.environ), capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert ended.returncode == 1
    assert "could run under the Hub's, the desk's or another learner's account" in ended.stderr
