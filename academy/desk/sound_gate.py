"""Which sounds of the library are open to a learner now.

A plan with a number of sounds opens the kits of the free lessons, and of every kind some more
(academy/samples/library/share.py). The others are found and told about, and not sent. What a lesson's kit
plays as the academy chose it is part of the lesson (kept_kit.py).
"""

from typing import TYPE_CHECKING, Any

from academy.errors import NotInPlan
from academy.lessons.kits import DEFAULT_KIT
from academy.membership.plans import PREMIUM
from academy.practice.lesson_kit import wanted_of

if TYPE_CHECKING:
    from academy.desk.seat import Seat
    from academy.samples.library.entry import Entry

Json = dict[str, Any]


class SoundGate:
    """The sounds that are open; all of them where `ids` is None."""

    def __init__(self, ids: frozenset[str] | None = None, total: int = 0) -> None:
        self._ids = ids
        self._total = total

    @property
    def opens_all(self) -> bool:
        """Whether every sound is open."""
        return self._ids is None

    def is_open(self, sound_id: str) -> bool:
        """Say whether a sound may be heard, cut and taken away."""
        return self._ids is None or sound_id in self._ids

    def check(self, entry: "Entry") -> None:
        """Raise NotInPlan for a sound that is not open."""
        if self._ids is not None and entry.id not in self._ids:
            raise NotInPlan(
                f"'{entry.sound.name}' is one of the {self._total} sounds of premium; "
                f"{len(self._ids)} of them are open without it.",
                PREMIUM,
            )

    def row(self, entry: "Entry") -> Json:
        """Return what a page is told of a sound, and whether it is open."""
        from academy.samples.library.entry import row

        return row(entry) | {"is_open": self.is_open(entry.id)}


EVERYTHING = SoundGate()
"""The gate of a learner to whom every sound is open, as on their own computer."""


def sound_gate(office: "Seat") -> SoundGate:
    """Return the gate as the learner's plan sets it now."""
    gate = office.gate()
    if gate.plan.samples is None:
        return EVERYTHING
    from academy.samples.library.share import share_of

    entries, pads = office.sounds.library().entries, office.shelf.kits()[DEFAULT_KIT]
    kits = (office.sounds.kit(wanted_of(lesson, pads)) for lesson in gate.free_lessons())
    first = {choice.sound_id for kit in kits for choice in kit.choices.values()}
    return SoundGate(share_of(entries, first, gate.plan.samples), len(entries))
