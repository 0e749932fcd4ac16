"""The payment's far end, Stripe; nothing else of the academy imports its library.

Objects come back as plain JSON. Facts of the interface (API 2026-10-28): prices are bought through Checkout;
a paid period's end stands on the subscription's items; a charge is reached through its payment intent.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from academy.errors import EventRefused, PaymentError
from academy.membership.plans import LIFETIME, PRODUCTS

if TYPE_CHECKING:
    from stripe import StripeClient

Json = dict[str, Any]
T = TypeVar("T")
TOLERANCE_S = 300
"""How old or how far ahead, in seconds, a signed event may be."""


class Billing:
    """Asks Stripe. `prices` are Stripe's price ids by product (premium, lifetime).

    `address` is another server than Stripe's own, for tests. PaymentError when Stripe does not do it.
    """

    def __init__(
        self, key: str, webhook_secret: str, prices: Mapping[str, str], address: str | None = None
    ) -> None:
        self._key, self._secret = key, webhook_secret
        self._prices, self._address = dict(prices), address
        self._connected: StripeClient | None = None

    def event(self, body: bytes, signature: str | None, now: datetime) -> Json:
        """Return the event of a raw body; EventRefused unless Stripe signed it, 300 s from now at most."""
        import stripe

        try:
            said = body.decode("utf-8")
            stripe.WebhookSignature.verify_header(said, signature or "", self._secret, tolerance=None)
            event = json.loads(said)
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise EventRefused("This message was not signed by Stripe with this academy's secret.") from error
        if abs(now.timestamp() - _signed_at(signature or "")) > TOLERANCE_S:
            raise EventRefused(
                "This event was signed more than 5 minutes from now; Stripe delivers it again."
            )
        if not isinstance(event, dict) or event.get("object") != "event":
            raise EventRefused("This message is signed but no event.")
        return event

    def checkout(
        self,
        learner: str,
        product: str,
        now: datetime,
        *,
        success_url: str,
        cancel_url: str,
        customer: str | None = None,
        email: str | None = None,
    ) -> Json:
        """Begin to pay for a product; the answer's `url` is the page to send the learner to.

        `learner` is the name that the sign-in gave, never one from a request's body. Within an hour the same
        learner comes back to the same page. PaymentError for a product that is not sold.
        """
        price = self._prices.get(product)
        if product not in PRODUCTS or price is None:
            raise PaymentError(f"'{product}' is not sold here; {' and '.join(PRODUCTS)} are.")
        marks = {"learner": learner, "product": product}
        params: Any = {
            "line_items": [{"price": price, "quantity": 1}],
            "client_reference_id": learner,
            "metadata": marks,
            "success_url": success_url,
            "cancel_url": cancel_url,
        }
        if product == LIFETIME:
            params |= {
                "mode": "payment",
                "payment_intent_data": {"metadata": marks},
                "invoice_creation": {"enabled": True, "invoice_data": {"metadata": marks}},
            }
        else:
            params |= {"mode": "subscription", "subscription_data": {"metadata": marks}}
        if customer:
            params["customer"] = customer
        else:
            params |= {"customer_email": email} if email else {}
            params |= {"customer_creation": "always"} if product == LIFETIME else {}
        key = f"{learner}:{product}:{now:%Y-%m-%dT%H}"
        return self._ask(lambda far: far.v1.checkout.sessions.create(params, {"idempotency_key": key}))

    def portal(self, customer: str, return_url: str) -> Json:
        """Return Stripe's own page for cards and invoices; its `url` is where to send the learner."""
        return self._ask(
            lambda far: far.v1.billing_portal.sessions.create(
                {"customer": customer, "return_url": return_url}
            )
        )

    def cancel(self, subscription: str) -> Json:
        """End a subscription when what is paid for is over; premium stays until then."""
        return self._ask(
            lambda far: far.v1.subscriptions.update(subscription, {"cancel_at_period_end": True})
        )

    def end_now(self, subscription: str) -> Json:
        """End a subscription at once; nothing is paid back by it."""
        return self._ask(lambda far: far.v1.subscriptions.cancel(subscription))

    def forget(self, subscription: str | None, intent: str | None, *, runs: bool) -> None:
        """End a subscription that runs at once, and take the learner's name off what was bought.

        Events that come later are then nobody's, so that they do not make a row for who was deleted.
        """
        unnamed: Any = {"metadata": {"learner": ""}}
        if intent:
            self._ask(lambda far: far.v1.payment_intents.update(intent, unnamed))
        if subscription:
            self._ask(lambda far: far.v1.subscriptions.update(subscription, unnamed))
        if subscription and runs:
            self.end_now(subscription)

    def invoices(self, customer: str) -> list[Json]:
        """Return a customer's last invoices, newest first."""
        return list(self._ask(lambda far: far.v1.invoices.list({"customer": customer, "limit": 24}))["data"])

    def session(self, session: str) -> Json:
        """Return how a checkout stands."""
        return self._ask(lambda far: far.v1.checkout.sessions.retrieve(session))

    def subscription(self, subscription: str) -> Json:
        """Return how a subscription stands."""
        return self._ask(lambda far: far.v1.subscriptions.retrieve(subscription))

    def payment(self, intent: str) -> Json:
        """Return how a payment stands: the intent, its last charge, and `disputes`, the status of each."""
        found = self._ask(lambda far: far.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}))
        disputes = self._ask(lambda far: far.v1.disputes.list({"payment_intent": intent, "limit": 100}))
        return found | {"disputes": [dispute["status"] for dispute in disputes["data"]]}

    def subscription_of(self, intent: str) -> str | None:
        """Return the id of the subscription that a payment was for, None when it was for something else."""
        asked: Any = {
            "payment": {"type": "payment_intent", "payment_intent": intent},
            "expand": ["data.invoice"],
        }
        for paid in self._ask(lambda far: far.v1.invoice_payments.list(asked))["data"]:
            details = (paid["invoice"].get("parent") or {}).get("subscription_details")
            if details:
                return str(details["subscription"])
        return None

    def subscriptions(self, customer: str | None = None) -> Iterator[Json]:
        """Return every subscription that has not ended, of one customer or of all."""
        asked: Any = {"limit": 100} | ({"customer": customer} if customer else {})
        return self._each(lambda far: far.v1.subscriptions.list(asked))

    def undelivered(self) -> list[Json]:
        """Return the events of the last 30 days that no desk has taken, oldest first."""
        waiting = self._each(lambda far: far.v1.events.list({"delivery_success": False, "limit": 100}))
        return list(waiting)[::-1]

    def _each(self, listing: Callable[["StripeClient"], Any]) -> Iterator[Json]:
        pages = self._call(lambda far: iter(listing(far).auto_paging_iter()))
        while (one := self._call(lambda _: next(pages, None))) is not None:
            yield _json(one)

    def _ask(self, question: Callable[["StripeClient"], Any]) -> Json:
        return _json(self._call(question))

    def _call(self, question: Callable[["StripeClient"], T]) -> T:
        import stripe

        if self._connected is None:
            addresses: Any = {"api": self._address} if self._address else {}
            self._connected = stripe.StripeClient(self._key, base_addresses=addresses)
        try:
            return question(self._connected)
        except stripe.IdempotencyError as error:
            raise PaymentError(
                "You began to pay within this hour, from another page. Go on there, or begin anew in an hour."
            ) from error
        except stripe.StripeError as error:
            raise PaymentError(
                "Stripe, which takes the payments, did not do this just now. Nothing was charged by it; "
                "try again in a minute."
            ) from error


def _signed_at(signature: str) -> int:
    """Return the moment that was signed: the `t` that Stripe's library checked, parsed as it does it.

    It cuts at commas, strips nothing and takes the first; another could be written beside it by anybody.
    """
    words = (part.split("=", 2) for part in signature.split(","))
    return next(int(said[1]) for said in words if said[0] == "t")


def _json(answer: Any) -> Json:
    found: Json = json.loads(str(answer))
    return found
