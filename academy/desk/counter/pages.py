"""The pages of the counter: prices, paying, the account and what can be done with it.

GET  pricing, account, thanks      GET, POST account/cancel, account/delete
POST pay {product}, account/cards
GET  account/copy                  everything that is kept of the learner, as a DuckDB file
"""

from academy.desk.copying import send
from academy.desk.counter.page import CounterPage
from academy.desk.counter.wish_pages import lessons_made
from academy.desk.counter.words import PLAN_WORDS, moments, plan_rows
from academy.membership.plans import CLASSROOM, LIFETIME, PRODUCTS

PATIENCE = 20
"""How often the page of thanks looks again, every three seconds, before it says what else to do."""


class Pricing(CounterPage):
    """What each plan holds and costs."""

    async def get(self) -> None:
        """Show the plans, and why one cannot be bought."""
        plan = await self.till.do(lambda: self.seat.plan().name)
        reasons = await self.till.do(
            lambda: {product: self.till.why_not(self.learner, product) for product in PRODUCTS}
        )
        is_open = plan == CLASSROOM
        self.show("pricing.html", rows=plan_rows(), plan=plan, reasons=reasons, is_open=is_open)


class Pay(CounterPage):
    """The way to Stripe's own page."""

    async def post(self) -> None:
        """Send the learner there; for whom it is paid the sign-in says, and nothing in the form."""
        product = self.get_body_argument("product", "")
        self.redirect(await self.till.do(lambda: self.till.begin(self.learner, product)), status=303)


class Thanks(CounterPage):
    """Where Stripe sends a learner back to."""

    async def get(self) -> None:
        """Say that the plan is open; until Stripe has told so, look again a few times."""
        account = await self.till.do(lambda: self.till.account(self.learner))
        seen = self.get_query_argument("seen", "0")
        times = int(seen[:3]) + 1 if seen[:3].isdecimal() else 1
        is_open = account["plan"] in PRODUCTS
        if not is_open and times <= PATIENCE:
            self.set_header("Refresh", f"3; url=thanks?seen={times}")
        self.show("thanks.html", plan=account["plan"], is_open=is_open, waits=times <= PATIENCE)


class Account(CounterPage):
    """The learner's plan, what is left of it, invoices, and their data."""

    async def get(self) -> None:
        """Show it."""
        account = await self.till.do(lambda: self.till.account(self.learner))
        plan = await self.till.do(lambda: self.seat.plan().name)
        ready = await self.till.do(lambda: lessons_made(self.seat))
        about = {"account": account, "moments": moments(account), "ready": ready}
        self.show("account.html", plan=plan, words=PLAN_WORDS, **about)


class Cards(CounterPage):
    """Stripe's page for cards and invoices."""

    async def post(self) -> None:
        """Send the learner there."""
        self.redirect(await self.till.do(lambda: self.till.portal(self.learner)), status=303)


class Cancel(CounterPage):
    """The second of two clicks that end a subscription."""

    async def get(self) -> None:
        """Say what will be."""
        account = await self.till.do(lambda: self.till.account(self.learner))
        self.show("cancel.html", account=account, moments=moments(account))

    async def post(self) -> None:
        """End it, and show the account."""
        await self.till.do(lambda: self.till.cancel(self.learner))
        self.redirect("/services/desk/account", status=303)


class Copy(CounterPage):
    """Everything that is kept of the learner."""

    async def get(self) -> None:
        """Send a DuckDB file that an academy on one's own computer opens."""
        async with self.office.copying.of(self.seat) as file:
            await send(self, file)


class Delete(CounterPage):
    """Deleting everything that is kept of the learner."""

    async def get(self) -> None:
        """Say what goes, what stays, and ask for the name."""
        account = await self.till.do(lambda: self.till.account(self.learner))
        self.show("delete.html", is_lifetime=account["plan"] == LIFETIME, account=account, wrong=False)

    async def post(self) -> None:
        """Delete it once the name was typed; a subscription is ended first."""
        if self.get_body_argument("name", "").strip() != self.learner:
            account = await self.till.do(lambda: self.till.account(self.learner))
            self.set_status(400)
            self.show("delete.html", is_lifetime=account["plan"] == LIFETIME, account=account, wrong=True)
            return
        await self.till.do(self._forget)
        self.hub_auth.clear_cookie(self)
        self.show(
            "message.html",
            title="It is deleted",
            sentence="Nothing of your playing, your plan or your sounds is kept here any more. "
            "Signing in again begins anew.",
        )

    def _forget(self) -> None:
        self.till.forget(self.learner)
        self.seat.store().forget()
