"""An attack on every route of the desk, by a learner who claims to be another; and the desk's own tables.

`mine` is what a free learner is answered to it, `strangers` what somebody without a token is. In each table
that the victim has rows in stands MARK, which no answer to another may hold.
"""

from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import quote, urlencode

from tornado.web import RequestHandler

from academy.desk.counter.rounds import Rounds
from academy.desk.counter.routes import counter_routes
from academy.desk.counter.till import Till
from academy.desk.office import Office
from academy.desk.service import MOUNT, application
from academy.settings import Settings

VICTIM, MARK = "ben", "the-mark-of-ben"
THEIR_TAKE, THEIR_OFFER = "bens-take", "bens-offer"
LESSON, SOUND = "sample-trim-play-modes", "bass-fm-b2"
"""A lesson and a sound that are part of premium."""
CLAIMS = {"learner": VICTIM, "user": VICTIM, "name": VICTIM, "plan": "lifetime", "is_instructor": True}
HEADERS = {
    "Remote-User": VICTIM,
    "X-Forwarded-User": VICTIM,
    "X-JupyterHub-User": VICTIM,
    "X-Plan": "lifetime",
}
TAKE = {"id": THEIR_TAKE, "exercise": "backbeat/first", "hits": []}
SCORE = {"status": "scored", "overall": 1.0, "onsets": []}
OFFER = {
    "id": THEIR_OFFER,
    "made_at": "2026-11-26T12:00:00+00:00",
    "lesson": "backbeat",
    "exercise": "backbeat/x",
}


class Attack(NamedTuple):
    """One request: what it is answered to a learner and to a stranger, forms by their own page."""

    method: str
    path: str
    mine: int
    body: dict[str, Any] | None = None
    strangers: int = 401
    is_form: bool = False

    @property
    def place(self) -> str:
        """Return the address, with a claim to be somebody else."""
        return f"{MOUNT}/{self.path}{'&' if '?' in self.path else '?'}{urlencode(CLAIMS)}"

    @property
    def said(self) -> dict[str, Any] | None:
        """Return the body, with the same claim."""
        return None if self.body is None else CLAIMS | self.body


def _api(method: str, path: str, mine: int, body: dict[str, Any] | None = None) -> Attack:
    return Attack(method, f"api/{path}", mine, body)


def _page(path: str, mine: int = 200) -> Attack:
    return Attack("GET", path, mine, strangers=302)


def _form(path: str, mine: int, **body: str) -> Attack:
    return Attack("POST", path, mine, body, strangers=403, is_form=True)


