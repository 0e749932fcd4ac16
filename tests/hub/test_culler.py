"""On a hub of its own: the culler ends an unused server, and the desk's keys are in no kernel's reach."""

import subprocess
from collections.abc import Iterator

import pytest
from hub_places import SHARED, Learner, RealHub, needs_hub, until
from shop import a_shop
from stripe_double import SECRET, running

pytestmark = needs_hub
GUS = "gus"
LOOK = """
import glob, os, subprocess
places = ['/opt', '/var/lib', '/etc', os.path.expanduser('~')]
places += glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline')
grep = ['grep', '-rlasF', '-e', wanted[0], '-e', wanted[1], *places]
found = subprocess.run(grep, capture_output=True, text=True).stdout.split()
print(os.environ.get('ACADEMY_STRIPE_KEY_FILE'), found)
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[RealHub]:
    with running() as double, a_shop(double, (GUS,)) as one:
        yield one


@pytest.fixture(scope="module")
def gus(hub: RealHub) -> Learner:
    return hub.learner(GUS)


def test_no_kernel_finds_stripes_key_or_the_webhooks_secret(gus: Learner) -> None:
    gus.run("open('own.txt', 'w').write('sk_test_' + 'double')")  # what the search can find, it finds
    found = gus.run(f"wanted = ['sk_test_' + 'double', {SECRET[:4]!r} + {SECRET[4:]!r}]\n{LOOK}")
    assert found.startswith("None ['/home/") and found.endswith("/own.txt']")


def test_the_culler_ends_a_server_that_nobody_uses(hub: RealHub, gus: Learner) -> None:
    settings = hub.machine.settings
    told = {
        "JUPYTERHUB_API_TOKEN": settings.secret("culler-token").read_text(),
        "JUPYTERHUB_API_URL": f"{settings.api_url}/hub/api",
    }
    program = [str(SHARED / "service/bin/python"), "-m", "jupyterhub_idle_culler"]
    hub.machine.stop("culler")
    with subprocess.Popen([*program, "--timeout=1", "--cull-every=1"], env=told) as culler:
        try:
            until(lambda: "servers" not in server_of(gus) or not server_of(gus)["servers"], "the end of it")
        finally:
            culler.terminate()


def server_of(learner: Learner) -> dict[str, object]:
    return dict(learner.ask("GET", f"/hub/api/users/{learner.name}").json())
