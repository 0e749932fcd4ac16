"""The academy's hub. What is set below `configure` wins; docs/operating.md says what each setting means.

Settings come from the environment (ACADEMY_HUB_..., ACADEMY_OIDC_...), secrets from files of mode 0600.
"""

import os
from pathlib import Path

from academy.hub.configure import configure
from academy.settings import HubSettings

c = get_config()  # type: ignore[name-defined] # noqa: F821 (JupyterHub gives it to this file)

configure(c, HubSettings.from_env(os.environ))
c.JupyterHub.template_paths = [str(Path(__file__).parent / "hub_templates")]
