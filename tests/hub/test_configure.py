"""What `configure` sets: narrow rights, and nothing secret for learners."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from academy.errors import SettingError
from academy.hub.configure import configure
from academy.hub.machine import SECRETS
from academy.secret_files import make_secret, read_secret
from academy.settings import HubSettings, Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[HubSettings]:
    """A hub's folder with its secrets; `configure` sets the process's umask, which is put back."""
    before = os.umask(0o022)
    (tmp_path / "secrets").mkdir()
    for name in SECRETS:
        make_secret(tmp_path / "secrets" / name)
    yield HubSettings(folder=tmp_path, learners=("ann",), admins=("tess",))
    os.umask(before)


@pytest.fixture
def c(settings: HubSettings) -> Any:
    config = Config()
    configure(config, settings)
    return config


def test_the_configuration_file_stays_short() -> None:
    assert len((ROOT / "jupyter_config" / "jupyterhub_config.py").read_text().splitlines()) < 30


def test_nothing_that_a_learners_server_is_told_is_a_secret(c: Any, settings: HubSettings) -> None:
    told = json.dumps(dict(c.Spawner), default=str)
    assert not any(read_secret(settings.secret(name)) in told for name in SECRETS)
    assert c.Spawner.environment["ACADEMY_SERVICE_URL"] == "http://127.0.0.1:8000/services/desk/api"
    assert not {name for name in c.Spawner.env_keep if "KEY" in name or "TOKEN" in name or "ACADEMY" in name}


def test_tokens_may_do_little(c: Any) -> None:
    roles = {role["name"]: role.get("scopes", []) for role in c.JupyterHub.load_roles}
    assert roles["user"] == ["self", "access:services!service=desk"]
    assert roles["desk"] == ["groups!group=premium", "groups!group=lifetime"]
    assert not any(
        scope.startswith(("access:servers", "tokens")) for each in roles.values() for scope in each
    )


def test_nobody_has_the_hubs_own_admin_role_that_opens_every_server(c: Any) -> None:
    users = {role["name"]: role.get("users") for role in c.JupyterHub.load_roles}
    assert (users["admin"], users["operator"]) == ([], ["tess"])
    assert "admin_users" not in c.ClassSignIn and "admin_users" not in c.ProviderSignIn


def test_who_teaches_is_said_by_the_settings_in_the_hubs_letters() -> None:
    said = {"ACADEMY_HUB_INSTRUCTORS": "Uma", "ACADEMY_HUB_ADMINS": "tess"}
    assert HubSettings.from_env(said).teachers == {"uma", "tess"}
    provider = {"ACADEMY_OIDC_ISSUER": "https://id.example", "ACADEMY_OIDC_CLIENT_ID": "academy"}
    assert HubSettings.from_env(said | provider).teachers == {"Uma", "tess"}


def test_kernels_talk_over_sockets_in_files(c: Any) -> None:
    assert "--KernelManager.transport=ipc" in c.Spawner.args


def test_files_of_the_hub_are_its_own(c: Any) -> None:
    assert os.umask(0o077) == 0o077


def test_a_class_is_closed_to_whoever_is_not_in_it(c: Any) -> None:
    door = c.ClassSignIn
    assert door.allowed_users == {"ann", "tess"} and not door.allow_all and not door.create_users


def test_a_spawner_that_the_operator_named_is_left_to_the_doorkeeper(settings: HubSettings) -> None:
    config = Config()
    config.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
    configure(config, settings)
    assert config.JupyterHub.spawner_class == "dockerspawner.DockerSpawner"


def test_a_secret_that_others_may_read_is_refused(settings: HubSettings) -> None:
    settings.secret("desk-token").chmod(0o640)
    with pytest.raises(SettingError, match=r"mode 0640.*chmod 600"):
        configure(Config(), settings)


def test_a_missing_or_empty_secret_is_said(settings: HubSettings) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        read_secret(settings.secret("nothing"))
    settings.secret("proxy-token").write_text("\n")
    with pytest.raises(SettingError, match="is empty"):
        configure(Config(), settings)


def test_settings_are_read_from_the_environment() -> None:
    said = HubSettings.from_env(
        {
            "ACADEMY_HUB_LEARNERS": " ann, ben,",
            "ACADEMY_HUB_URL": "https://a.example/",
            "ACADEMY_HUB_FOLDER": "/x",
        }
    )
    assert (said.learners, said.url, said.folder) == (("ann", "ben"), "https://a.example", Path("/x"))
    with pytest.raises(SettingError, match="ACADEMY_OIDC_CLIENT_ID"):
        HubSettings.from_env({"ACADEMY_OIDC_ISSUER": "https://id.example"})


def test_a_token_is_never_shown(tmp_path: Path) -> None:
    said = Settings.from_env({"JUPYTERHUB_API_TOKEN": "abcdef123", "HOME": str(tmp_path)}, ROOT)
    assert said.hub_token == "abcdef123" and "abcdef123" not in repr(said)
