"""The till: what a learner buys, pays and ends, with Stripe as the far end and the store as the book."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, TypeVar

from academy.errors import PaymentError
from academy.membership.account import HAS_PREMIUM, account_of, why_not
from academy.membership.billing import Billing
from academy.membership.events import handle, settle_place
from academy.membership.plans import PREMIUM, period_of
from academy.membership.reconciling import reconcile
from academy.membership.standing import LIVE, learner_of
from academy.payment_settings import PaymentSettings
from academy.store.members import Members
from academy.store.store import Store

Json = dict[str, Any]
T = TypeVar("T")
AT_ONCE = 4
NOTHING_SOLD = "Nothing is sold on this hub. Who runs it can open lessons for you."


class Till:
    """Sells and ends plans; `address` is where the counter's pages are reached from outside.

    Its work waits for Stripe, so it runs in threads of its own: takes never wait behind it.
    """

    def __init__(self, store: Callable[[], Store], payment: PaymentSettings | None, address: str) -> None:
        self._store, self._address = store, address
        self._threads = ThreadPoolExecutor(AT_ONCE, "till")
        self.billing = (
            Billing(payment.key, payment.webhook_secret, payment.prices, payment.address) if payment else None
        )

    async def do(self, work: Callable[[], T]) -> T:
        """Run work in the till's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Finish what was begun."""
        self._threads.shutdown()

    @property
    def members(self) -> Members:
        """Plans and payments in the store."""
        return self._store().members

    def account(self, learner: str) -> Json:
        """Return what the account page shows; `invoices` is None while Stripe does not say them."""
        now, member = datetime.now(UTC), self.members.member(learner)
        said = account_of(member, self.members.quota_used(learner, period_of(now)), now)
        customer = (member or {}).get("customer")
        invoices: list[Json] | None = []
        if customer and self.billing:
            try:
                invoices = self.billing.invoices(customer)
            except PaymentError:
                invoices = None  # the page says so, and shows the rest
        return said | {"invoices": invoices}

    def why_not(self, learner: str, product: str) -> str | None:
        """Say why a learner cannot buy a product now; None when they can."""
        if self.billing is None:
            return NOTHING_SOLD
        return why_not(self.members.member(learner), product)

    def begin(self, learner: str, product: str) -> str:
        """Begin to pay and return the page where that is done; PaymentError says why it cannot be."""
        billing, reason = self._billing(), self.why_not(learner, product)
        if reason is not None:
            raise PaymentError(reason)
        self.members.sign_up(learner)
        customer = (self.members.member(learner) or {}).get("customer")
        if product == PREMIUM and customer:
            self._refuse_a_second(learner, customer)
        pages = {"success_url": f"{self._address}/thanks", "cancel_url": f"{self._address}/pricing"}
        return str(billing.checkout(learner, product, datetime.now(UTC), customer=customer, **pages)["url"])

    def portal(self, learner: str) -> str:
        """Return Stripe's page for this learner's cards and invoices."""
        customer = (self.members.member(learner) or {}).get("customer")
        if not customer:
            raise PaymentError("You have paid nothing here, so there are no cards and no invoices.")
        return str(self._billing().portal(customer, f"{self._address}/account")["url"])

    def cancel(self, learner: str) -> None:
        """End a subscription when what is paid for is over, and write down at once how it stands."""
        row, billing = self.members.member(learner) or {}, self._billing()
        held = row.get("subscription") if row.get("status") in LIVE else None
        if held is None:
            raise PaymentError("You have no subscription that runs.")
        billing.cancel(held)
        settle_place(("subscription", held), self.members, billing, datetime.now(UTC))

    def forget(self, learner: str) -> None:
        """End what runs at Stripe and take the name off it, before everything of a learner's is deleted."""
        row = self.members.member(learner) or {}
        bought = row.get("subscription"), row.get("payment_intent")
        if any(bought):
            self._billing().forget(*bought, runs=row.get("status") in LIVE)

    def take(self, body: bytes, signature: str | None) -> tuple[Json, str]:
        """Return the event that came to the webhook, and 'done' or 'repeat'; EventRefused unless signed."""
        billing, now = self._billing(), datetime.now(UTC)
        event = billing.event(body, signature, now)
        return event, handle(event, self.members, billing, now)

    def reconcile(self) -> Json:
        """Catch up with what Stripe told while nobody listened."""
        return reconcile(self.members, self._billing(), datetime.now(UTC))

    def _refuse_a_second(self, learner: str, customer: str) -> None:
        """Ask Stripe itself before a subscription is sold: its word of another may not have come yet."""
        billing = self._billing()
        running = [one for one in billing.subscriptions(customer) if one["status"] in LIVE]
        for one in running:
            settle_place(("subscription", one["id"]), self.members, billing, datetime.now(UTC))
        if any(learner_of(one) == learner for one in running):
            raise PaymentError(HAS_PREMIUM)

    def _billing(self) -> Billing:
        if self.billing is None:
            raise PaymentError(NOTHING_SOLD)
        return self.billing
