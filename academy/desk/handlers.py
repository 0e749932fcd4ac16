"""The desk's HTTP contract: JSON in, JSON out, errors as `{"error": sentence}`.

    POST takes          keep a take and its score, once per take id
    GET  takes, takes/ID (takes.py)     attempts?exercise=&limit=&since=
    GET  learner?exercise=&limit=    attempts, calibrations and settings at once, for a stage
    GET  playing        what the page "My playing" draws
    GET, PUT calibrations      GET, PUT settings/NAME
    POST coach/feedback     what the coach says of a kept take
    POST coach/next, coach/question     GET coach/ready     what to play next, and a question (asking.py)
    GET, PUT ratings    GET  costs?month=    how lessons were liked; what language models cost
    POST coach/variations, coach/lesson      GET coach/plan      new material (composing.py)
    teaching, teaching/learners     what instructors see of all learners (teaching.py)
    sounds, own-folder (sounds.py, moods.py), lesson-kits (kits.py)
    POST backup     GET own-copy    copies of what is kept (copies.py)
    GET  health

Every request carries a token, reading too: a web page elsewhere cannot know it. It alone says whose rows
are read and written (auth.py).
"""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from tornado.web import HTTPError, RequestHandler

from academy.desk.bounds import SMALL_BYTES
from academy.desk.from_json import from_json
from academy.desk.in_json import in_json
from academy.desk.log import log_failure
from academy.desk.office import Office
from academy.desk.seat import Seat
from academy.errors import (
    AcademyError,
    DeskUnavailable,
    NotInPlan,
    RequestReused,
    SoundError,
    StoreBusy,
    StoreError,
    StoreUnanswered,
    TakeError,
)
from academy.line import NOT_IN_PLAN, UNUSABLE_SOUND
from academy.membership.plans import Plan
from academy.store.migrations import NEWEST
from academy.store.store import Store

T = TypeVar("T")
MOST_ATTEMPTS = 20
LONGEST_NAME, LONGEST_SETTING = 200, 64_000
"""Letters; the longest that pages keep are a stage's choices, with 2,000."""
WITHHELD = "This picture is drawn from all your hits together, which is part of premium. Your takes are kept."


