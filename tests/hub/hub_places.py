"""A real hub for tests: proxy, Hub, desk, learners with accounts of their own, and kernels to attack from."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from websockets.sync.client import connect

from academy.hub.accounts import remove_account
from academy.hub.machine import Machine
from academy.settings import HubSettings

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ACADEMY_TEST_ENVIRONMENTS", "/opt/sp404-academy"))
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("useradd") is not None
needs_root = pytest.mark.skipif(not IS_ROOT, reason="it makes unix accounts, which needs root")
needs_hub = pytest.mark.skipif(
    not (IS_ROOT and Path("/etc/debian_version").exists() and shutil.which("npm")),
    reason="a real hub with two unix accounts needs root on Debian, and npm",
)
ANN, BEN, TESS, UMA = "ann", "ben", "tess", "uma"
"""Two learners, an admin, an instructor."""
PASSWORD = "play it again"
METRICS = "the token of Prometheus"
WAIT_S = 90


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait for something to be true, and say what never was.

    Asked again and again, as a browser would: Hub and proxy announce to nobody that they are ready.
    """
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {WAIT_S} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def closed_ports(count: int) -> list[int]:
    """Return free ports, all different, that root alone may take, and that browsers open."""
    free: list[int] = []
    for port in random.sample(range(700, 980), 280):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            free.append(port)
        if len(free) == count:
            return free
    raise AssertionError(f"Fewer than {count} ports below 1024 are free.")


@dataclass
class Learner:
    """Somebody signed in, with a kernel: what a learner's own cells can do."""

    name: str
    url: str
    browser: requests.Session
    token: str
    open: ExitStack
    socket: Any = None

    def begin(self) -> None:
        """Start server and kernel as the learner's browser would."""
        self.browser.get(f"{self.url}/hub/spawn", allow_redirects=True)
        until(lambda: self.ask("GET", f"/user/{self.name}/api").status_code == 200, f"{self.name}'s server")
        self.attach(self.ask("POST", f"/user/{self.name}/api/kernels", json={"name": "python3"}).json()["id"])

    def attach(self, kernel: str) -> None:
        """Speak to a kernel from now on."""
        address = f"{self.url.replace('http', 'ws', 1)}/user/{self.name}/api/kernels/{kernel}/channels"
        headers = {"Authorization": f"token {self.token}"}
        self.socket = self.open.enter_context(
            # Unread messages must not keep it from answering the server, which would hang up.
            connect(address, additional_headers=headers, proxy=None, ping_interval=None, max_queue=None)
        )

    def ask(self, method: str, path: str, **said: Any) -> requests.Response:
        """Ask with a token of the learner's own making."""
        headers = {"Authorization": f"token {self.token}"} | said.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=30, **said)

    def run(self, code: str) -> str:
        """Run a cell and return what it printed, and its error's name and words."""
        asked = uuid4().hex
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        header = {
            "msg_id": asked,
            "msg_type": "execute_request",
            "session": "s",
            "username": "",
            "version": "5.3",
        }
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
        }
        self.socket.send(json.dumps(message))
        said = ""
        while True:
            answer = json.loads(self.socket.recv(timeout=WAIT_S))
            if answer["parent_header"].get("msg_id") != asked:
                continue
            kind, content = answer["header"]["msg_type"], answer["content"]
            if kind == "stream":
                said += content["text"]
            elif kind == "error":
                said += f"{content['ename']}: {content['evalue']}"
            elif kind == "status" and content["execution_state"] == "idle":
                return said.strip()


@dataclass
class RealHub:
    """A hub that runs, and ways in."""

    machine: Machine
    open: ExitStack

    @property
    def url(self) -> str:
        return self.machine.settings.url

    def log(self) -> str:
        return "\n".join(self.machine.log(name).read_text() for name in ("hub", "desk", "proxy"))

    def sign_in(self, name: str, password: str | None = None) -> tuple[requests.Session, requests.Response]:
        """Fill in the form; without a password with the one that was set beforehand, or one's first."""
        own = self.machine.settings.secret(f"first-password-{name}")
        password = password or (own.read_text().strip() if own.exists() else PASSWORD)
        browser = requests.Session()
        page = browser.get(f"{self.url}/hub/login", timeout=30).text
        said = {"username": name, "password": password, "_xsrf": xsrf(page)}
        return browser, browser.post(f"{self.url}/hub/login", data=said, timeout=30, allow_redirects=False)

    def learner(self, name: str) -> Learner:
        """Let a learner in, with server and kernel."""
        browser, answer = self.sign_in(name)
        assert answer.status_code == 302, self.log()
        one = Learner(name, self.url, browser, own_token(self.url, browser, name), self.open)
        one.begin()
        return one


