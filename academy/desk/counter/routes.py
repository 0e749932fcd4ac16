"""Where the counter's pages stand, and what they need of the Hub."""

import hashlib
from collections.abc import Container
from typing import Any
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler
from tornado.template import Loader
from tornado.web import RedirectHandler, StaticFileHandler

from academy.desk.counter import pages, wish_pages
from academy.desk.counter.page import HERE
from academy.desk.counter.rounds import Rounds
from academy.desk.counter.till import Till
from academy.desk.counter.webhook import Webhook
from academy.desk.hub_token import KNOWN_S, SCOPES, FewKept
from academy.desk.office import Office

STRIPES_PAGES = ("https://checkout.stripe.com", "https://billing.stripe.com")


class Arrival(HubOAuthCallbackHandler):  # type: ignore[misc] # untyped base
    """Where the Hub sends somebody back to who has signed in."""

    def initialize(self, auth: HubOAuth) -> None:
        """Receive what the route lends."""
        self.hub_auth = auth


def hub_sign_in(api_url: str, token: str, mount: str, hub_host: str = "", desk_host: str = "") -> HubOAuth:
    """Return the way to sign in at the Hub; `mount` is where the desk stands, hosts if they differ."""
    auth = HubOAuth(
        api_url=api_url,
        api_token=token,
        oauth_client_id="service-desk",
        base_url=f"{mount}/",
        hub_host=hub_host,
        hub_prefix="/hub/",
        oauth_redirect_uri=f"{desk_host}{mount}/oauth_callback",
        cookie_host_prefix_enabled=desk_host.startswith("https://"),
        access_scopes=SCOPES,
        cache=FewKept(KNOWN_S),
    )
    auth._oauth_states = FewKept(auth.oauth_state_max_age)  # of visitors who have begun to sign in
    return auth


def application_settings(token: str, payment_address: str | None) -> dict[str, Any]:
    """Return what the application must know; several desks make one secret of cookies, out of the token."""
    secret = hashlib.sha256(b"cookies of the counter " + token.encode()).hexdigest()
    own = urlsplit(payment_address or "")
    pays_at = (f"{own.scheme}://{own.netloc}",) if own.netloc else STRIPES_PAGES
    return {"cookie_secret": secret, "xsrf_cookies": True, "pays_at": pays_at}


def counter_routes(
    mount: str,
    office: Office,
    till: Till,
    rounds: Rounds,
    auth: HubOAuth,
    teachers: Container[str],
    hub_host: str = "",
) -> list[Any]:
    """Return the counter's routes below `mount`; `teachers` are the names of instructors and admins.

    `hub_host` is what links to the Hub begin with, where it has another host name than the desk.
    """
    loader = Loader(str(HERE / "templates"), namespace={"hub_host": hub_host})
    lent = {
        "office": office,
        "till": till,
        "rounds": rounds,
        "auth": auth,
        "teachers": teachers,
        "loader": loader,
    }
    table = {
        "pricing": pages.Pricing,
        "pay": pages.Pay,
        "thanks": pages.Thanks,
        "account": pages.Account,
        "account/cards": pages.Cards,
        "account/cancel": pages.Cancel,
        "account/copy": pages.Copy,
        "account/delete": pages.Delete,
        "wish": wish_pages.Wish,
        "review": wish_pages.Review,
        "review/([^/]+)": wish_pages.ReviewOne,
    }
    return [
        *((f"{mount}/{path}", handler, lent) for path, handler in table.items()),
        # Where the Hub's answer leads when another desk than this one was asked first.
        (f"{mount}/", RedirectHandler, {"url": f"{mount}/account", "permanent": False}),
        (f"{mount}/oauth_callback", Arrival, {"auth": auth}),
        (f"{mount}/stripe/webhook", Webhook, {"till": till, "rounds": rounds}),
        (f"{mount}/static/(.*)", StaticFileHandler, {"path": str(HERE / "static")}),
    ]
