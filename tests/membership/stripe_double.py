"""Stripe's far end, small: a real server on loopback for the real library, with a page to pay on.

It keeps checkouts, subscriptions, payments, disputes, invoices and events; it knows idempotency keys, and
delivers signed events when it is asked to. Prices: `price_premium` and `price_lifetime`.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import stripe
from stripe_forms import nested
from stripe_ledger import Json, Ledger

SECRET = "whsec_of_the_double"
PRICES = {"premium": "price_premium", "lifetime": "price_lifetime"}
USED_KEY = "Keys for idempotent requests can only be used with the same parameters they were first used with."


class Double(Ledger):
    """The far end: answers the library, has a page to pay on, and tells of it."""

    def pay(
        self, session_id: str, *, email: str = "ana@example.org", learner_pays: bool = True
    ) -> list[Json]:
        """Do what happens when a learner pays a checkout; returns the events, in the order they happened."""
        session = self.sessions[session_id]
        customer = session["customer"] or self._id("cus")
        session |= {
            "customer": customer,
            "customer_details": {"email": email},
            "status": "complete",
            "payment_status": "paid" if learner_pays else "unpaid",
        }
        events = []
        if session["mode"] == "subscription":
            one = self._subscription(customer, session["subscription_data"]["metadata"])
            session["subscription"] = one["id"]
            events.append(self.event("customer.subscription.created", one))
            invoice = self._invoice(customer, email, 1500, {}, one)
            self._intent(customer, {}, paid=True, invoice=invoice)
        else:
            intent = self._intent(customer, session["payment_intent_data"]["metadata"], learner_pays)
            session["payment_intent"] = intent["id"]
            marks = session["invoice_creation"]["invoice_data"]["metadata"]
            invoice = self._invoice(customer, email, 9900, marks, None)
        events.append(self.event("checkout.session.completed", session))
        if learner_pays:
            events.append(self.event("invoice.paid", invoice))
        return events

    def refund(self, intent_id: str) -> Json:
        """Pay everything back."""
        charge = self.payment_intents[intent_id]["latest_charge"]
        charge |= {"refunded": True, "amount_refunded": charge["amount"]}
        return self.event("charge.refunded", charge)

    def dispute(self, intent_id: str, status: str = "needs_response") -> Json:
        """Open a dispute about a payment, or say how it ended."""
        charge = self.payment_intents[intent_id]["latest_charge"]["id"]
        new = {"id": f"dp_{intent_id}", "object": "dispute", "charge": charge, "payment_intent": intent_id}
        kept = self.disputes.setdefault(new["id"], new)
        kept["status"] = status
        return self.event(
            "charge.dispute.closed" if status in ("won", "lost") else "charge.dispute.created", kept
        )

    def answer(self, method: str, path: str, asked: Json, key: str | None) -> tuple[int, Json]:
        """Answer one request of the library."""
        self.asked.append((method, path, asked))
        if self.is_down:
            return 400, _error("invalid_request_error", "down")
        said = json.dumps([path, asked], sort_keys=True)
        if key in self.answered:
            before, answer = self.answered[key]
            return (200, answer) if before == said else (400, _error("idempotency_error", USED_KEY))
        status, answer = self._work(method, path.removeprefix("/v1/"), asked)
        if key and method == "POST" and status == 200:
            self.answered[key] = (said, answer)
        return status, answer

    def _work(self, method: str, path: str, asked: Json) -> tuple[int, Json]:
        if (method, path) == ("POST", "checkout/sessions"):
            return self._new_session(asked)
        if (method, path) == ("POST", "billing_portal/sessions"):
            url = f"{self.address}/portal?back={asked['return_url']}"
            return 200, {"id": self._id("bps"), "object": "billing_portal.session", "url": url}
        kind, _, name = path.removeprefix("checkout/").partition("/")
        kept: dict[str, Json] | None = getattr(self, kind, None) if kind != "events" else {}
        if kept is None or (name and name not in kept):
            return 404, _error("invalid_request_error", f"No such thing: {path}")
        if not name:
            return 200, self._list(kind, kept, asked)
        if method == "DELETE" and kept[name]["status"] == "canceled":
            return 404, _error("invalid_request_error", f"No such subscription: '{name}'")
        if method == "DELETE":
            kept[name]["status"] = "canceled"
            self.event("customer.subscription.deleted", kept[name])
        if method == "POST" and "metadata" in asked:
            kept[name]["metadata"] = {key: value for key, value in asked["metadata"].items() if value}
        elif method == "POST":  # all else that is ever updated: cancelling
            kept[name]["cancel_at_period_end"] = asked["cancel_at_period_end"] == "true"
            self.event("customer.subscription.updated", kept[name])
        return 200, kept[name]

    def _new_session(self, asked: Json) -> tuple[int, Json]:
        if asked["line_items"]["0"]["price"] not in PRICES.values():
            return 400, _error("invalid_request_error", "No such price")
        name = self._id("cs")
        fixed = {"id": name, "object": "checkout.session", "url": f"{self.address}/pay/{name}"}
        session = {"customer": None, "payment_intent": None, "subscription": None} | asked | fixed
        self.sessions[name] = session | {
            "payment_status": "unpaid",
            "status": "open",
            "customer_details": None,
        }
        return 200, self.sessions[name]

    def _list(self, kind: str, kept: dict[str, Json], asked: Json) -> Json:
        things = list(kept.values())
        if kind == "events":
            wanted = asked.get("delivery_success") == "true"
            things = [event for event in reversed(self.events) if event["delivered"] == wanted]
        elif kind == "subscriptions":
            things = [one for one in things if one["status"] not in ("canceled", "incomplete_expired")]
        elif kind == "invoice_payments":
            things = [one for one in things if one["payment"] == asked["payment"]]
        for field in ("payment_intent", "customer"):
            things = [one for one in things if asked.get(field) in (None, one.get(field))]
        start = (
            [one["id"] for one in things].index(asked["starting_after"]) + 1
            if "starting_after" in asked
            else 0
        )
        page = things[start : start + 2]  # two to a page, so that turning pages is tried
        more = start + 2 < len(things)
        return {"object": "list", "data": page, "has_more": more, "url": f"/v1/{kind}"}

    def deliver(self, event: Json) -> None:
        """Send a signed event to the webhook."""
        assert self.webhook is not None
        body, signature = signed(event)
        headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
        urlopen(Request(self.webhook, body, headers)).close()


def signed(event: Json, *, at: float | None = None, secret: str = SECRET) -> tuple[bytes, str]:
    """Return an event's raw body and signature."""
    said = json.dumps(event)
    moment = int(time.time() if at is None else at)
    return said.encode(), stripe.WebhookSignature.generate_signature_header(said, secret, moment)


