"""Sounds: found, told about, heard, corrected.

POST sounds                  {"query", "start", "count"}: rows that fit, and facets
GET, PUT sounds/ID           what is known of a sound; what the learner says of it, `{}` takes that back
GET  sounds/ID/audio?form=   ogg to listen to, wav, card for the unit, daw for a music program

Everything runs in the sound room's threads: a long render keeps neither takes nor the loop waiting. An id is
looked up in the library and never made a path.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from academy.desk.handlers import DeskHandler
from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.desk.sound_room import SoundRoom

T = TypeVar("T")
Json = dict[str, Any]
MOST_ROWS = 500


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

    def number(self, name: str, low: int, high: int, otherwise: int | None = None) -> int:
        """Return a whole number of the address; SoundError when it is none, or out of reach."""
        said = self.get_query_argument(name, None)
        if said is None and otherwise is not None:
            return otherwise
        return whole(name, int(said) if said and said.isdecimal() else said, low, high)

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
        self.answer(await self.work(lambda room: found(room, query, start, count)))


class OneSound(SoundHandler):
    """One sound."""

    async def get(self, sound_id: str) -> None:
        """Send what is known of it."""
        self.answer(await self.work(lambda room: known(room, sound_id)))

    async def put(self, sound_id: str) -> None:
        """Keep what the learner says of it, and send what is known now; not where others hear it, too."""
        if not self.office.is_learners_own:
            raise SoundError(
                "This desk's sounds are for all its learners; correct those of your own computer."
            )
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
        data = await self.work(lambda room: room.sound(sound_id, form), is_slow=True)
        self.send("audio/ogg" if form == "ogg" else "audio/wav", data)


def found(room: "SoundRoom", query: Json, start: int, count: int) -> Json:
    """Return the rows that fit a query, from `start` on, with how many there are of each kind."""
    from academy.desk.sound_words import understood
    from academy.samples.library.entry import row
    from academy.samples.library.query import Query

    library = room.library()
    result = library.search(understood(library, Query.from_json(query)))
    shown = result.ids[start : start + count]
    room.make_ahead(shown)
    return {
        "total": result.total,
        "start": start,
        "rows": [row(library.entry(sound_id)) for sound_id in shown],
        "facets": {name: dict(counts) for name, counts in result.facets.items()},
    }


def known(room: "SoundRoom", sound_id: str) -> Json:
    """Return the row of a sound."""
    from academy.samples.library.entry import row

    return row(room.library().entry(sound_id))


def whole(name: str, value: Any, low: int, high: int) -> int:
    """Return a whole number; SoundError when it is none, or out of reach."""
    if type(value) is not int or not low <= value <= high:
        raise SoundError(f"{name} is {value!r}; expected a whole number from {low} to {high}.")
    return value
