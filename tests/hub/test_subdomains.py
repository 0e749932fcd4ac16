"""A hub with a host name for each learner: pages find each other, and no learner's page reads another's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from chromium import ARGUMENTS, CHROMIUM
from hub_places import ANN, BEN, PASSWORD, Learner, RealHub, needs_hub, own_token, until, xsrf
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from resolving import names_below_localhost
from shop import DESK, a_shop
from stripe_double import running

pytestmark = [needs_hub, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]
LOCKED = "07-sample-trim-play-modes.ipynb"
HOME = "voila/render/index.ipynb"
TRAP = (Path(__file__).parent / "trap.html").read_text()
SET_TRAP = f"""
from pathlib import Path
trap, config = Path.home() / "trap", Path.home() / ".jupyter"
for each in (trap, config):
    each.mkdir(exist_ok=True)
(trap / "trap.html").write_text({TRAP!r})
(config / "jupyter_config.py").write_text(f"c.ServerApp.extra_static_paths = [{{str(trap)!r}}]")
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[RealHub]:
    with (
        names_below_localhost(),
        running() as double,
        a_shop(double, (ANN, BEN), host="hub.localhost", has_subdomains=True) as one,
    ):
        yield one


@pytest.fixture
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser.new_context(viewport={"width": 1280, "height": 900})
        browser.close()


@pytest.fixture(scope="module")
def ann(hub: RealHub) -> Learner:
    """Ann with a kernel; her server hands out a trap to whoever opens it."""
    browser, answer = hub.sign_in(ANN)
    assert answer.status_code == 302, hub.log()
    one = Learner(ANN, of(hub, ANN), browser, own_token(hub.url, browser, ANN), hub.open)
    start(hub, one)
    one.attach(one.ask("POST", f"/user/{ANN}/api/kernels", json={"name": "python3"}).json()["id"])
    assert one.run(SET_TRAP) == ""
    mine = {"Authorization": f"token {one.token}"}
    requests.delete(f"{hub.url}/hub/api/users/{ANN}/server", headers=mine, timeout=60)
    asked = f"{hub.url}/hub/api/users/{ANN}"
    until(lambda: requests.get(asked, headers=mine, timeout=30).json()["servers"] == {}, "the end of it")
    start(hub, one)
    return one


def start(hub: RealHub, learner: Learner) -> None:
    learner.browser.get(f"{hub.url}/hub/spawn", timeout=60)
    status = f"/user/{learner.name}/api/status"  # until it is there, the Hub sends whoever asks to itself
    until(lambda: learner.ask("GET", status, allow_redirects=False).status_code == 200, "the server")


def of(hub: RealHub, label: str) -> str:
    return hub.url.replace("://", f"://{label}.")


def sign_in(hub: RealHub, page: Page, name: str) -> None:
    page.goto(f"{hub.url}/hub/login")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{of(hub, name)}/user/{name}/{HOME}", timeout=90_000)


def test_a_learners_pages_the_desk_and_the_hub_lead_to_each_other(
    hub: RealHub, context: BrowserContext
) -> None:
    page, desk = context.new_page(), hub.machine.settings.desk_host + DESK
    sign_in(hub, page, ANN)
    home = page.get_by_role("region", name="Your course")
    expect(home).to_be_visible(timeout=60_000)
    lesson = home.locator("li.closed", has_text="Sample, trim")
    lesson.locator("xpath=ancestor::details").evaluate("level => { level.open = true }")
    lesson.get_by_role("link").first.click()
    page.wait_for_url(f"{of(hub, ANN)}/user/{ANN}/voila/render/{LOCKED}")
    page.get_by_role("link", name="See how").click()
    page.wait_for_url(f"{desk}/pricing")

    page.get_by_role("button", name="Get Premium").click()
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url(f"{desk}/thanks**")
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="go to the course").click()
    page.wait_for_url(f"{of(hub, ANN)}/user/{ANN}/{HOME}**", timeout=60_000)
    page.locator("header").get_by_role("link", name="Account").click()
    page.wait_for_url(f"{desk}/account")
    expect(page.get_by_role("heading", name="Premium")).to_be_visible()

    page.get_by_role("link", name="SP-404 Academy").click()
    page.wait_for_url(f"{hub.url}/hub/home")
    page.get_by_role("link", name="Account").click()
    page.wait_for_url(f"{desk}/account")
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(f"{hub.url}/hub/**")
    for closed in (f"{of(hub, ANN)}/user/{ANN}/{HOME}", f"{desk}/account"):
        page.goto(closed)
        expect(page.get_by_label("Password")).to_be_visible(timeout=30_000)