ATTACKS = [
    _api("GET", "takes", 200),
    _api("POST", "takes", 200, {"take": TAKE | CLAIMS, "score": SCORE | CLAIMS}),
    _api("GET", f"takes/{THEIR_TAKE}-2", 404),
    _api("GET", "attempts", 200),
    _api("GET", "lessons", 200),
    _api("GET", f"lessons/{LESSON}", 402),
    _api("GET", "plan", 200),
    _api("GET", "teaching", 403),
    _api("GET", "teaching/learners?find=b", 403),
    _api("GET", f"teaching/learners/{VICTIM}", 403),
    _api("GET", f"drafts/{'0' * 32}", 403),
    _api("GET", f"learner?exercise=backbeat/{MARK}", 200),
    _api("GET", "playing", 200),
    _api("GET", "calibrations", 200),
    _api("PUT", "calibrations", 200, {"input": "pads", "latency_ms": 900}),
    _api("GET", "settings/diary", 200),
    _api("PUT", "settings/diary", 200, {"value": "overwritten"}),
    _api("GET", "offers", 200),
    _api("POST", "offers", 200, OFFER),
    _api("PUT", f"offers/{THEIR_OFFER}", 200, {"outcome": "refused"}),
    _api("POST", "coach/feedback", 400, {"take_id": f"{THEIR_TAKE}-2"}),
    _api("POST", "coach/next", 200, {}),
    _api("POST", "coach/question", 200, {"text": "What did ben play?"}),
    _api("GET", "coach/ready", 200),
    _api("POST", "coach/variations", 402, {"exercise": f"{LESSON}/one-shot-clap"}),
    _api("POST", "coach/lesson", 403, {"title": "Dembow"}),
    _api("GET", "coach/plan", 200),
    _api("GET", "ratings", 200),
    _api("PUT", "ratings", 200, {"lesson": "backbeat", "stars": 1, "note": "overwritten"}),
    _api("GET", "costs", 200),
    _api("POST", "sounds", 200, {"query": {}, "count": 500}),
    _api("GET", f"sounds/{SOUND}", 200),
    _api("PUT", f"sounds/{SOUND}", 422, {"title": "Overwritten"}),
    _api("GET", f"sounds/{SOUND}/audio?form=wav", 402),
    _api("POST", f"sounds/{SOUND}/mood", 422, {}),
    _api("PUT", f"sounds/{SOUND}/mood", 422, {"words": ["warm"]}),
    _api("GET", f"sounds/{SOUND}/slices", 402),
    _api("GET", f"sounds/{SOUND}/snap?frame=1", 402),
    Attack("GET", "api/own-folder", 404, strangers=404),
    Attack("PUT", "api/own-folder", 404, {"folder": "/etc"}, strangers=404),
    _api("GET", f"lesson-kits/{LESSON}", 402),
    _api("PUT", f"lesson-kits/{LESSON}", 402, {"pads": None}),
    _api("GET", f"lesson-kits/{LESSON}/pads/A13", 402),
    _api("GET", f"lesson-kits/{LESSON}/zip", 402),
    Attack("POST", "api/backup", 404, {"path": "/tmp/academy-stolen.duckdb"}, strangers=404),
    _api("GET", "own-copy", 200),
    Attack("GET", "api/health", 200, strangers=200),
    Attack("GET", "alive", 200, strangers=200),
    Attack("GET", "health", 200, strangers=200),
    Attack("GET", "metrics", 401),
    _page("", 302),
    _page("pricing"),
    _form("pay", 503, product="premium"),
    _page("thanks"),
    _page("account"),
    _form("account/cards", 503),
    _page("account/cancel"),
    _form("account/cancel", 503),
    _page("account/copy"),
    _page("account/delete"),
    _form("account/delete", 400),
    _page("wish"),
    _form("wish", 409, wish_id="0" * 32, title="Dembow", topic="rhythm", level="1"),
    _page("review", 403),
    _page(f"review/{'0' * 32}", 403),
    _form(f"review/{'0' * 32}", 403, act="publish"),
    Attack("GET", "oauth_callback?code=stolen&state=forged", 302, strangers=403),
    Attack("POST", "stripe/webhook", 503, {"object": "event", "type": "invoice.paid"}, strangers=503),
    Attack("GET", f"static/{quote('../pages.py', safe='')}", 403, strangers=403),
    Attack("HEAD", "static/counter.css", 200, strangers=200),
]


def routes_of_the_desk(folder: Path) -> list[tuple[str, type[RequestHandler]]]:
    """Return the pattern and the handler of every route that a hub's desk serves."""
    settings = Settings.from_env({"ACADEMY_STORE": str(folder / "academy.duckdb")}, folder)
    office = Office(settings, lambda: "", is_learners_own=False)
    counter = counter_routes(MOUNT, office, cast(Till, None), cast(Rounds, None), cast(Any, None), ())
    rules = application(office, counter).wildcard_router.rules
    return [(rule.matcher.regex.pattern, rule.target) for rule in rules]  # type: ignore[attr-defined]


def methods_of(handler: type[RequestHandler]) -> set[str]:
    """Return the methods that a handler answers."""
    names = RequestHandler.SUPPORTED_METHODS
    return {
        name for name in names if getattr(handler, name.lower()) is not getattr(RequestHandler, name.lower())
    }
