"""A whole hub on one machine: proxy, Hub, desk and culler, each a process of its own.

`python -m academy.hub` runs it; on a real machine each is a unit of its own (docs/operating.md).
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from academy.errors import HubError
from academy.hub.accounts import HOME, make_account, uid_of
from academy.hub.hosts import address_of_proxy
from academy.secret_files import make_secret, read_secret
from academy.settings import HubSettings

SECRETS = ("proxy-token", "desk-token", "culler-token", "cookie-secret")
CULL_AFTER_S = 1800
END_S = 15
CONFIG = "jupyter_config/jupyterhub_config.py"
PROXY, CULLER = "academy-proxy", "academy-culler"
"""The accounts of what needs nothing but its token."""


@dataclass
class Machine:
    """The processes of one hub; `desk_folder` is what the desk's account alone may read.

    `home` holds course/ and jupyter_config/; `environ` is what the processes inherit, `desk_environ` what the
    desk alone is told, `python` what they run with.
    """

    settings: HubSettings
    home: Path
    desk_folder: Path
    environ: Mapping[str, str]
    desk_environ: Mapping[str, str] = field(default_factory=dict)
    python: Path = Path(sys.executable)
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make accounts, folders and secrets that are not there yet; HubError when that cannot be."""
        if os.geteuid() != 0:
            raise HubError(
                "A hub on one machine needs root: each learner gets an account. Start it with sudo."
            )
        if not (self.settings.learner_env / "bin" / "academy-learners-server").exists():
            raise HubError(
                f"There is no environment for learners in {self.settings.learner_env}. "
                "Make it with `make hub-environments`."
            )
        self.desk_folder.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.settings.folder, self.settings.folder / "secrets", self.settings.folder / "logs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in SECRETS:
            make_secret(self.settings.secret(name))
        account = self.settings.desk_account
        there = {one.pw_name for one in pwd.getpwall()}
        home = (*HOME, "--home-dir", str(self.desk_folder))
        for name, options in {account: home, PROXY: (), CULLER: ()}.items():
            if name not in there:
                make_account(name, "the academy's", "--system", *options)
        self.desk_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chown(self.desk_folder, uid_of(account), -1)
        self.desk_folder.chmod(0o700)

    def start(self) -> None:
        """Start proxy, Hub, desk and culler, in this order."""
        self.start_proxy()
        self.start_hub()
        self.start_desk()
        self.start_culler()

    def start_proxy(self) -> None:
        """Start the proxy, which stays when the Hub starts anew."""
        public, api = urlsplit(self.settings.url), urlsplit(self.settings.proxy_api_url)
        options = ["--ip", address_of_proxy(self.settings.url), "--port", public.port or 80]
        options += ["--api-ip", api.hostname]
        options += ["--api-port", api.port, "--default-target", self.settings.api_url]
        options += ["--error-target", f"{self.settings.api_url}/hub/error"]
        options += ["--host-routing"] if self.settings.has_subdomains else []
        token = read_secret(self.settings.secret("proxy-token"))
        self._run("proxy", [proxy(self.python), *map(str, options)], {"CONFIGPROXY_AUTH_TOKEN": token}, PROXY)

    def start_hub(self) -> None:
        """Start the Hub with the academy's configuration."""
        self._run("hub", [str(self.python), "-m", "jupyterhub", "--config", str(self.home / CONFIG)], {})

    def start_desk(self) -> None:
        """Start the desk under its own account; the token is a secret of its process alone."""
        said = {
            "HOME": str(self.desk_folder),
            "JUPYTERHUB_API_TOKEN": read_secret(self.settings.secret("desk-token")),
            "JUPYTERHUB_API_URL": f"{self.settings.api_url}/hub/api",
            "ACADEMY_HOME": str(self.home),
            **self.desk_environ,
        }
        command = [str(self.python), "-m", "academy.desk.service"]
        self._run("desk", command, said, self.settings.desk_account)

    def start_culler(self) -> None:
        """Start what ends servers that nobody uses."""
        said = {
            "JUPYTERHUB_API_TOKEN": read_secret(self.settings.secret("culler-token")),
            "JUPYTERHUB_API_URL": f"{self.settings.api_url}/hub/api",
        }
        command = [str(self.python), "-m", "jupyterhub_idle_culler", f"--timeout={CULL_AFTER_S}"]
        self._run("culler", command, said, CULLER)

    def stop(self, *names: str, how: int = signal.SIGTERM) -> None:
        """End some processes, or all of them, the last first."""
        for name in names or tuple(reversed(self.running)):
            process = self.running.pop(name)
            process.send_signal(how)
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name: str) -> Path:
        """Return where a process writes what it does."""
        return self.settings.folder / "logs" / f"{name}.log"

    def _run(
        self, name: str, command: Sequence[str], said: Mapping[str, str], account: str | None = None
    ) -> None:
        with open(self.log(name), "ab", opener=_closed_to_others) as log:
            self.running[name] = subprocess.Popen(
                command if account is None else [*as_account(account, self.settings.desk_account), *command],
                cwd=self.settings.folder if account is None else "/",
                env={**self.environ, **said},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is ours to answer, in order
                umask=0o077,
            )


def as_account(account: str, group: str) -> list[str]:
    """Return what runs a command under an account that may use ports below 1024, and nothing else of root's.

    Files of `group`, whose environment it is, are open to it.
    """
    caps = ",".join(("-all", "+net_bind_service"))
    kept = [f"--{which}={caps}" for which in ("inh-caps", "ambient-caps", "bounding-set")]
    return ["setpriv", f"--reuid={account}", f"--regid={account}", f"--groups={group}", *kept, "--"]


def proxy(python: Path) -> str:
    """Return the proxy's program; HubError when it is not installed."""
    own = python.parent.parent / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
    found = str(own) if own.exists() else shutil.which("configurable-http-proxy")
    if found is None:
        raise HubError(
            "The proxy is not installed. `make hub` installs it; by hand: "
            "`npm install --global configurable-http-proxy@5.3.0`."
        )
    return found


def _closed_to_others(file: str, flags: int) -> int:
    return os.open(file, flags, 0o600)


def end_servers(unix_names: Sequence[str]) -> None:
    """End what runs under learners' accounts; a Hub leaves servers running on purpose."""
    for name in unix_names:
        subprocess.run(["pkill", "-KILL", "-u", name], check=False)
