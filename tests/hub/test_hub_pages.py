"""The pages of the Hub look like the academy: rendered from both folders of templates, as JupyterHub does."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

OURS = Path(__file__).parents[2] / "jupyter_config" / "hub_templates"
THEIRS = FileSystemLoader(Path(sys.prefix) / "share" / "jupyterhub" / "templates")
ABOUT = {
    "base_url": "/hub/",
    "prefix": "/",
    "parsed_scopes": {},
    "static_url": lambda path, **_said: f"/hub/static/{path}",
    "authenticator": {"request_otp": False},
}


def rendered(page: str, **said: Any) -> str:
    loader = ChoiceLoader([FileSystemLoader(OURS), PrefixLoader({"templates": THEIRS}), THEIRS])
    return Environment(loader=loader, autoescape=True).get_template(page).render(**ABOUT, **said)


def test_the_form_of_a_class_says_what_a_first_password_is() -> None:
    page = rendered("login.html", xsrf="x", login_error="Invalid username or password")
    assert "<title>Sign in · SP-404 Academy</title>" in page and 'name="_xsrf"' in page
    assert "10 letters or more" in page and "Invalid username or password" in page


def test_a_provider_has_a_button_and_no_word_of_passwords() -> None:
    page = rendered("login.html", login_service="your account", authenticator_login_url="/hub/oauth_login")
    assert "href='/hub/oauth_login'>Sign in with your account</a>" in page
    assert "password that you type" not in page


def test_whoever_waits_for_a_server_reads_what_comes() -> None:
    page = rendered("spawn_pending.html", progress_url="/hub/api/x")
    assert "Your lessons are on their way" in page and 'id="progress-bar"' in page


@pytest.mark.parametrize("page", ["error.html", "not_running.html", "home.html", "token.html"])
def test_every_page_of_the_hub_has_the_academys_name(page: str) -> None:
    user = {"name": "ann", "json_escaped_name": "ann", "spawner": {}}
    said = rendered(page, user=user, default_server={}, status_code=404, status_message="Not found")
    assert 'href="/services/desk/account">Account</a>' in said and "<title>SP-404 Academy</title>" in said


@pytest.mark.parametrize("page", ["home.html", "logout.html"])
@pytest.mark.parametrize("user", [None, {"name": "ann", "json_escaped_name": "ann", "spawner": {}}])
def test_the_word_is_sign_out_as_on_the_academys_own_pages(page: str, user: dict[str, Any] | None) -> None:
    said = rendered(page, user=user, default_server={}, status_code=404, status_message="Not found")
    words = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", said, flags=re.DOTALL)
    assert not re.search(r"log(ged)? ?(out|in)\b", words, re.IGNORECASE)
    assert ("Sign out" in words) == (user is not None)
