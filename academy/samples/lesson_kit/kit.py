"""What a lesson wants on its pads, and what was chosen for them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A pad to be filled: `lane` is what lessons call its sound, such as kick or chop3.

    `tempos` are those of the exercises that play it, in BPM; empty when only the lesson's are known.
    """

    pad: str
    lane: str
    tempos: tuple[float, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a lesson says of its kit. `bpm` is its range, `tempos` are those of its exercises.

    Every pad of `slots` must be filled. Of `spare`, the other pads there are, as many are taken as a kit of
    eight pieces still needs. The same `seed` gives the same kit.
    """

    lesson: str
    genre: str
    bpm: tuple[float, float]
    vibe: tuple[str, ...]
    slots: tuple[Slot, ...]
    tempos: tuple[float, ...]
    seed: int = 0
    spare: tuple[Slot, ...] = ()

    def tempos_of(self, slot: Slot) -> tuple[float, ...]:
        """Return the tempos at which a pad is played."""
        return slot.tempos or self.tempos or self.bpm


@dataclass(frozen=True)
class Cut:
    """A part of a sound, from frame `start` up to `end`, in frames of the sound's own file."""

    start: int
    end: int


@dataclass(frozen=True)
class Choice:
    """The sound of a pad, and why; `alternates` are other sounds with their reasons, the best first."""

    pad: str
    lane: str
    sound_id: str
    cut: Cut | None
    why: str
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LessonKit:
    """The sounds of a lesson by pad; `says` is the kit in a few sentences, with what is missing from it."""

    lesson: str
    choices: Mapping[str, Choice]
    says: str
    seed: int = 0


def in_order(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return choices in the order of the pads: A1 to A16, then bank B."""
    return dict(sorted(choices.items(), key=lambda each: (each[0][0], int(each[0][1:]))))
