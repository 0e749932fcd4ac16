"""Takes: all of them, one, or a new one.

A take is the one thing that may be large. More than SMALL_BYTES of it are read only of somebody whose token
is known, and of no learner more than a few such takes at once.
"""

from typing import Any

from tornado.web import HTTPError, stream_request_body

from academy.desk.bounds import SMALL_BYTES, length_of
from academy.desk.handlers import DeskHandler
from academy.errors import DeskUnavailable, TakeError
from academy.store.store import Store

MOST_BYTES = 8_000_000
"""20,000 hits and as many turns of a knob."""


@stream_request_body
class Takes(DeskHandler):
    """All takes, or a new one."""

    most_bytes = MOST_BYTES
    _has_place = False
    _refusal: HTTPError | None = None

    async def prepare(self) -> None:
        """Ask whose take this is before more than a little of it is read."""
        self._parts: list[bytes] = []
        is_large = length_of(self.request) > SMALL_BYTES
        try:
            await super().prepare()
        except HTTPError as refusal:
            if is_large:
                raise
            self._refusal = refusal  # said when all has come: who is cut off while sending hears no reason
            return
        if is_large:
            self._has_place = self._desk.arriving.take(self.person.name)
            if not self._has_place:
                raise DeskUnavailable("Large takes are on their way already. This one is sent again soon.")
            self.request.connection.set_max_body_size(MOST_BYTES)  # type: ignore[union-attr]

    def data_received(self, chunk: bytes) -> None:
        """Take the next part of the body."""
        self._parts.append(chunk)

    async def get(self) -> None:
        """List takes without their hits."""
        self._refuse()
        exercise = self.get_query_argument("exercise", None)
        await self.tell(lambda store: store.takes(exercise))

    async def post(self) -> None:
        """Keep a take; answered after the commit."""
        self._refuse()
        self.request.body = b"".join(self._parts)
        body = self.said()
        take, score = body.get("take"), body.get("score")
        if not isinstance(take, dict) or not isinstance(score, dict):
            raise TakeError("A take and its score are needed, each an object.")
        passed, version = bool(body.get("passed")), body.get("lesson_version")
        is_shared = not self.office.is_learners_own
        kept = await self.ask(
            lambda store: store.record(
                take, score, passed=passed, lesson_version=version, is_shared=is_shared
            )
        )
        self.outcome = "new" if kept["new"] else "repeat"
        self.answer(kept)

    def on_finish(self) -> None:
        """Let the next large take come."""
        self._leave()

    def on_connection_close(self) -> None:
        """Let the next large take come, when the rest of this one never did."""
        super().on_connection_close()
        self._leave()

    def _refuse(self) -> None:
        if self._refusal is not None:
            raise self._refusal

    def _leave(self) -> None:
        if self._has_place:
            self._has_place = False
            self._desk.arriving.give_back(self.person.name)


class OneTake(DeskHandler):
    """One take with its hits."""

    async def get(self, take_id: str) -> None:
        """Send the take, or 404."""

        def found(store: Store) -> Any:
            take = store.take(take_id)
            if take is None:
                raise HTTPError(404, reason=f"No take {take_id}.")
            return take

        await self.tell(found)