class DeskHandler(RequestHandler):
    """What all routes share: the token, JSON, and errors in words."""

    office: Seat
    """The seat of whoever asks, from `prepare` on."""
    most_bytes = SMALL_BYTES
    """How much a request may bring."""

    def initialize(self, office: Office) -> None:
        """Receive the office from the route."""
        self._desk = office

    def check_xsrf_cookie(self) -> None:
        """No cookie is ever used here, so none can be forged; the token is checked in `prepare`."""

    async def prepare(self) -> None:
        """Give whoever carries a token that is known the seat of its learner; refuse all others."""
        self.person = await self._desk.who.person(self.request.headers.get("Authorization", ""))
        self.office = self._desk.of(self.person.name, teaches=self.person.is_instructor)
        if len(self.request.body) > self.most_bytes:  # on one's own computer; bounds.py does not read as much
            raise HTTPError(413, reason=f"More than {self.most_bytes} bytes at once.")

    async def ask(self, work: Callable[[Store], T]) -> T:
        """Run `work` on the store without holding up the server's loop."""
        return await asyncio.get_running_loop().run_in_executor(None, lambda: work(self.office.store()))

    async def think(self, work: Callable[[], T]) -> T:
        """Run work that may wait for a language model, where it keeps no take waiting."""
        return await self.office.thinking.do(work, self.office.learner)

    def now(self) -> datetime:
        """Return the moment in this machine's zone."""
        return datetime.now().astimezone()

    def said(self) -> dict[str, Any]:
        """Return the request's JSON object; TakeError when it is none, or one that JSON has no words for."""
        return from_json(self.request.body)

    def limit(self) -> int | None:
        """Return how many rows are asked for; TakeError when that is no number."""
        limit = self.get_query_argument("limit", None)
        return None if limit is None else whole_number("limit", limit)

    def since(self) -> datetime | None:
        """Return from when on rows are asked for; TakeError when that is no moment with a zone."""
        said = self.get_query_argument("since", None)
        try:
            since = datetime.fromisoformat(said) if said else None
        except ValueError:
            since = None
        if said and (since is None or since.tzinfo is None):
            raise TakeError(f"since is '{said}'; expected a moment such as 2026-11-24T12:00:00+00:00.")
        return since

    def answer(self, value: Any) -> None:
        """Send a value as JSON."""
        self._send(json.dumps(value, allow_nan=False))

    async def tell(self, work: Callable[[Store], Any]) -> None:
        """Send what work on the store returns, however long: its JSON is written beside the server's loop."""
        self._send(await self.ask(lambda store: in_json(work(store))))

    def write_error(self, status_code: int, **said: Any) -> None:
        """Send what went wrong as one sentence, with the status that fits it."""
        error = said.get("exc_info", (None, None, None))[1]
        if isinstance(error, AcademyError):
            self.set_status(_status_of(error))
            sentence = str(error)
            if isinstance(error, NotInPlan):
                return self.answer({"error": sentence, "unlock": error.unlock})
        elif isinstance(error, HTTPError):
            sentence = error.reason or HTTPStatus(status_code).phrase
        else:
            sentence = "The desk failed; its log says why."
        self.answer({"error": sentence})

    def _send(self, said: str) -> None:
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(said)

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Log what nobody expected, and nothing that was sent."""
        log_failure(self, error)


def whole_number(name: str, said: str, most: int = 10**9) -> int:
    """Return a number of an address; TakeError unless it is written in digits and no larger than `most`."""
    if not (said.isascii() and said.isdigit()) or len(said) > len(str(most)) or int(said) > most:
        raise TakeError(f"{name} is '{said[:40]}'; expected a whole number from 0 to {most}.")
    return int(said)


def _status_of(error: AcademyError) -> int:
    if isinstance(error, TakeError):
        return 400
    if isinstance(error, NotInPlan):
        return NOT_IN_PLAN
    if isinstance(error, SoundError):
        return UNUSABLE_SOUND
    if isinstance(error, StoreBusy | StoreUnanswered | DeskUnavailable):
        return 503
    return 409 if isinstance(error, StoreError | RequestReused) else 500


class Attempts(DeskHandler):
    """Scored takes."""

    async def get(self) -> None:
        """List attempts, newest first."""
        exercise, limit, since = self.get_query_argument("exercise", None), self.limit(), self.since()
        await self.tell(lambda store: store.attempts(exercise, limit, since))


class Learner(DeskHandler):
    """What a stage shows of its learner."""

    async def get(self) -> None:
        """Send attempts, calibrations and settings."""
        exercise, limit = self.get_query_argument("exercise"), self.limit() or MOST_ATTEMPTS
        await self.tell(lambda store: store.learner(exercise, limit))


class Playing(DeskHandler):
    """What the page "My playing" draws."""

    async def get(self) -> None:
        """Send takes; velocities and asynchronies by pad, or why these are not part of the plan."""
        await self.tell(lambda store: analysed(store, self.office.plan()))


def analysed(store: Store, plan: Plan) -> dict[str, Any]:
    """Return what was played; without the sums over all hits, and `withheld` says why, where a plan has none.

    Every take, score and hit is the learner's own under any plan: `takes` and `own-copy` have all.
    """
    played = store.playing()
    return played if plan.analytics else played | {"velocities": {}, "pads": {}, "withheld": WITHHELD}


class Calibrations(DeskHandler):
    """The latency of each input, output and browser."""

    async def get(self) -> None:
        """List them."""
        await self.tell(lambda store: store.calibrations())

    async def put(self) -> None:
        """Keep one."""
        body = self.said()
        latency_ms = body.get("latency_ms")
        if not isinstance(latency_ms, int | float) or not -500 <= latency_ms <= 1000:
            raise TakeError(f"latency_ms is {latency_ms!r}; expected milliseconds from -500 to 1000.")
        await self.ask(lambda store: store.set_calibration(body))
        self.answer({"stored": True})


class OneSetting(DeskHandler):
    """One setting by name."""

    async def get(self, name: str) -> None:
        """Send its value, null if it was never set."""
        self.answer({"value": await self.ask(lambda store: store.setting(name))})

    async def put(self, name: str) -> None:
        """Keep it."""
        value = self.said().get("value")
        length = len(json.dumps(value))
        if len(name) > LONGEST_NAME or length > LONGEST_SETTING:
            raise TakeError(
                f"The setting {name[:LONGEST_NAME]} has {length} letters; names of {LONGEST_NAME} letters "
                f"and values of {LONGEST_SETTING} are kept."
            )
        await self.ask(lambda store: store.set_setting(name, value))
        self.answer({"stored": True})


class Health(DeskHandler):
    """Whether takes are being kept."""

    async def get(self) -> None:
        """Answer ok, or why not."""
        await self.ask(lambda store: store.setting("health"))
        coach = self.office.has_models
        self.answer({"ok": True, "pid": os.getpid(), "schema": NEWEST, "coach": coach})
