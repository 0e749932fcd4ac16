"""Where Stripe tells of payments: nobody signs in here, and nothing but its signature is believed."""

from typing import Any

from tornado.web import HTTPError, RequestHandler

from academy.desk.counter.rounds import Rounds
from academy.desk.counter.till import Till
from academy.desk.log import log_failure
from academy.errors import AcademyError, EventRefused

MOST_BYTES = 256_000


class Webhook(RequestHandler):
    """Takes signed events: 200 when one is dealt with, 400 when it is none, 5xx so that it comes again."""

    def initialize(self, till: Till, rounds: Rounds) -> None:
        """Receive what the route lends."""
        self.till, self.rounds = till, rounds

    def check_xsrf_cookie(self) -> None:
        """No cookie is looked at here; the signature is what counts."""

    async def post(self) -> None:
        """Deal with one event; what follows from it (letters, groups) is done after the answer."""
        if len(self.request.body) > MOST_BYTES:
            raise HTTPError(413, reason=f"More than {MOST_BYTES} bytes at once.")
        signature = self.request.headers.get("Stripe-Signature")
        event, outcome = await self.till.do(lambda: self.till.take(self.request.body, signature))
        self.outcome = f"{event['type']} {outcome}"
        self.finish({"outcome": outcome})
        if outcome == "done":
            self.rounds.soon()

    def write_error(self, status_code: int, **said: Any) -> None:
        """Say why in one sentence; Stripe shows it to the operator."""
        error = said.get("exc_info", (None, None, None))[1]
        if isinstance(error, EventRefused):
            self.set_status(400)
        elif isinstance(error, AcademyError):
            self.set_status(503)
        sentence = str(error) if isinstance(error, AcademyError) else "The desk failed; its log says why."
        self.outcome = sentence
        self.finish({"error": sentence})

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Log what nobody expected, and nothing that was sent."""
        log_failure(self, error)