def xsrf(page: str) -> str:
    found = re.search(r'name="_xsrf" value="([^"]+)"|xsrf_token: "([^"]+)"', page)
    assert found, page[:2000]
    return found[1] or found[2]


def own_token(url: str, browser: requests.Session, name: str, **said: Any) -> str:
    """Let a learner make a token as the Hub's own page does."""
    page = browser.get(f"{url}/hub/token", timeout=30).text
    answer = browser.post(
        f"{url}/hub/api/users/{name}/tokens", json=said, headers={"X-XSRFToken": xsrf(page)}, timeout=30
    )
    return str(answer.json()["token"])


@cache
def install() -> None:
    """Install this checkout where a hub's processes may read it, once for all hubs of a run."""
    command = ["make", "--silent", "hub-environments", f"SHARED={SHARED}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@contextmanager
def a_hub(
    learners: tuple[str, ...],
    environ: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    desk: Mapping[str, str] | None = None,
    desk_secrets: Mapping[str, str] | None = None,
    host: str = "127.0.0.1",
    **said: Any,
) -> Iterator[RealHub]:
    """Run a hub with everything it needs, and leave nothing of it behind.

    `desk` is what the desk alone is told; `desk_secrets` are files, by the variables that name them.
    """
    install()
    place = Path(f"/var/lib/academy-test-{uuid4().hex[:8]}")
    place.mkdir(mode=0o755)
    front, *behind = closed_ports(4)
    url = f"http://{host}:{front}"
    api, proxy_api, desk_url = (f"http://127.0.0.1:{port}" for port in behind)
    settings = HubSettings(place / "hub", SHARED / "learner", url, api, proxy_api, desk_url, **said)
    told = {
        "URL": url,
        "API_URL": api,
        "PROXY_API_URL": proxy_api,
        "DESK_URL": desk_url,
        "FOLDER": str(place / "hub"),
    }
    told |= {"LEARNERS": ",".join(learners), "ADMINS": ",".join(settings.admins)}
    told |= {"INSTRUCTORS": ",".join(settings.instructors)}
    told |= {"SUBDOMAINS": "yes"} if settings.has_subdomains else {}
    hubs = {f"ACADEMY_HUB_{name}": value for name, value in told.items()}
    hubs |= {"PATH": os.environ["PATH"], "HOME": str(Path.home()), "LANG": "C.UTF-8", **(environ or {})}
    service = SHARED / "service"
    machine = Machine(
        settings,
        service / "share/sp404-academy",
        place / "desk",
        hubs,
        {**(desk or {}), **{name: str(place / "desk" / name) for name in desk_secrets or {}}},
        python=service / "bin" / "python",
    )
    for name in learners:
        remove_account(name)
    try:
        machine.prepare()
        for name, value in (secrets or {}).items():
            settings.secret(name).write_text(value)
            settings.secret(name).chmod(0o600)
        for name, value in (desk_secrets or {}).items():
            file = place / "desk" / name
            file.write_text(value)
            file.chmod(0o600)
            shutil.chown(file, settings.desk_account)
        machine.start()
        until(lambda: answers(f"{url}/hub/health", machine), "the Hub")
        until(lambda: answers(f"{settings.desk_host or url}/services/desk/health", machine), "the desk")
        with ExitStack() as open:
            yield RealHub(machine, open)
    finally:
        machine.stop()
        for name in learners:
            remove_account(name)
        shutil.rmtree(place)


def answers(address: str, machine: Machine) -> bool:
    for name, process in machine.running.items():
        assert process.poll() is None, f"{name} ended: {machine.log(name).read_text()[-4000:]}"
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False
