"""What was recommended, and what became of it.

GET  offers?unsettled=1     newest first
POST offers                 keep a recommendation, once by its id
PUT  offers/ID              say what became of it, once
"""

from academy.desk.handlers import DeskHandler


class Offers(DeskHandler):
    """All recommendations, or a new one."""

    async def get(self) -> None:
        """List them; with `unsettled` those of which nothing is known yet."""
        unsettled = self.get_query_argument("unsettled", "") == "1"
        self.answer(await self.ask(lambda store: store.offers(unsettled=unsettled)))

    async def post(self) -> None:
        """Keep one."""
        offer = self.said()
        self.answer(await self.ask(lambda store: store.keep_offer(offer)))


class OneOffer(DeskHandler):
    """One recommendation."""

    async def put(self, offer_id: str) -> None:
        """Keep what became of it."""
        said = self.said()
        outcome, take_id = str(said.get("outcome")), said.get("take_id")
        await self.ask(lambda store: store.settle_offer(offer_id, outcome, take_id))
        self.answer({"stored": True})
