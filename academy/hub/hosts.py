"""A host name for each learner's pages, one for the desk, one for the Hub: browsers keep them apart.

Names are `LABEL.HOST`, one label below the Hub's, so that a certificate for HOST and *.HOST is enough.
"""

import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from academy.settings import HubSettings

PLAIN = re.compile(r"(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
STUB, DIGITS = 8, 16


def keep_apart(c: Any, settings: HubSettings) -> None:
    """Give each learner's pages a host name of their own, where the settings say so."""
    if not settings.has_subdomains:
        return
    hub = c.JupyterHub
    hub.subdomain_host = settings.url
    hub.subdomain_hook = host_of
    # Learners' pages may write cookies for all of HOST, but none with this prefix, which wants TLS.
    hub.cookie_host_prefix_enabled = settings.url.startswith("https://")
    hub.template_vars = {"desk_host": settings.desk_host}
    for door in ("ClassSignIn", "ProviderSignIn"):
        c[door].only_host = urlsplit(settings.url).hostname


def host_of(name: str, domain: str, kind: str) -> str:
    """Return the host name of a learner's or a service's pages; JupyterHub calls it.

    No two names share one, whatever letters they are written in: browsers do not tell capitals apart.
    """
    return f"{name}--service.{domain}" if kind == "service" else f"{label_of(name)}.{domain}"


def label_of(name: str) -> str:
    """Return a learner's name where it can be a label of a host name, else some of it and a digest.

    Two hyphens are in digests' labels and services' alone.
    """
    if PLAIN.fullmatch(name) and "--" not in name:
        return name
    stub = "".join(re.findall(r"[a-z0-9]", name.lower()))[:STUB] or "x"
    return f"u-{stub}--{sha256(name.encode()).hexdigest()[:DIGITS]}"


def address_of_proxy(url: str) -> str:
    """Return where the proxy of this machine listens; browsers alone resolve names below localhost."""
    host = urlsplit(url).hostname or "127.0.0.1"
    return "127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host
