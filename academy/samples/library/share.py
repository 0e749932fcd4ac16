"""The part of the library that a plan with a number of sounds opens. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from academy.samples.sound import KINDS

if TYPE_CHECKING:
    from academy.samples.library.entry import Entry


def share_of(entries: Iterable["Entry"], first: Collection[str], count: int) -> frozenset[str]:
    """Return the ids of `count` of the academy's sounds, the same ones each time.

    All of `first` (the kits of the lessons that are open to all) are among them, even if these are more. Then
    comes a sound of the kind that has the fewest, loops before one-shots, until there are enough: so that
    every kind can be heard, and a beat be made and a loop be chopped.
    """
    waiting: dict[str, list[str]] = {kind: [] for kind in reversed(KINDS)}
    chosen: Counter[str] = Counter()
    ids = set(first)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.id in ids:
            chosen[entry.sound.kind or ""] += 1
        elif entry.sound.kind in waiting and entry.sound.recipe is not None:
            waiting[entry.sound.kind].append(entry.id)
    while len(ids) < count and any(waiting.values()):
        kind = min((kind for kind, left in waiting.items() if left), key=lambda kind: chosen[kind])
        ids.add(waiting[kind].pop(0))
        chosen[kind] += 1
    return frozenset(ids)
