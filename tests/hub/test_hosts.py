"""Host names of learners and of the desk: no two alike, and the same for Hub, desk and links."""

from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from academy.desk.counter.routes import hub_sign_in
from academy.errors import SettingError
from academy.hub.configure import learners_server
from academy.hub.hosts import address_of_proxy, host_of, keep_apart, label_of
from academy.settings import HubSettings

HERE = HubSettings(url="https://academy.example", has_subdomains=True)
UNLIKE = (
    "ann",
    "Ann",
    "ANN",
    "user_2abcDEF",
    "user_2abcdef",
    "desk--service",
    "xn--ann-1",
    "12345",
    "-",
    "Zoë",
)


def test_no_two_learners_share_a_host_name_whatever_their_letters() -> None:
    labels = [label_of(name) for name in (*UNLIKE, "x" * 64, "x" * 65)]
    assert len({label.lower() for label in labels}) == len(labels) and labels[0] == "ann"
    assert all(label == label.lower() and label.isascii() and len(label) <= 63 for label in labels)


def test_no_learner_gets_the_desks_host_name() -> None:
    desk = host_of("desk", "academy.example", "service")
    assert HERE.desk_host == f"https://{desk}"
    assert desk not in {host_of(name, "academy.example", "user") for name in (*UNLIKE, "desk")}


def test_over_tls_no_learners_page_can_write_a_cookie_that_signs_in() -> None:
    c: Any = Config()
    keep_apart(c, HERE)
    assert c.JupyterHub.cookie_host_prefix_enabled and c.JupyterHub.subdomain_host == HERE.url
    desk = hub_sign_in(HERE.api_url, "token", "/services/desk", HERE.hub_host, HERE.desk_host)
    assert desk.cookie_name.startswith("__Host-")


def test_the_desk_signs_in_at_the_hubs_host_and_comes_back_to_its_own() -> None:
    desk = hub_sign_in(HERE.api_url, "token", "/services/desk", HERE.hub_host, HERE.desk_host)
    assert desk.login_url.startswith("https://academy.example/hub/api/oauth2/authorize?")
    assert desk.oauth_redirect_uri == "https://desk--service.academy.example/services/desk/oauth_callback"


def test_without_the_setting_all_have_one_host_name() -> None:
    c: Any = Config()
    keep_apart(c, HubSettings())
    assert not c.JupyterHub and (HubSettings().hub_host, HubSettings().desk_host) == ("", "")
    learners_server(c, HubSettings(), Path("/env"), HubSettings().url)
    assert "ACADEMY_DESK_HOST" not in c.Spawner.environment


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_an_address_without_a_name_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match=r"ACADEMY_HUB_URL.*https://academy\.example"):
        HubSettings.from_env({"ACADEMY_HUB_SUBDOMAINS": "yes", "ACADEMY_HUB_URL": url})


def test_the_setting_is_read_from_the_environment() -> None:
    said = {"ACADEMY_HUB_SUBDOMAINS": "yes", "ACADEMY_HUB_URL": "https://academy.example:8443/"}
    assert HubSettings.from_env(said).desk_host == "https://desk--service.academy.example:8443"


def test_the_proxy_listens_on_loopback_for_names_below_localhost() -> None:
    said = [
        address_of_proxy(url)
        for url in ("http://hub.localhost:8000", "http://127.0.0.1:1", "http://a.example")
    ]
    assert said == ["127.0.0.1", "127.0.0.1", "a.example"]
