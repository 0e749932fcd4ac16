"""The counter on a real hub, with Stripe's double as the far end: prices, paying, ending, leaving."""

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import requests
from hub_places import RealHub, needs_hub, own_token, until
from shop import DESK, a_shop
from stripe_double import Double, running, signed

pytestmark = needs_hub
ANN, BEN = "ana", "bea"  # not those of the hub that other tests play on: each name is one unix account

TEO = "teo"
"""Who teaches."""


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with running() as far_end:
        yield far_end


@pytest.fixture(scope="module")
def shop(double: Double) -> Iterator[RealHub]:
    with a_shop(double, (ANN, BEN), (TEO,)) as hub:
        yield hub


class Visitor:
    """Somebody with a browser who has signed in."""

    def __init__(self, shop: RealHub, name: str) -> None:
        self.shop, self.name = shop, name
        self.browser, _ = shop.sign_in(name)

    def get(self, path: str) -> requests.Response:
        return self.browser.get(f"{self.shop.url}{DESK}/{path}", timeout=30)

    def post(self, path: str, page: str, **said: str) -> requests.Response:
        """Send a form as the page has it."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.get(page).text)
        assert found
        form = {"_xsrf": found[1], **said}
        where = f"{self.shop.url}{DESK}/{path}"
        return self.browser.post(where, data=form, timeout=30, allow_redirects=False)

    def plan(self) -> str:
        """Return the plan that the desk's API gives this learner's own token."""
        token = own_token(self.shop.url, self.browser, self.name)
        headers = {"Authorization": f"token {token}"}
        return str(
            requests.get(f"{self.shop.url}{DESK}/api/plan", headers=headers, timeout=30).json()["plan"]
        )


@pytest.fixture
def ann(shop: RealHub) -> Visitor:
    return Visitor(shop, ANN)


@pytest.fixture
def ben(shop: RealHub) -> Visitor:
    return Visitor(shop, BEN)


def pay(double: Double, session: dict[str, Any]) -> None:
    for event in double.pay(session["id"]):
        double.deliver(event)


def test_nobody_gets_in_without_signing_in(shop: RealHub) -> None:
    for page in ("pricing", "account", "account/delete", "thanks"):
        answer = requests.get(f"{shop.url}{DESK}/{page}", timeout=30, allow_redirects=False)
        assert answer.status_code == 302 and "/hub/api/oauth2/authorize" in answer.headers["Location"]
    assert requests.post(f"{shop.url}{DESK}/pay", data={"product": "premium"}, timeout=30).status_code == 403


def test_a_form_of_another_site_does_nothing(ann: Visitor, double: Double) -> None:
    ann.get("pricing")
    before = len(double.sessions)
    for path in ("pay", "account/cancel", "account/delete", "account/cards"):
        where = f"{ann.shop.url}{DESK}/{path}"
        assert (
            ann.browser.post(where, data={"product": "premium", "name": ANN}, timeout=30).status_code == 403
        )
    assert len(double.sessions) == before and ann.get("account").status_code == 200


def test_pages_let_nothing_of_another_site_in(ann: Visitor) -> None:
    said = ann.get("pricing").headers
    assert "default-src 'none'" in said["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert said["Cache-Control"] == "no-store"


def test_ann_pays_for_herself_whatever_the_form_says(ann: Visitor, ben: Visitor, double: Double) -> None:
    answer = ann.post("pay", "pricing", product="premium", learner=BEN, client_reference_id=BEN)
    assert answer.status_code == 303 and answer.headers["Location"].startswith(double.address)
    session = list(double.sessions.values())[-1]
    assert session["client_reference_id"] == session["subscription_data"]["metadata"]["learner"] == ANN
    assert ann.plan() == "free"
    pay(double, session)
    assert ann.plan() == "premium" and ben.plan() == "free"
    assert "Thank you!" in ann.get("thanks").text
    until(lambda: ANN in group(ann.shop, "premium"), "the Hub's group of premium")


def test_nobody_pays_twice_for_the_same(ann: Visitor) -> None:
    answer = ann.post("pay", "pricing", product="premium")
    assert answer.status_code == 503 and "You have premium" in answer.text


def test_a_forged_an_old_and_a_doubled_event_change_nothing(ben: Visitor, double: Double) -> None:
    ben.post("pay", "pricing", product="lifetime")
    event = double.pay(list(double.sessions.values())[-1]["id"])[0]
    body, good = signed(event)
    _, forged = signed(event, secret="whsec_of_somebody_else")
    _, old = signed(event, at=time.time() - 400)
    where = f"{ben.shop.url}{DESK}/stripe/webhook"
    for signature in ("", forged, old):
        answer = requests.post(where, body, headers={"Stripe-Signature": signature}, timeout=30)
        assert answer.status_code == 400 and "error" in answer.json()
    assert ben.plan() == "free"
    for outcome in ("done", "repeat"):
        answer = requests.post(where, body, headers={"Stripe-Signature": good}, timeout=30)
        assert (answer.status_code, answer.json()["outcome"]) == (200, outcome)
    assert ben.plan() == "lifetime"
    assert requests.post(where, b"x" * 300_000, timeout=30).status_code in (
        413,
        503,
    )  # cut off: the proxy's word


def test_premium_is_cancelled_in_two_clicks_and_stays_until_it_is_over(ann: Visitor, double: Double) -> None:
    assert 'href="account/cancel"' in ann.get("account").text
    assert ann.post("account/cancel", "account/cancel").status_code == 303
    (subscription,) = double.subscriptions.values()
    assert subscription["cancel_at_period_end"] is True
    page = ann.get("account").text
    assert "Cancelled. Premium goes on until" in page and "Cancel premium" not in page
    assert ann.plan() == "premium"


def test_a_wish_becomes_a_lesson_by_an_instructors_hand(shop: RealHub, ben: Visitor) -> None:
    teo = Visitor(shop, TEO)
    assert ben.get("review").status_code == 403 and "for instructors" in ben.get("review").text
    wish_id = re.search(r'name="wish_id" value="(\w+)"', ben.get("wish").text)
    assert wish_id
    said = {"title": "Slow dembow", "topic": "rhythm", "level": "1", "words": "<script>alert(1)</script>"}
    sent = ben.post("wish", "wish", wish_id=wish_id[1], **said)
    assert sent.status_code == 303 and "Slow dembow" in ben.get("wish").text
    where = f"review/{wish_id[1]}"
    until(lambda: 'name="cell-0"' in teo.get(where).text, "a draft")
    page = teo.get(where).text
    assert (
        "<script>alert" not in page
        and "&lt;script&gt;alert" in page
        and "Slow dembow" in teo.get("review").text
    )
    plays_on_a_stage(teo, page)
    cells = re.findall(r'name="(cell-\d+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    draft = {name: unescape(text) for name, text in cells}
    first = draft | {"cell-2": draft["cell-2"] + "\n\nMind your left hand."}
    assert teo.post(where, where, act="publish", **first).status_code == 303
    assert "A lesson made for you is ready" in ben.get("account").text
    assert "in your course" in ben.get("wish").text and "Slow dembow" not in teo.get("review").text
    token = own_token(shop.url, ben.browser, ben.name)
    lesson = f"{shop.url}{DESK}/api/lessons/for-you-{wish_id[1][:8]}"
    given = requests.get(lesson, headers={"Authorization": f"token {token}"}, timeout=30)
    assert given.status_code == 200 and "Mind your left hand." in given.text


def plays_on_a_stage(teo: Visitor, page: str) -> None:
    """Open the draft on teo's own server, from the page where it is decided."""
    found = re.search(r'href="(/hub/user-redirect/voila/render/review/[^"]+)"', page)
    assert found
    teo.browser.get(f"{teo.shop.url}/hub/spawn", timeout=30)
    until(
        lambda: "This is a draft." in teo.browser.get(teo.shop.url + found[1], timeout=60).text, "its stage"
    )


