"""From the checkout page over signed events on the wire to an open lesson and two letters."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from stripe_double import Double, signed

from academy.errors import EventRefused
from academy.membership.billing import Billing
from academy.membership.events import handle
from academy.membership.mail import deliver
from academy.membership.plans import LessonFacts, may_open, plan_of
from academy.store.members import Members

LOCKED = LessonFacts("dub", 17, 2, "premium")


@pytest.fixture
def webhook(members: Members, billing: Billing, double: Double) -> Iterator[str]:
    """Serve what a desk's route does, and let the far end know its address."""

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                event = billing.event(body, self.headers["Stripe-Signature"], datetime.now(UTC))
                handle(event, members, billing, datetime.now(UTC))
                status = 200
            except EventRefused:
                status = 400
            self.send_response(status)
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        double.webhook = f"http://127.0.0.1:{server.server_port}/webhook"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield double.webhook
        server.shutdown()
        thread.join()


def opens(members: Members) -> bool:
    return may_open(plan_of(members.member("ana"), datetime.now(UTC)), LOCKED, {"backbeat"})


def test_who_pays_opens_the_lesson_and_gets_two_letters(
    members: Members, billing: Billing, double: Double, webhook: str
) -> None:
    members.sign_up("ana")
    assert not opens(members)
    pages = {"success_url": webhook, "cancel_url": webhook}
    page = billing.checkout("ana", "premium", datetime.now(UTC), **pages)["url"]
    with urlopen(page) as shown:
        assert b"<button id='pay'>" in shown.read()
    with urlopen(Request(page, data=b"")) as back:
        assert back.url == webhook
    assert opens(members)
    sent: list[EmailMessage] = []
    assert deliver(members, "hello@academy.example", sent.append) == {"sent": 2, "failed": []}
    assert sorted(message["Subject"].split()[0] for message in sent) == ["Receipt", "Welcome"]


def test_a_forged_event_on_the_wire_opens_nothing(
    members: Members, billing: Billing, double: Double, webhook: str
) -> None:
    pages = {"success_url": webhook, "cancel_url": webhook}
    session = double.sessions[billing.checkout("ana", "lifetime", datetime.now(UTC), **pages)["id"]]
    event = double.event("checkout.session.completed", session | {"payment_status": "paid"})
    body, signature = signed(event, secret="whsec_guessed")
    with pytest.raises(HTTPError, match="400") as refused:
        urlopen(Request(webhook, body, {"Stripe-Signature": signature}))
    refused.value.close()
    double.deliver(event)  # signed well, but the far end itself says that nothing was paid
    assert not opens(members)
