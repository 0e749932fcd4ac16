"""A desk that is a process of its own (`served.py`), asked over HTTP as learners and Stripe ask it."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import urllib3

HERE = Path(__file__).parent
PATHS = os.pathsep.join(str(place) for place in (HERE.parents[1], HERE.parent / "membership"))
MOMENT = threading.Event()
"""Never set: what is waited on between two tries."""


class Desk:
    """A desk that is started again after each kill."""

    def __init__(self, store: str, stripe: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.said = [str(HERE / "served.py"), store, str(self.port), stripe]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = os.environ | {"PYTHONPATH": PATHS}
        self.process = subprocess.Popen(
            [sys.executable, *self.said], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while self.ask("GET", "health") != 200:
            assert self.process.poll() is None, "the desk did not start"
            MOMENT.wait(0.05)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def ask(self, method: str, path: str, name: str = "", **said: object) -> int | None:
        """Return the status, None when nobody answered."""
        headers = {"Authorization": f"token {name}", **said.pop("headers", {})}  # type: ignore[dict-item]
        try:
            answer = urllib3.request(
                method,
                f"http://127.0.0.1:{self.port}/services/desk/{path}",
                headers=headers,
                retries=False,
                timeout=20,
                **said,  # type: ignore[arg-type]
            )
        except urllib3.exceptions.HTTPError:
            return None
        return answer.status
