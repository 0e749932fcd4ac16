"""The kit of a lesson: what the academy chose, and what the learner put in its place.

GET  lesson-kits/ID?seed=    by pad: the sound, why, what else could be there; a seed asks for another choice
PUT  lesson-kits/ID          {"pads": {PAD: {"sound", "start", "end"}} or null, "seed": N}; kept in settings
GET  lesson-kits/ID/pads/PAD what a pad plays, to listen to: Ogg Vorbis, WAV on one's own computer
GET  lesson-kits/ID/zip      the kit for the unit's card; an export, counted once for each &request_id=,
                             which is bound to the lesson and to what lies on its pads

402 for the kit of a lesson that is not open to the learner.
"""

from typing import Any

from academy.desk.kept_kit import keep_kit, lesson_kit
from academy.desk.sounds import Json, SoundHandler, whole
from academy.membership.plans import KIT_EXPORT

MOST_SEED = 2**32 - 1


class OneKit(SoundHandler):
    """The kit of a lesson."""

    async def get(self, lesson: str) -> None:
        """Send it: as the learner keeps it, or as the academy chooses it by another seed."""
        asked = self.get_query_argument("seed", None)
        seed = None if asked is None else self.number("seed", 0, MOST_SEED)
        self.answer(await self.work(lambda _room: lesson_kit(self.office, lesson, seed).as_json()))

    async def put(self, lesson: str) -> None:
        """Keep the learner's choices, or go back to the academy's."""
        pads, seed = self.said().get("pads"), self.said().get("seed")
        if seed is not None:
            whole("seed", seed, 0, MOST_SEED)

        def keep(_room: Any) -> Json:
            keep_kit(self.office, lesson, pads, seed)
            return lesson_kit(self.office, lesson).as_json()

        self.answer(await self.work(keep))


class PadAudio(SoundHandler):
    """What one pad plays."""

    async def get(self, lesson: str, pad: str) -> None:
        """Send it at 48 kHz. Playing is never counted, so where downloads are, it is no file for a unit."""
        form = "wav" if self.office.is_learners_own else "ogg"
        data = await self.work(lambda _room: lesson_kit(self.office, lesson).audio(pad, form), is_slow=True)
        self.send(f"audio/{form}", data)


class KitZip(SoundHandler):
    """A kit for the unit's card."""

    async def get(self, lesson: str) -> None:
        """Send one ZIP file, to be unpacked onto the card."""
        office, request_id = self.office, self.request_id()

        def packed(_room: Any) -> tuple[str, bytes]:
            kit = lesson_kit(office, lesson)
            made = kit.zipped()
            item = f"{lesson} {kit.digest()}"
            office.spend(KIT_EXPORT, item, request_id)  # counted when it is there to be sent
            return made

        name, data = await self.work(packed, is_slow=True)
        self.send("application/zip", data, name)
