"""The sounds of a stage: those of its lesson's kit, on the pads of the kit that the course is written for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from academy.errors import DeskUnavailable, NotInPlan, SoundError, TakeError
from academy.practice.needs import HasKits
from academy.samples.kits import Sounding

if TYPE_CHECKING:
    from academy.samples.kits import Kit

INSTEAD = "These are the sounds of the course kit, not those of this lesson."
NO_DESK = f"{INSTEAD} Start the academy with `make start` or `academy start`, and reload this page."

NOT_OPEN = "These are the sounds of the course kit; the lesson's own come with the lesson."


class LessonSounds:
    """A lesson's kit as a stage wants one: each sound is called by its lane, and read when it is to sound.

    A sound on a pad where the course kit has no lane is called by that pad.

    Pads, clicks and what cuts what off are those of `course`. A pad on which the lesson's kit has nothing
    sounds as another does that has the same sound in `course` (a second kick), or as in `course` itself.
    `desk` is asked anew each time.
    """

    def __init__(self, course: "Kit", lesson: str, desk: Callable[[], HasKits | None]) -> None:
        self._course = course
        self._lesson = lesson
        self._desk = desk

    @property
    def pads(self) -> Mapping[str, str]:
        """The pad of each lane."""
        return self._course.pads

    @cached_property
    def sounds(self) -> Mapping[str, str]:
        """The sound of each lane: the lane's own name."""
        return {lane: lane for lane in self._course.sounds}

    @property
    def clicks(self) -> Mapping[str, str]:
        """The sounds of `beat` and `downbeat`."""
        return self._course.clicks

    @cached_property
    def chokes(self) -> tuple[tuple[str, ...], ...]:
        """Lanes that cut each other off: those whose sounds do so in the course kit."""
        sounds = self._course.sounds
        return tuple(tuple(lane for lane in sounds if sounds[lane] in group) for group in self._course.chokes)

    def wav(self, sound: str) -> bytes:
        """Return a lane or a click as the course kit has it."""
        return self._course.wav(self._course.sounds.get(sound, sound))

    def sounding(self) -> Sounding:
        """Return every sound: of the course kit, and a sentence that says so, when the desk has none."""
        wavs = {name: self.wav(name) for name in (*self.sounds, *self.clicks.values())}
        desk = self._desk()
        if desk is None:
            return Sounding(wavs, NO_DESK)
        lanes = {pad: lane for lane, pad in self.pads.items()}
        try:
            pads = [piece["pad"] for piece in desk.kit(self._lesson)["pieces"]]
            made = {lanes.get(pad, pad): desk.kit_audio(self._lesson, pad) for pad in pads}
        except NotInPlan:
            return Sounding(wavs, NOT_OPEN)
        except (DeskUnavailable, SoundError, TakeError) as error:
            return Sounding(wavs, f"{INSTEAD} {error}")
        sounds = self._course.sounds
        same = {sounds[name]: wav for name, wav in reversed(made.items()) if name in sounds}
        again = {lane: same[sound] for lane, sound in sounds.items() if sound in same}
        return Sounding(wavs | again | made)
