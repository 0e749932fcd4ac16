"""What is asked of new beats: the exercise they vary, which way, how many, for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from academy.composing.canonical import canonical
from academy.lessons.catalogue import Catalogue
from academy.lessons.kits import DEFAULT_KIT, Kits
from academy.lessons.notebook import Exercise
from academy.patterns.difficulty import difficulty

Wish = Literal["easier", "same", "harder"]
WISHES: tuple[Wish, ...] = ("easier", "same", "harder")
MOST = 10
Pads = Mapping[str, str]

BANDS: Mapping[Wish, tuple[float, float]] = {
    "easier": (-3.0, -0.05),
    "same": (-0.8, 0.8),
    "harder": (0.05, 1.5),
}
"""How far from its base a variation may lie, in logits: +1 is about 2.7 times the odds against passing."""


@dataclass(frozen=True)
class Brief:
    """What is asked.

    `pads` are those of the base's kit, `taken` the beats that the course has already (`canonical`), `weak`
    the lanes that hurt the learner, to be worked on first. `level` 1 keeps new notes off the sixteenths.
    """

    base: Exercise
    pads: Pads
    wish: Wish = "same"
    count: int = 5
    level: int = 1
    weak: tuple[str, ...] = ()
    taken: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def difficulty(self) -> float:
        """The measured difficulty of the base, in logits."""
        return difficulty(self.base.pattern, self.pads)

    @property
    def band(self) -> tuple[float, float]:
        """The lowest and the highest difficulty that a variation may have, in logits."""
        low, high = BANDS[self.wish]
        return self.difficulty + low, self.difficulty + high


def brief_for(
    base: Exercise,
    catalogue: Catalogue,
    kits: Kits,
    wish: Wish = "same",
    count: int = 5,
    weak: tuple[str, ...] = (),
) -> Brief:
    """Return the brief for variations of an exercise of a course, at its own level."""
    pads = kits.get(base.pattern.kit or DEFAULT_KIT, {})
    level = base.pattern.level or 1
    return Brief(base, pads, wish, count, level, weak, taken_by(catalogue.exercises.values(), kits))


def taken_by(exercises: Iterable[Exercise], kits: Kits) -> frozenset[str]:
    """Return the beats that a course has, each on the pads of its kit."""
    return frozenset(
        canonical(one.pattern, kits.get(one.pattern.kit or DEFAULT_KIT, {})) for one in exercises
    )
