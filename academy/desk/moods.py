"""The mood of a sound of the learner's own.

POST sounds/ID/mood          {"row", "why"}: a model's words for what was measured, or `why` there are none
PUT  sounds/ID/mood          {"words": [...]}: what the learner says instead, and a model never changes
"""

from typing import TYPE_CHECKING

from academy.ai.mood import mood_of
from academy.desk.sounds import SoundHandler, known
from academy.samples.library.moods import Mood, check_askable, said_words

if TYPE_CHECKING:
    from academy.desk.sound_room import SoundRoom
    from academy.samples.library.entry import Entry

Json = dict[str, object]


class SoundMood(SoundHandler):
    """The mood of a sound."""

    async def post(self, sound_id: str) -> None:
        """Ask a model where one is configured, keep what it says, and send what is known now."""
        self.refuse_where_shared()
        entry, measured = await self.work(lambda room: asked_of(room, sound_id))
        moods = self.office.sounds.library().words.moods
        ai, course, learner = self.office.ai, self.office.course, self.office.learner
        said = await self.think(lambda: mood_of(measured, moods, ai, user=learner, course=course))
        if said.why is None:
            await self.work(lambda room: keep(room, entry, said.words))
        row = await self.work(lambda room: known(room, sound_id))
        self.answer({"row": row, "why": said.why})

    async def put(self, sound_id: str) -> None:
        """Keep what the learner says, and send what is known now."""
        self.refuse_where_shared()
        words = self.said().get("words")

        def say(room: "SoundRoom") -> Json:
            entry = room.library().entry(sound_id)
            room.keep_mood(entry, Mood(said_words(words, room.library().words), "learner", entry.stamp))
            return known(room, sound_id)

        self.answer(await self.work(say))


def asked_of(room: "SoundRoom", sound_id: str) -> "tuple[Entry, Json]":
    """Return a sound and the numbers that a model is told; SoundError where it is not to be asked."""
    from academy.samples.library.described import measured

    library = room.library()
    entry = library.entry(sound_id)
    check_askable(entry)
    return entry, measured(entry, library.built_in)


def keep(room: "SoundRoom", asked: "Entry", words: tuple[str, ...]) -> None:
    """Keep a model's words, unless the learner has said the mood, or changed the file, while it thought."""
    with room.changing:
        check_askable(room.library().entry(asked.id))
        room.keep_mood(asked, Mood(words, "model", asked.stamp))
