"""Sounds: found, told about, heard, corrected.

POST sounds                  {"query", "start", "count"}: rows that fit, and facets
GET, PUT sounds/ID           what is known of a sound; what the learner says of it, `{}` takes that back
GET  sounds/ID/audio?form=   ogg to listen to, wav, card for the unit, daw for a music program; ogg may be
                             heard through an effect: &effect=vinyl. All but ogg are downloads, which a plan
                             counts: once for each &request_id=

A row's `is_open` says whether the learner's plan has the sound; what is not open is told about, and where it
would be heard or cut the answer is 402.

Everything runs in the sound room's threads: a long render keeps neither takes nor the loop waiting. An id is
looked up in the library and never made a path.
"""

import asyncio
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from academy.desk.handlers import DeskHandler
from academy.desk.sound_gate import EVERYTHING, SoundGate, sound_gate
from academy.errors import SoundError, TakeError
from academy.membership.plans import SAMPLE_DOWNLOAD

if TYPE_CHECKING:
    from academy.desk.sound_room import SoundRoom

T = TypeVar("T")
Json = dict[str, Any]
MOST_ROWS = 500
LONGEST_ID = 100


class SoundHandler(DeskHandler):
    """What routes of sounds share: work in the sound room's threads, bytes as an answer."""

    async def work(self, what: Callable[["SoundRoom"], T], *, is_slow: bool = False) -> T:
        """Return what work in the sound room returns; a disk that is full or closed is a SoundError.

        What renders or decodes a sound `is_slow`: nobody who looks something up waits behind it.
        """
        room = self.office.sounds

        def run() -> T:
            try:
                return what(room)
            except OSError as error:
                raise SoundError(
                    f"{error.filename or room.cache}: {error.strerror or error}. "
                    "Free some space there, or allow the academy to write."
                ) from error

        return await asyncio.get_running_loop().run_in_executor(room.slow if is_slow else room.quick, run)

    def refuse_where_shared(self) -> None:
        """Refuse a change of sounds that others hear, too; SoundError."""
        if not self.office.is_learners_own:
            raise SoundError(
                "This desk's sounds are for all its learners; correct those of your own computer."
            )

    def request_id(self) -> str:
        """Return the id under which a plan counts this request once, a new one when it brings none."""
        said = self.get_query_argument("request_id", "") or self.request.headers.get("X-Request-Id", "")
        if len(said) > LONGEST_ID:
            raise TakeError(f"request_id has {len(said)} letters; {LONGEST_ID} are read.")
        return said or uuid.uuid4().hex

    def number(self, name: str, low: int, high: int, otherwise: int | None = None) -> int:
        """Return a whole number of the address; SoundError when it is none, or out of reach."""
        said = self.get_query_argument(name, None)
        if said is None and otherwise is not None:
            return otherwise
        return whole(name, int(said) if said and said.isdecimal() and len(said) < 20 else said, low, high)

    def send(self, kind: str, data: bytes, name: str | None = None) -> None:
        """Send bytes, as a file when it has a name."""
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        if name is not None:
            self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(data)


class Sounds(SoundHandler):
    """The library."""

    async def post(self) -> None:
        """Send what a query finds."""
        said = self.said()
        query = said.get("query", {})
        if not isinstance(query, dict):
            raise SoundError(f"query is {query!r}; expected an object such as {{'kind': ['kick']}}.")
        start = whole("start", said.get("start", 0), 0, 10_000_000)
        count = whole("count", said.get("count", 60), 0, MOST_ROWS)
        office = self.office
        self.answer(
            await self.work(lambda room: found(room, office.learner, query, start, count, sound_gate(office)))
        )


class OneSound(SoundHandler):
    """One sound."""

    async def get(self, sound_id: str) -> None:
        """Send what is known of it."""
        self.answer(await self.work(lambda room: known(room, sound_id, sound_gate(self.office))))

    async def put(self, sound_id: str) -> None:
        """Keep what the learner says of it, and send what is known now; not where others hear it, too."""
        self.refuse_where_shared()
        values = self.said()

        def correct(room: "SoundRoom") -> Json:
            room.correct(sound_id, values)
            return known(room, sound_id)

        self.answer(await self.work(correct))


class Audio(SoundHandler):
    """A sound as bytes."""

    async def get(self, sound_id: str) -> None:
        """Send it in the form asked for."""
        form = self.get_query_argument("form", "ogg")
        effect = self.get_query_argument("effect", "") or None
        office, request_id = self.office, self.request_id()

        def made(room: "SoundRoom") -> bytes:
            sound_gate(office).check(room.library().entry(sound_id))
            data = room.sound(sound_id, form, effect)
            if form != "ogg":  # counted when it is there to be sent: what cannot be made costs nothing
                office.spend(SAMPLE_DOWNLOAD, sound_id, request_id)
            return data

        data = await self.work(made, is_slow=True)
        self.send("audio/ogg" if form == "ogg" else "audio/wav", data)


def found(room: "SoundRoom", whose: str, query: Json, start: int, count: int, gate: SoundGate) -> Json:
    """Return the rows that fit a learner's query, from `start` on, with how many there are of each kind.

    What is open comes first; `open` says how many of all that fit are.
    """
    from academy.desk.sound_words import understood
    from academy.samples.library.query import Query

    library = room.library()
    result = library.search(understood(library, Query.from_json(query)))
    ids = sorted(result.ids, key=lambda sound_id: not gate.is_open(sound_id))
    shown = ids[start : start + count]
    room.make_ahead(whose, [sound_id for sound_id in shown if gate.is_open(sound_id)])
    return {
        "total": result.total,
        "open": sum(map(gate.is_open, ids)),
        "start": start,
        "rows": [gate.row(library.entry(sound_id)) for sound_id in shown],
        "facets": {name: dict(counts) for name, counts in result.facets.items()},
    }


def known(room: "SoundRoom", sound_id: str, gate: SoundGate = EVERYTHING) -> Json:
    """Return the row of a sound."""
    return gate.row(room.library().entry(sound_id))


def whole(name: str, value: Any, low: int, high: int) -> int:
    """Return a whole number; SoundError when it is none, or out of reach."""
    if type(value) is not int or not low <= value <= high:
        raise SoundError(f"{name} is {value!r}; expected a whole number from {low} to {high}.")
    return value
