"""Variations of an exercise without a model: small moves by chance, the same checks, five of them in order.

Deterministic: the same brief and seed give the same variations. Each comes out of `checked`, read back from
its text, so nothing is shown that a lesson could not hold.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from academy.composing.brief import Brief
from academy.composing.canonical import canonical
from academy.composing.changes import Change, changes, sentence, title_of
from academy.composing.checks import TEMPI, checked, faults_of_difficulty
from academy.composing.moves import MOVES, at_tempo, ground_for
from academy.composing.naming import beat_words
from academy.composing.wording import MOST_LINE
from academy.patterns.difficulty import difficulty
from academy.patterns.model import Pattern
from academy.patterns.notation import render

TRIES = 240
"""Moves are cheap and most of their results are good; after so many there is nothing more to find."""
ENOUGH = 2
"""How many times the wanted number are found before the best spread is taken from them."""
ALIKE = 0.15
"""Closer than this many logits nobody feels a difference."""
OF = "~"
"""What stands between the id of an exercise and the hash of its variation; no exercise has it in its name."""


@dataclass(frozen=True)
class Variation:
    """A variation that passed the checks: its beat, its text, how hard it is (logits), what is different."""

    base: str
    pattern: Pattern
    text: str
    difficulty: float
    base_difficulty: float
    changes: tuple[Change, ...]
    hash: str

    @property
    def id(self) -> str:
        """The id that takes on it are kept by: `lesson/exercise~hash`."""
        return f"{self.base}{OF}{self.hash}"

    @property
    def compared(self) -> str:
        """How hard it is beside its base."""
        more = self.difficulty - self.base_difficulty
        return "about as hard" if abs(more) < ALIKE else "harder" if more > 0 else "easier"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON; difficulties to a hundredth."""
        return {
            "id": self.id,
            "base": self.base,
            "title": self.pattern.title,
            "notation": self.text,
            "tempo": self.pattern.tempo,
            "difficulty": round(self.difficulty, 2),
            "base_difficulty": round(self.base_difficulty, 2),
            "compared": self.compared,
            "changes": [change.text for change in self.changes],
            "reason": sentence(self.changes),
        }


def vary(brief: Brief, seed: int) -> list[Variation]:
    """Return variations, the easiest first; fewer than asked for where a beat has too little to change."""
    found = list(itertools.islice(_found(brief, Random(seed)), ENOUGH * brief.count))
    found.sort(key=lambda one: (one.difficulty, one.hash))
    if len(found) <= brief.count:
        return found
    step = (len(found) - 1) / max(1, brief.count - 1)
    return [found[round(place * step)] for place in range(brief.count)]


def few_of(brief: Brief, count: int) -> str | None:
    """Return why there are fewer variations than were asked for, None when there are as many."""
    if count >= brief.count:
        return None
    what = "varied" if brief.wish == "same" else f"made {brief.wish}"
    found = f"only {count} of its variations passed" if count else "no variation of it passed"
    return f"'{brief.base.id}' leaves little to be {what}: {found} the checks."


def variation_of(text: str, pattern: Pattern, brief: Brief) -> Variation:
    """Return a text that passed the checks as a variation."""
    return Variation(
        base=brief.base.id,
        pattern=pattern,
        text=text,
        difficulty=difficulty(pattern, brief.pads),
        base_difficulty=brief.difficulty,
        changes=tuple(changes(brief.base.pattern, pattern)),
        hash=canonical(pattern, brief.pads),
    )


def named(pattern: Pattern, brief: Brief) -> str:
    """Return a changed beat as text, with a title of what is different and a hint of what to play."""
    base = brief.base
    title = title_of(base.pattern.title or base.name, changes(base.pattern, pattern))
    return render(replace(pattern, title=title, hint=beat_words(pattern, MOST_LINE)))


def _found(brief: Brief, chance: Random) -> Iterator[Variation]:
    """Yield variations that pass the checks, each another beat."""
    others: set[str] = set()
    for _ in range(TRIES):
        changed = _changed(brief, chance)
        if changed is None or any(faults_of_difficulty(difficulty(changed, brief.pads), brief.band)):
            continue  # most that fail fail here, before anything is written and read
        text = named(changed, brief)
        pattern, faults = checked(text, brief, others)
        if pattern is not None and not faults:
            variation = variation_of(text, pattern, brief)
            others.add(variation.hash)
            yield variation


def _changed(brief: Brief, chance: Random) -> Pattern | None:
    """Return the base after one to three moves, None when none of them found anything to do."""
    base = brief.base.pattern
    ground = ground_for(base, brief.pads, brief.level, brief.weak, brief.wish)
    pattern = base
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        pattern = chance.choice(MOVES[brief.wish])(pattern, ground, chance) or pattern
    return None if pattern is base else at_tempo(pattern, brief.wish, chance, TEMPI)
