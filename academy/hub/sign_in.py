"""Who comes in: by an OIDC provider where one is set, else a closed class whose names are known before.

A name is kept as the provider writes it (`sub` is case-sensitive). Nothing else a provider says is believed:
no group, no plan, no admin comes from a claim.
"""

import dbm
import json
import secrets
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import bcrypt
from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.auth import Authenticator
from jupyterhub.utils import maybe_future
from oauthenticator.generic import GenericOAuthenticator
from traitlets import Set, Unicode

from academy.errors import HubError
from academy.hub.accounts import refuse_shared_accounts
from academy.secret_files import read_secret
from academy.settings import HubSettings, OidcSettings

PROVIDER_S = 10


class Doorkeeper(Authenticator):  # type: ignore[misc] # untyped base
    """Looks, before anybody comes in, under which accounts servers would run, and where they knock."""

    desk_account = Unicode(config=True, help="The account that the desk runs under.")
    only_host = Unicode(config=True, help="The one host name at which people sign in; empty: at any.")

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        hub = said.get("parent")
        if hub is not None:
            refuse_shared_accounts(hub.spawner_class, self.desk_account)

    async def authenticate(self, handler: Any, data: Any = None, **said: Any) -> Any:
        """Let nobody in at a learner's host name: the Hub answers there, and its cookie would be theirs."""
        host = handler.request.host_name
        if self.only_host and host != self.only_host:
            handler.custom_login_error = f"{host} is not where people sign in; open {self.only_host}."
            return None
        return await maybe_future(super().authenticate(handler, data, **said))


class ProviderSignIn(Doorkeeper, GenericOAuthenticator):  # type: ignore[misc] # untyped base
    """Any OIDC provider; names are its `sub`, letter by letter."""

    def normalize_username(self, username: str) -> str:
        """Keep the name as it is: `user_2abcDEF` is not `user_2abcdef`."""
        return username


class ClassSignIn(Doorkeeper, FirstUseAuthenticator):  # type: ignore[misc] # untyped base
    """A class whose names are set before; a learner's first password stays, others' are set beforehand."""

    first_passwords = Unicode(
        config=True, help="The folder of the first passwords of instructors and admins."
    )
    teachers = Set(config=True, help="The names of instructors and admins.")

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        for name in sorted(self.teachers):
            self._set_first_password(name)

    def _set_first_password(self, name: str) -> None:
        """Leave nobody the chance to be the first under the name of somebody who may do more."""
        with dbm.open(self.dbm_path, "c", 0o600) as kept:
            if name.encode() in kept:
                return
            password = secrets.token_urlsafe(12)
            file = Path(self.first_passwords) / f"first-password-{name}"
            file.write_text(password + "\n", encoding="utf-8")
            file.chmod(0o600)
            kept[name.encode()] = bcrypt.hashpw(password.encode(), bcrypt.gensalt())


def sign_in(c: Any, settings: HubSettings) -> None:
    """Configure the door; HubError when the provider does not say what is needed."""
    who = ClassSignIn if settings.oidc is None else ProviderSignIn
    c.JupyterHub.authenticator_class = who
    for door in ("ClassSignIn", "ProviderSignIn"):
        c[door].desk_account = settings.desk_account
        c[door].manage_groups = False
    if settings.oidc is None:
        c.ClassSignIn.allow_all = False
        c.ClassSignIn.create_users = False
        c.ClassSignIn.allowed_users = {*settings.admins, *settings.instructors, *settings.learners}
        c.ClassSignIn.teachers = set(settings.teachers)
        c.ClassSignIn.dbm_path = str(settings.folder / "passwords")
        c.ClassSignIn.first_passwords = str(settings.folder / "secrets")
        c.ClassSignIn.min_password_length = 10
    else:
        _provider(c, settings, settings.oidc)


def _provider(c: Any, settings: HubSettings, oidc: OidcSettings) -> None:
    says = _discover(oidc.issuer)
    c.ProviderSignIn.update(
        client_id=oidc.client_id,
        client_secret=read_secret(settings.secret("oidc-client-secret")),
        authorize_url=says["authorization_endpoint"],
        token_url=says["token_endpoint"],
        userdata_url=says["userinfo_endpoint"],
        oauth_callback_url=f"{settings.url}/hub/oauth_callback",
        scope=["openid", "profile", "email"],
        username_claim="sub",
        enable_pkce=True,
        basic_auth=True,
        allow_all=True,
        login_service="your account",
    )


def _discover(issuer: str) -> dict[str, str]:
    """Ask the provider where its pages are."""
    address = f"{issuer}/.well-known/openid-configuration"
    try:
        with urlopen(address, timeout=PROVIDER_S) as answer:
            says = json.load(answer)
    except (OSError, ValueError) as error:
        raise HubError(f"No provider answers at {address}: {error}. Look at ACADEMY_OIDC_ISSUER.") from error
    missing = {"authorization_endpoint", "token_endpoint", "userinfo_endpoint"} - set(says)
    if str(says.get("issuer", "")).rstrip("/") != issuer or missing:
        raise HubError(f"{address} is not what a provider says of itself. Look at ACADEMY_OIDC_ISSUER.")
    return dict(says)
