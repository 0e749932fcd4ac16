"""The units for systemd say what the settings say, hold no secret, and systemd understands them."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from academy.hub.machine import CULLER, PROXY, SECRETS
from academy.settings import HubSettings

PLACE = Path(__file__).parents[2] / "jupyter_config" / "systemd"
UNITS = {file.stem: file.read_text() for file in PLACE.glob("*.service")}
HERE = HubSettings()


def test_each_of_the_four_runs_under_an_account_of_its_own() -> None:
    accounts = {name: re.findall(r"^User=(.*)$", unit, re.MULTILINE) for name, unit in UNITS.items()}
    said = {"academy-proxy": [PROXY], "academy-desk": [HERE.desk_account], "academy-culler": [CULLER]}
    assert accounts == said | {"academy-hub": []}  # root


def test_they_speak_where_the_settings_say() -> None:
    proxy, culler = UNITS["academy-proxy"], UNITS["academy-culler"]
    assert f"--default-target {HERE.api_url} " in proxy
    assert f"--api-port {urlsplit(HERE.proxy_api_url).port} " in proxy
    assert f"JUPYTERHUB_API_URL={HERE.api_url}/hub/api\n" in culler


@pytest.mark.parametrize(("said", "routes"), [("yes", True), ("True", True), ("no", False), ("", False)])
def test_the_proxy_tells_hosts_apart_where_the_settings_say_so(said: str, routes: bool) -> None:
    (line,) = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", UNITS["academy-proxy"], re.MULTILINE)
    told = re.sub(r"exec \S+", "exec echo", line.replace("$$", "$")).replace("$(cat", "$(echo")
    environ = {"ACADEMY_HUB_SUBDOMAINS": said, "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(["/bin/sh", "-c", told], env=environ, capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("/hub/error --host-routing\n" if routes else "/hub/error\n")


def test_secrets_come_from_the_hubs_files_and_stand_in_no_unit() -> None:
    loaded = [one for unit in UNITS.values() for one in re.findall(r"LoadCredential=(\S+):(\S+)", unit)]
    assert {Path(file) for _, file in loaded} <= {HERE.secret(name) for name in SECRETS}
    assert not re.search(r"TOKEN=[^\"]", "".join(UNITS.values()))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.skipif(not Path("/opt/sp404-academy/service/proxy").exists(), reason="no hub is installed here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_each(name: str) -> None:
    command = ["systemd-analyze", "verify", "--man=no", str(PLACE / f"{name}.service")]
    said = subprocess.run(command, capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
