"""What makes a JupyterHub the academy's: `configure(c, settings)` in its configuration file."""

import os
from pathlib import Path
from typing import Any

from academy.hub.accounts import AccountSpawner
from academy.hub.hosts import keep_apart
from academy.hub.sign_in import sign_in
from academy.secret_files import read_secret
from academy.settings import HubSettings

DESK = "access:services!service=desk"
CULLER = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
PLANS = ("premium", "lifetime")
ROLES = [
    {"name": "user", "scopes": ["self", DESK]},
    {"name": "desk", "scopes": [f"groups!group={plan}" for plan in PLANS], "services": ["desk"]},
]
"""What a learner's token and the desk's may do."""
GROUPS: dict[str, Any] = {plan: {"users": []} for plan in PLANS}
"""The Hub's groups, which the desk fills."""
OPERATOR = ["admin-ui", "admin:users", "admin:servers", "read:hub"]
"""What the Hub's admin page needs; no entrance to a learner's server, and no token in a learner's name."""
MOUNT = "services/desk/api"


def configure(c: Any, settings: HubSettings) -> None:
    """Set all that the hub needs; what the file says afterwards wins, but for shared accounts.

    SettingError when a secret is missing or open to others, HubError when a provider does not answer.
    """
    os.umask(0o077)  # the Hub's database holds tokens
    sign_in(c, settings)
    _places(c, settings)
    keep_apart(c, settings)
    _rights(c, settings)
    _servers(c, settings)


def _places(c: Any, settings: HubSettings) -> None:
    hub = c.JupyterHub
    hub.bind_url = settings.url
    hub.hub_bind_url = settings.api_url
    hub.db_url = f"sqlite:///{settings.folder / 'hub.sqlite'}"
    hub.cookie_secret_file = str(settings.secret("cookie-secret"))
    hub.cleanup_servers = False
    c.ConfigurableHTTPProxy.api_url = settings.proxy_api_url
    c.ConfigurableHTTPProxy.auth_token = read_secret(settings.secret("proxy-token"))
    c.ConfigurableHTTPProxy.should_start = settings.has_own_proxy


def _rights(c: Any, settings: HubSettings) -> None:
    hub = c.JupyterHub
    hub.load_groups = GROUPS
    hub.load_roles = [*roles_of(settings), {"name": "culler", "scopes": CULLER, "services": ["culler"]}]
    hub.services = [
        {
            "name": "desk",
            "url": settings.desk_url,
            "api_token": read_secret(settings.secret("desk-token")),
            "oauth_no_confirm": True,
        },
        {"name": "culler", "api_token": read_secret(settings.secret("culler-token"))},
    ]


def _servers(c: Any, settings: HubSettings) -> None:
    if "spawner_class" not in c.JupyterHub:
        c.JupyterHub.spawner_class = AccountSpawner
    c.AccountSpawner.desk_account = settings.desk_account
    desk = (
        settings.desk_url if settings.has_subdomains else settings.url
    )  # the first by its number, without DNS
    learners_server(c, settings, settings.learner_env, desk)


def roles_of(settings: HubSettings) -> list[dict[str, Any]]:
    """Return who may do what at the Hub. Its own role `admin` opens every server, so nobody has it.

    A role that names its users is taken from everybody else when the Hub starts.
    """
    operators = {"name": "operator", "scopes": OPERATOR, "users": sorted(settings.admins)}
    return [*ROLES, {"name": "admin", "users": []}, operators]


def learners_server(c: Any, settings: HubSettings, env: Path, desk: str) -> None:
    """Say how learners' servers run in the environment `env`; `desk` is where their kernels reach the desk.

    Nothing that is set here is a secret, since each learner can read it.
    """
    share = env / "share" / "sp404-academy"
    c.Spawner.cmd = [str(env / "bin" / "academy-learners-server")]
    c.Spawner.args = [
        "--KernelManager.transport=ipc",
        f"--config={share / 'jupyter_config' / 'learner' / 'server_config.py'}",
    ]
    c.Spawner.default_url = "/voila/render/index.ipynb"
    c.Spawner.server_token_scopes = ["users:activity!user", "access:servers!server", DESK]
    c.Spawner.env_keep = ["LANG", "LC_ALL", "TZ"]
    c.Spawner.environment = {
        "PATH": f"{env / 'bin'}:/usr/bin:/bin",
        "ACADEMY_HOME": str(share),
        "ACADEMY_SERVICE_URL": f"{desk}/{MOUNT}",
        "JUPYTER_PATH": str(share / "jupyter_config"),
        "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",
    }
    if settings.has_subdomains:
        c.Spawner.environment["ACADEMY_DESK_HOST"] = settings.desk_host  # what links to it begin with
    c.Spawner.start_timeout = 120
    c.Spawner.http_timeout = 60