def test_invoices_and_cards_are_at_stripe(ann: Visitor, double: Double) -> None:
    assert "15.00 USD" in ann.get("account").text
    answer = ann.post("account/cards", "account")
    assert answer.status_code == 303 and answer.headers["Location"].startswith(f"{double.address}/portal")


def test_what_is_kept_of_a_learner_is_theirs_to_take(ann: Visitor) -> None:
    answer = ann.get("account/copy")
    assert answer.headers["Content-Type"] == "application/octet-stream" and answer.content[8:12] == b"DUCK"


def test_who_leaves_is_gone_and_pays_no_more(ann: Visitor, double: Double) -> None:
    wrong = ann.post("account/delete", "account/delete", name=BEN)
    assert wrong.status_code == 400 and "Nothing was deleted" in wrong.text
    gone = ann.post("account/delete", "account/delete", name=ANN)
    assert gone.status_code == 200 and "It is deleted" in gone.text
    (subscription,) = double.subscriptions.values()
    assert subscription["status"] == "canceled"
    double.deliver(double.events[-1])
    again = Visitor(ann.shop, ANN)
    assert again.plan() == "free" and "There are none." in again.get("account").text


def group(shop: RealHub, name: str) -> list[str]:
    token = shop.machine.settings.secret("desk-token").read_text().strip()
    where = f"{shop.machine.settings.api_url}/hub/api/groups/{name}"
    answer = requests.get(where, headers={"Authorization": f"token {token}"}, timeout=30)
    return list(answer.json()["users"])
