"""What makes a JupyterHub of the Kubernetes chart the academy's: `configure(c, settings)` in hub.extraConfig.

The chart itself sets addresses, tokens, database, culler and spawner, and each learner has a container of
their own; here is what it does not know.
"""

from pathlib import Path
from typing import Any

from academy.errors import HubError
from academy.hub.configure import GROUPS, learners_server, roles_of
from academy.hub.hosts import keep_apart
from academy.hub.sign_in import sign_in
from academy.settings import HubSettings


def configure(c: Any, settings: HubSettings) -> None:
    """Set rights, sign-in and what learners' servers run; HubError without a provider to sign in with."""
    if settings.oidc is None:
        raise HubError(
            "On Kubernetes people sign in with a provider: set ACADEMY_OIDC_ISSUER and "
            "ACADEMY_OIDC_CLIENT_ID."
        )
    sign_in(c, settings)
    keep_apart(c, settings)
    c.JupyterHub.load_groups = GROUPS
    charts = c.JupyterHub.load_roles if "load_roles" in c.JupyterHub else []
    c.JupyterHub.load_roles = [*charts, *roles_of(settings)]
    learners_server(c, settings, Path(settings.learner_env), settings.desk_host or settings.url)