def test_a_page_of_anns_server_reads_nothing_as_ben(
    hub: RealHub, ann: Learner, context: BrowserContext
) -> None:
    desk, bens = hub.machine.settings.desk_host + DESK, f"{of(hub, BEN)}/user/{BEN}"
    page = context.new_page()
    sign_in(hub, page, BEN)
    page.goto(f"{desk}/account")
    trap = f"{ann.url}/user/{ANN}/static/trap.html"
    page.goto(trap)
    assert "its author's server" in page.title()
    assert "its author's server" in page.evaluate("url => read(url)", trap)  # what it tells when it can read

    pages = {f"{hub.url}/hub/home": BEN, f"{hub.url}/hub/token": BEN, f"{desk}/account": "Your account"}
    pages |= {f"{desk}/account/delete": BEN, f"{bens}/{HOME}": "SP-404 Academy"}
    for url, words in pages.items():
        with context.expect_page() as opened:
            page.evaluate("url => { window.other = window.open(url) }", url)
        expect(opened.value.locator("body")).to_contain_text(words, timeout=30_000)  # the browser is ben's
        assert page.evaluate("() => looked(window.other)") == "SecurityError", url
        opened.value.close()
        assert page.evaluate("url => framed(url)", url) == "nothing", url
    asked = ("/hub/api/user", f"/hub/api/users/{BEN}/tokens")
    for url in (*pages, *(hub.url + path for path in asked), f"{desk}/account/copy", f"{bens}/api/contents"):
        assert page.evaluate("url => read(url)", url) == "TypeError", url


def test_a_page_of_anns_server_does_nothing_as_ben(
    hub: RealHub, ann: Learner, context: BrowserContext
) -> None:
    desk, bens = hub.machine.settings.desk_host + DESK, f"{of(hub, BEN)}/user/{BEN}"
    page = context.new_page()
    sign_in(hub, page, BEN)
    page.goto(f"{desk}/account")
    page.goto(f"{ann.url}/user/{ANN}/static/trap.html")
    hers = xsrf(ann.browser.get(f"{hub.url}/hub/token", timeout=30).text)
    page.evaluate("said => { document.cookie = said }", f"_xsrf={hers}; domain=hub.localhost; path={DESK}")
    forms = {
        f"{desk}/account/delete": {"name": BEN, "_xsrf": hers},
        f"{hub.url}/hub/api/users/{BEN}/tokens?_xsrf={hers}": {},
        f"{bens}/api/kernels?_xsrf={hers}": {},
    }
    for url, fields in forms.items():
        assert page.evaluate("([url, fields]) => send(url, fields)", [url, fields]) == "opaque", url
    line = f"{bens.replace('http', 'ws', 1)}/api/events/subscribe"
    assert page.evaluate("url => connected(url)", line) == "refused"

    refused = [one for one in desk_log(hub) if one.get("path") == f"{DESK}/account/delete"]
    assert [one["status"] for one in refused if one["method"] == "POST"] == [403]
    browser, _answer = hub.sign_in(BEN)
    token = own_token(hub.url, browser, BEN)
    said = requests.get(
        f"{hub.url}/hub/api/users/{BEN}/tokens", headers={"Authorization": f"token {token}"}, timeout=30
    )
    assert not [one for one in said.json()["api_tokens"] if one["note"] == "Requested via api"][1:]


def test_nobody_signs_in_at_a_learners_host_name(hub: RealHub, ann: Learner) -> None:
    browser = requests.Session()
    page = browser.get(f"{ann.url}/hub/login", timeout=30).text
    form = {"username": BEN, "password": PASSWORD, "_xsrf": xsrf(page)}
    answer = browser.post(f"{ann.url}/hub/login", data=form, timeout=30, allow_redirects=False)
    assert answer.status_code != 302 and "open hub.localhost" in answer.text
    assert "jupyterhub-hub-login" not in browser.cookies


def test_a_kernel_reaches_the_desk_without_any_name_of_a_host(hub: RealHub, ann: Learner) -> None:
    kernel = ann.ask("POST", f"/user/{ANN}/api/kernels", json={"name": "python3"}).json()["id"]
    ann.attach(kernel)
    told = "import os; print(os.environ['ACADEMY_SERVICE_URL'], os.environ['JUPYTERHUB_HOST'])"
    assert ann.run(told) == f"{hub.machine.settings.desk_url}{DESK}/api {hub.url}"
    plan = "from academy.client import *; print(find_desk(Settings.from_env(os.environ, Path())).my_plan())"
    assert "/services/desk/account" in ann.run(f"from pathlib import Path\n{plan}")


def desk_log(hub: RealHub) -> list[dict[str, Any]]:
    lines = hub.machine.log("desk").read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]
