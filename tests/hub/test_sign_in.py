"""Who comes in: by a real provider's form and codes, or by name and password in a closed class."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from hub_places import RealHub, a_hub, free_port, needs_hub, own_token, until

SUB = "user_2abcDEF"
PROVIDER = {
    "sub": SUB,
    "email": "dee@example.org",
    "groups": ["premium"],
    "unsafe_metadata": {"tier": "premium"},
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    claims = ["--user-claims", json.dumps(PROVIDER)]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        until(lambda: speaks(address), "the provider")
        yield address
        process.terminate()


def speaks(address: str) -> bool:
    try:
        return requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="module")
def hub(issuer: str) -> Iterator[RealHub]:
    told = {"ACADEMY_OIDC_ISSUER": issuer, "ACADEMY_OIDC_CLIENT_ID": "academy"}
    with a_hub((SUB,), told, {"oidc-client-secret": "known to both"}) as one:
        yield one


def come_in(hub: RealHub) -> requests.Session:
    """Press the button, say who one is at the provider, and come back with a code."""
    browser = requests.Session()
    form = browser.get(f"{hub.url}/hub/oauth_login", timeout=30)
    assert "code_challenge_method=S256" in form.url and "scope=openid+profile+email" in form.url
    back = browser.post(form.url, data={"sub": SUB}, timeout=60)
    assert back.status_code == 200, hub.log()
    return browser


@needs_hub
def test_a_provider_says_who_it_is_and_nothing_more(hub: RealHub) -> None:
    browser = come_in(hub)
    token = own_token(hub.url, browser, SUB)
    me = requests.get(
        f"{hub.url}/hub/api/user", headers={"Authorization": f"token {token}"}, timeout=30
    ).json()
    assert me["name"] == SUB
    assert me["groups"] == [] and not me["admin"]


@needs_hub
def test_the_desk_takes_no_plan_from_what_a_provider_says(hub: RealHub) -> None:
    """This one sends groups and a tier that its users can edit; the desk asks its own table."""
    token = own_token(hub.url, come_in(hub), SUB)
    carried = {"Authorization": f"token {token}"}
    api = f"{hub.url}/services/desk/api"
    assert requests.get(f"{api}/plan", headers=carried, timeout=30).json()["plan"] == "free"
    locked = requests.get(f"{api}/lessons/jungle-cut-up", headers=carried, timeout=30)
    assert locked.status_code == 402 and not locked.json()["is_open"]


@needs_hub
def test_signing_out_ends_it(hub: RealHub) -> None:
    browser = come_in(hub)
    browser.get(f"{hub.url}/hub/logout", timeout=30)
    assert browser.get(f"{hub.url}/hub/home", timeout=30, allow_redirects=False).status_code == 302


@needs_hub
def test_a_state_that_was_not_ours_brings_nobody_in(hub: RealHub) -> None:
    forged = requests.get(f"{hub.url}/hub/oauth_callback?code=x&state=y", timeout=30)
    assert forged.status_code in (400, 403)