@contextmanager
def running() -> Iterator[Double]:
    """Serve a double on loopback."""
    double = Double()
    handler = type("Handler", (_Handler,), {"double": double})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        double.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield double
        server.shutdown()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    double: Double

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        if place.path.startswith("/v1/"):
            self._say(*self.double.answer("GET", place.path, nested(place.query), None))
        else:
            self._page("<form method='post'><button id='pay'>Pay</button></form>")

    def do_DELETE(self) -> None:
        self._say(*self.double.answer("DELETE", urlsplit(self.path).path, {}, None))

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.path.startswith("/v1/"):
            key = self.headers.get("Idempotency-Key")
            self._say(*self.double.answer("POST", self.path, nested(said), key))
            return
        session = self.double.sessions[self.path.rpartition("/")[2]]
        for event in self.double.pay(session["id"]):
            self.double.deliver(event)
        self.send_response(303)
        self.send_header("Location", session["success_url"])
        self.end_headers()

    def _say(self, status: int, answer: Json) -> None:
        self._send(status, "application/json", json.dumps(answer).encode())

    def _page(self, html: str) -> None:
        self._send(200, "text/html", f"<!doctype html><title>Pay</title>{html}".encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _error(kind: str, message: str) -> Json:
    return {"error": {"type": kind, "message": message}}
