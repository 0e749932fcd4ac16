"""What Stripe's double knows: subscriptions, payments, invoices and events, and how they are made."""

import json
import time
from typing import Any

Json = dict[str, Any]
MONTH_S = 30 * 86400


class Ledger:
    """What the far end knows, by id; tests change it and read it directly."""

    def __init__(self) -> None:
        self.sessions: dict[str, Json] = {}
        self.subscriptions: dict[str, Json] = {}
        self.payment_intents: dict[str, Json] = {}
        self.disputes: dict[str, Json] = {}
        self.invoices: dict[str, Json] = {}
        self.invoice_payments: dict[str, Json] = {}
        self.events: list[Json] = []
        self.answered: dict[str, tuple[str, Json]] = {}
        self.asked: list[tuple[str, str, Json]] = []
        self.address = ""
        self.webhook: str | None = None
        self.is_down = False
        self._number = 0

    def event(self, kind: str, thing: Json, *, delivered: bool = True) -> Json:
        """Keep and return an event that shows a thing as it is now."""
        event = {
            "id": self._id("evt"),
            "object": "event",
            "type": kind,
            "created": int(time.time()),
            "data": {"object": json.loads(json.dumps(thing))},
        }
        self.events.append(event | {"delivered": delivered})
        return event

    def _subscription(self, customer: str, metadata: Json) -> Json:
        item = {"id": self._id("si"), "object": "subscription_item"}
        item["current_period_end"] = int(time.time()) + MONTH_S  # type: ignore[assignment]
        one = {
            "id": self._id("sub"),
            "object": "subscription",
            "customer": customer,
            "status": "active",
            "metadata": metadata,
            "cancel_at_period_end": False,
            "cancel_at": None,
            "items": {"object": "list", "data": [item]},
        }
        return self.subscriptions.setdefault(one["id"], one)

    def month_of(self, subscription: str) -> str:
        """Return the payment intent of a subscription's first month."""
        for paid in self.invoice_payments.values():
            if paid["invoice"]["parent"]["subscription_details"]["subscription"] == subscription:
                return str(paid["payment"]["payment_intent"])
        raise KeyError(subscription)

    def _intent(self, customer: str, metadata: Json, paid: bool, invoice: Json | None = None) -> Json:
        one = {
            "id": self._id("pi"),
            "object": "payment_intent",
            "customer": customer,
            "status": "succeeded" if paid else "processing",
            "metadata": metadata,
        }
        charge = {
            "id": self._id("ch"),
            "object": "charge",
            "amount": 9900,
            "refunded": False,
            "customer": customer,
        }
        one["latest_charge"] = charge | {"payment_intent": one["id"]}
        if invoice is not None:
            name = self._id("inpay")
            by = {"type": "payment_intent", "payment_intent": one["id"]}
            self.invoice_payments[name] = {"id": name, "invoice": invoice, "payment": by}
        return self.payment_intents.setdefault(one["id"], one)

    def _invoice(
        self, customer: str, email: str, cents: int, metadata: Json, subscription: Json | None
    ) -> Json:
        details = {"subscription_details": {"subscription": subscription["id"]}} if subscription else None
        one = {
            "id": self._id("in"),
            "object": "invoice",
            "number": f"SP-{self._number}",
            "customer": customer,
            "customer_email": email,
            "amount_paid": cents,
            "amount_due": cents,
            "currency": "usd",
            "metadata": metadata,
            "hosted_invoice_url": f"{self.address}/invoice",
            "parent": details,
        }
        return self.invoices.setdefault(one["id"], one)

    def _id(self, kind: str) -> str:
        self._number += 1
        return f"{kind}_{self._number}"
