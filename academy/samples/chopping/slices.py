"""Slices of a sound: in order, none empty, and together the whole of it, however they were cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from academy.errors import SoundError

PADS = 16
"""A bank has so many pads, and a sound is cut into at most so many slices on the unit (RM 5.50, p. 51)."""
LEAST_MS = 30.0
"""What is cut by machine is at least this long: a shorter slice is a click."""


@dataclass(frozen=True)
class Slice:
    """One slice, frames `start` up to `end`; `strength` says how clearly a sound begins there, 1 the most."""

    start: int
    end: int
    strength: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """Return it for a page."""
        return {"start": self.start, "end": self.end, "strength": round(self.strength, 4)}


def slices_at(frames: int, cuts: Iterable[int]) -> tuple[Slice, ...]:
    """Return the slices between cuts; a cut outside the sound, or there twice, cuts nothing.

    SoundError for a sound without length: it has no slices.
    """
    return with_strengths(frames, {cut: 1.0 for cut in cuts})


def with_strengths(frames: int, cuts: dict[int, float]) -> tuple[Slice, ...]:
    """Return the slices between cuts, each as strong as the cut that begins it."""
    if frames < 1:
        raise SoundError("This sound has no length, so there is nothing to cut. Choose another.")
    starts = [0, *sorted(cut for cut in cuts if 0 < cut < frames)]
    ends = [*starts[1:], frames]
    return tuple(Slice(a, b, cuts.get(a, 1.0) if a else 1.0) for a, b in zip(starts, ends, strict=True))


def equal_parts(frames: int, count: int) -> tuple[Slice, ...]:
    """Return `count` parts alike, to the frame nearest; fewer when the sound has fewer frames than parts."""
    check_count(count)
    return slices_at(frames, (round(part * frames / count) for part in range(1, count)))


def check_count(count: int) -> None:
    """Refuse a number of slices that cannot be: SoundError."""
    if count < 1:
        raise SoundError(f"A sound cannot be cut into {count} slices; expected 1 or more.")
