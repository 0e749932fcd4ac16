"""What all pages of the counter share: who has signed in, safe headers, one look."""

from collections.abc import Container
from pathlib import Path
from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthenticated, UserNotAllowed
from tornado.template import Loader
from tornado.web import HTTPError, RequestHandler

from academy.desk.counter.rounds import Rounds
from academy.desk.counter.till import Till
from academy.desk.hub_token import person_named
from academy.desk.log import log_failure
from academy.desk.office import Office
from academy.desk.seat import Seat
from academy.errors import AcademyError, PaymentError

STATIC = "/services/desk/static"
HERE = Path(__file__).parent
FAILED = "The desk failed; its log says why. Nothing was charged by it."


class CounterPage(HubOAuthenticated, RequestHandler):  # type: ignore[misc] # untyped base
    """A page for somebody who has signed in at the Hub; nobody else gets further than its door."""

    learner: str
    """Who has signed in, from `prepare` on: by the Hub's word, never by what a form says."""
    seat: Seat

    def initialize(
        self,
        office: Office,
        till: Till,
        rounds: Rounds,
        auth: HubOAuth,
        teachers: Container[str],
        loader: Loader,
    ) -> None:
        """Receive what the route lends; `teachers` are the names of instructors and admins."""
        self.office, self.till, self.rounds, self.hub_auth, self.loader = office, till, rounds, auth, loader
        self.teachers = teachers

    def set_default_headers(self) -> None:
        """Nothing of another site may stand in a page or around it, and no page is kept."""
        pays = " ".join(("'self'", *self.application.settings["pays_at"]))
        self.set_header("Content-Security-Policy", f"{POLICY}; form-action {pays}")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    async def prepare(self) -> None:
        """Ask the Hub who this is; send a reader to sign in, and refuse a form that nobody signed."""
        found = await self.hub_auth.get_user(self, sync=False)
        try:
            person = self.check_hub_user(found) if found else None
        except UserNotAllowed:
            raise HTTPError(403, reason="This account does not open the academy.") from None
        if person is None:
            if self.request.method != "GET":
                raise HTTPError(403, reason="Sign in, open the page anew and send it again.")
            self.redirect(self.get_login_url())
            return
        if person.get("kind") != "user":
            raise HTTPError(403, reason="These pages are for people.")
        one = person_named(str(person["name"]), self.teachers)
        self.learner, self.teaches = one.name, one.is_instructor
        self.seat = self.office.of(self.learner, teaches=self.teaches)
        await self.till.do(lambda: self.seat.store().members.sign_up(self.learner))

    def show(self, page: str, **said: Any) -> None:
        """Send a page by its template, which escapes whatever is put into it."""
        words = {"learner": self.learner, "teaches": self.teaches, "xsrf": self.xsrf_form_html}
        self.finish(self.loader.load(page).generate(static=STATIC, **words, **said))

    def write_error(self, status_code: int, **said: Any) -> None:
        """Send what went wrong as one sentence on a page."""
        error = said.get("exc_info", (None, None, None))[1]
        sentence = FAILED
        if isinstance(error, AcademyError):
            self.set_status(503 if isinstance(error, PaymentError) else 409)
            sentence = str(error)
        elif isinstance(error, HTTPError):
            sentence = error.reason or error.log_message or "This page is not here."
        page = self.loader.load("message.html")
        self.finish(page.generate(learner=None, title="That did not work", sentence=sentence, static=STATIC))

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Log what nobody expected, and nothing that was sent."""
        log_failure(self, error)


POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
