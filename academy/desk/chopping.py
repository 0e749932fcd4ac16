"""Where a sound is cut, in frames of its own file.

GET  sounds/ID/slices?how=&count=    `count` equal parts, or at most so many, each where something begins
GET  sounds/ID/snap?frame=           the frame near this one at which a cut makes no click
"""

from typing import TYPE_CHECKING

from academy.desk.sound_gate import sound_gate
from academy.desk.sounds import Json, SoundHandler
from academy.errors import SoundError

if TYPE_CHECKING:
    from academy.desk.sound_room import SoundRoom

MOST_SLICES = 128
HOW = ("equal", "transients")


class Slices(SoundHandler):
    """Where a sound is cut."""

    async def get(self, sound_id: str) -> None:
        """Send slices in frames of the sound's own file."""
        how, count = self.get_query_argument("how", HOW[1]), self.number("count", 1, MOST_SLICES, 16)
        if how not in HOW:
            raise SoundError(f"how is '{how}'; expected one of {', '.join(HOW)}.")

        def cut(room: "SoundRoom") -> Json:
            sound_gate(self.office).check(room.library().entry(sound_id))
            return sliced(room, sound_id, how, count)

        self.answer(await self.work(cut, is_slow=True))


class Snap(SoundHandler):
    """One cut, moved to where it makes no click."""

    async def get(self, sound_id: str) -> None:
        """Send the frame."""
        from academy.samples.chopping.snapping import snapped
        from academy.samples.export.reading import read_sound

        frame = self.number("frame", 0, 1 << 40)

        def moved(room: "SoundRoom") -> int:
            sound_gate(self.office).check(room.library().entry(sound_id))
            audio = read_sound(room.library().file(sound_id))
            return snapped(audio.samples, audio.rate, frame)

        self.answer({"frame": await self.work(moved, is_slow=True)})


def sliced(room: "SoundRoom", sound_id: str, how: str, count: int) -> Json:
    """Return a sound's slices with its rate, frames and tempo."""
    from academy.samples.chopping.slices import equal_parts
    from academy.samples.chopping.transients import transients
    from academy.samples.export.reading import read_sound

    library = room.library()
    audio = read_sound(library.file(sound_id))
    frames = len(audio.samples)
    parts = equal_parts(frames, count) if how == HOW[0] else transients(audio.samples, audio.rate, count)
    return {
        "rate": audio.rate,
        "frames": frames,
        "bpm": library.entry(sound_id).sound.bpm,
        "slices": [part.as_json() for part in parts],
    }
