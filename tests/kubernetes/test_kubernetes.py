"""What is handed to a cluster: values that the chart takes, a desk that fits them, and three images."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from traitlets.config import Config

from academy.errors import HubError
from academy.hub.kubernetes import configure
from academy.settings import HubSettings

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "jupyter_config" / "kubernetes"
VALUES = yaml.safe_load((PLACE / "values.yaml").read_text())
SCHEMA = yaml.safe_load((Path(__file__).parent / "values.schema.yaml").read_text())
DESK = {one["kind"]: one for one in yaml.safe_load_all((PLACE / "desk.yaml").read_text())}
POD = DESK["Deployment"]["spec"]["template"]["spec"]
CONTAINER = POD["containers"][0]


def test_the_chart_takes_the_values() -> None:
    jsonschema.validate(VALUES, SCHEMA)


@pytest.mark.parametrize(
    "path", [("hub", "dbs"), ("singleuser", "networkPolicy", "egressAllowRules", "internet"), ("culler",)]
)
def test_a_key_that_the_chart_does_not_know_is_refused(path: tuple[str, ...]) -> None:
    values = deepcopy(VALUES)
    place = values
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = True
    with pytest.raises(jsonschema.ValidationError, match="Additional properties are not allowed"):
        jsonschema.validate(values, SCHEMA)


def test_what_would_be_open_by_default_is_closed() -> None:
    rules = VALUES["singleuser"]["networkPolicy"]["egressAllowRules"]
    assert not any(rules[name] for name in ("nonPrivateIPs", "privateIPs", "cloudMetadataServer"))
    assert VALUES["singleuser"]["extraPodConfig"]["automountServiceAccountToken"] is False
    assert VALUES["singleuser"]["allowPrivilegeEscalation"] is False


def test_hub_and_desk_agree_on_address_and_token() -> None:
    port = DESK["Service"]["spec"]["ports"][0]["port"]
    assert VALUES["hub"]["services"]["desk"]["url"] == f"http://{DESK['Service']['metadata']['name']}:{port}"
    env = {one["name"]: one for one in CONTAINER["env"]}
    token = env["JUPYTERHUB_API_TOKEN"]["valueFrom"]["secretKeyRef"]
    assert token == {"name": "hub", "key": "hub.services.desk.apiToken"}
    both = ("HUB_URL", "HUB_ADMINS", "HUB_INSTRUCTORS", "OIDC_ISSUER", "OIDC_CLIENT_ID")
    for name in (f"ACADEMY_{one}" for one in both):
        assert env[name]["value"] == VALUES["hub"]["extraEnv"][name]
    labels = DESK["Deployment"]["spec"]["template"]["metadata"]["labels"].items()
    for kind in ("Service", "Deployment", "NetworkPolicy"):
        spec = DESK[kind]["spec"]
        selector = spec.get("selector") or spec["podSelector"]
        assert selector.get("matchLabels", selector).items() <= labels


def test_the_desk_has_no_rights_and_its_secrets_are_files_of_its_own() -> None:
    assert POD["automountServiceAccountToken"] is False and POD["securityContext"]["runAsNonRoot"] is True
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True
    assert next(one for one in POD["volumes"] if one["name"] == "secrets")["secret"]["defaultMode"] == 0o400
    said = (PLACE / "desk.yaml").read_text() + (PLACE / "values.yaml").read_text()
    assert not re.search(r"sk_(live|test)|whsec_|password: [^{]\S", said)
    told = [one["name"] for one in CONTAINER["env"] if "value" in one]
    assert not [name for name in told if name.endswith(("_KEY", "_SECRET", "_TOKEN", "_PASSWORD"))]


def test_each_file_that_an_image_takes_is_there_and_the_learners_has_no_desk() -> None:
    for file in PLACE.glob("*.Dockerfile"):
        for source in re.findall(r"^COPY (?!--from)(\S+) ", file.read_text(), re.MULTILINE):
            assert (ROOT / source).exists(), f"{file.name} copies {source}"
        assert re.search(r"^USER 1000$", file.read_text(), re.MULTILINE)
    learner = (PLACE / "learner.Dockerfile").read_text()
    assert "jupyter_config/learner" in learner and "[hub" not in learner


def test_without_a_provider_the_hub_does_not_start() -> None:
    with pytest.raises(HubError, match="ACADEMY_OIDC_ISSUER"):
        configure(Config(), HubSettings())


def test_the_chart_roles_stay_beside_the_academys(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = HubSettings.from_env(
        {"ACADEMY_OIDC_ISSUER": "https://provider.example", "ACADEMY_OIDC_CLIENT_ID": "academy"}
    )
    monkeypatch.setattr("academy.hub.kubernetes.sign_in", lambda c, settings: None)
    c: Any = Config()
    c.JupyterHub.load_roles = [{"name": "jupyterhub-idle-culler"}]
    configure(c, settings)
    assert [role["name"] for role in c.JupyterHub.load_roles] == [
        "jupyterhub-idle-culler",
        *("user", "desk", "admin", "operator"),
    ]
    assert c.Spawner.server_token_scopes[-1] == "access:services!service=desk"


def test_with_a_host_name_each_kernels_ask_the_desk_at_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"ACADEMY_OIDC_ISSUER": "https://provider.example", "ACADEMY_OIDC_CLIENT_ID": "academy"}
    said |= {"ACADEMY_HUB_URL": "https://academy.example", "ACADEMY_HUB_SUBDOMAINS": "yes"}
    monkeypatch.setattr("academy.hub.kubernetes.sign_in", lambda c, settings: None)
    c: Any = Config()
    configure(c, HubSettings.from_env(said))
    desk = "https://desk--service.academy.example"
    assert c.Spawner.environment["ACADEMY_SERVICE_URL"] == f"{desk}/services/desk/api"
    assert c.JupyterHub.subdomain_host == "https://academy.example"
