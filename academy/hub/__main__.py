"""A whole hub on this machine until Ctrl-C, with two demo accounts: what `make hub` runs."""

import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from academy.errors import AcademyError, HubError
from academy.hub.accounts import account_of, unix_name
from academy.hub.hosts import address_of_proxy
from academy.hub.machine import Machine, end_servers
from academy.settings import HubSettings, Settings

DEMO = ("academy-demo-ann", "academy-demo-ben")
DESK_FOLDER = Path("/var/lib/sp404-academy/desk")
READY_S = 60
HUBS_OWN = ("PATH", "HOME", "LANG", "LC_", "TZ", "ACADEMY_HUB_", "ACADEMY_OIDC_")
DESKS_OWN = ("ACADEMY_", "OPENROUTER_")
"""What each process is told: keys of language models and of payment reach the desk alone."""
READY = """
  The academy's hub is ready:

    {url}              sign in as {names}, with a password of your choice (10 letters at least)
    {desk}/services/desk/health     the desk
    {logs}     what each process says

  Stop it with Ctrl-C.
"""


def main() -> int:
    """Run until Ctrl-C or until a process ends; 2 with one sentence when it cannot."""
    settings = HubSettings.from_env(os.environ)
    names = () if settings.oidc else DEMO
    settings = replace(settings, learners=(*settings.learners, *names))
    home = Settings.from_env(os.environ, Path("/")).home  # what is installed, which the desk may read
    environ = {name: value for name, value in os.environ.items() if name.startswith(HUBS_OWN)}
    environ["ACADEMY_HUB_LEARNERS"] = ",".join(settings.learners)
    desks = {name: value for name, value in os.environ.items() if name.startswith(DESKS_OWN)}
    machine = Machine(settings, home, DESK_FOLDER, environ, desks)
    try:
        machine.prepare()
        for name in names:
            account_of(name, settings.desk_account)
        return _serve(machine)
    except AcademyError as error:
        print(f"academy: {error}", file=sys.stderr)  # noqa: T201
        return 2


def _serve(machine: Machine) -> int:
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_said: ended.set())
    try:
        machine.start()
        _wait_until_ready(machine, ended)
        settings = machine.settings
        names = " or ".join((*settings.learners, *settings.admins))
        places = {"url": settings.url, "desk": settings.desk_host or settings.url}
        print(READY.format(**places, names=names, logs=machine.log("hub").parent), flush=True)  # noqa: T201
        while not ended.wait(1):
            _look(machine)
    finally:
        machine.stop()
        end_servers([unix_name(name) for name in DEMO])
    return 0


def _wait_until_ready(machine: Machine, ended: threading.Event) -> None:
    until = time.monotonic() + READY_S
    settings = machine.settings
    public = urlsplit(settings.url)
    proxy = public._replace(netloc=f"{address_of_proxy(settings.url)}:{public.port or 80}", path="").geturl()
    for page, host in (("/hub/health", settings.url), ("/services/desk/health", settings.desk_host)):
        asked = Request(proxy + page, headers={"Host": urlsplit(host or settings.url).netloc})
        while not ended.is_set():
            _look(machine)
            try:
                with urlopen(asked, timeout=5):
                    break
            except OSError:
                if time.monotonic() > until:
                    raise HubError(f"{page} does not answer; see {machine.log('hub').parent}.") from None
            ended.wait(0.3)


def _look(machine: Machine) -> None:
    for name, process in machine.running.items():
        if process.poll() is not None:
            raise HubError(f"The {name} ended ({process.returncode}); {machine.log(name)} says why.")


if __name__ == "__main__":
    sys.exit(main())
