"""The sounds of the course kit that a lesson plays, as pieces to export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academy.errors import LessonError
from academy.samples.export.audio import Shape
from academy.samples.export.kit import Piece
from academy.samples.kits import Kit

_SLICE = "chop"  # what the sounds are called that are cut from the kit's break


@dataclass(frozen=True)
class CourseSounds:
    """The lanes of a lesson on the pads of a kit that comes with the course; a lane may be a pad's name."""

    kit: Kit
    lanes: Iterable[str]

    def pieces(self) -> Sequence[Piece]:
        """Return one sound a pad; LessonError names a lane that has no sound in the kit."""
        lane_of = {pad: lane for lane, pad in self.kit.pads.items()}
        found: dict[str, Piece] = {}
        for said in self.lanes:
            lane = said if said in self.kit.pads else lane_of.get(said)
            if lane is None:
                known = ", ".join(self.kit.pads)
                raise LessonError(f"The kit '{self.kit.name}' has no sound for '{said}'. Its lanes: {known}.")
            pad, sound = self.kit.pads[lane], self.kit.sounds[lane]
            shape = Shape.SLICE if sound.startswith(_SLICE) else Shape.ONE_SHOT
            found[pad] = Piece(pad, lane, self.kit.folder / f"{sound}.wav", shape)
        return list(found.values())
