"""How long notes were held, against the length that was asked for. No part of the four components.

A hold is judged by its length, release minus hit: latency and the place against the click fall out of it.
The limits are set by hand, from three figures:

    middle window   a release is a movement as well timed as a stroke: the level's middle window holds
                    at either end (`windows.py`: 100, 70, 40 ms)
    share           the spread of a kept interval grows with the interval (Weber's law); of long notes a
                    share may be missing or added: 30, 20, 12 %
    lift            a pad that is to be struck again must be let go before. One finger taps about six times a
                    second (160 ms) and is up for half of that: 80 ms may be missing there

Never more than half of the asked length, or a tap would count as a held note. Unknown is not wrong: a hit
whose release was not heard counts neither for nor against.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from academy.midi.take import Hit
from academy.patterns.model import Onset, Target
from academy.scoring.verdicts import JudgedOnset, OnsetVerdict
from academy.scoring.windows import windows

SHARES = (0.30, 0.20, 0.12)
LIFT_MS = 80.0
MOST = 0.5
ENOUGH = 2 / 3
"""The share of notes, of those whose release is known, that must be held for an exercise with holds."""


class Length(StrEnum):
    """What became of the length of a note."""

    HELD = "held"
    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note that was to be held: place in the target, seconds asked for and held, and what came of it."""

    onset: int
    asked_s: float
    held_s: float | None
    length: Length


@dataclass(frozen=True, slots=True)
class Gate:
    """The lengths of a take, of notes that were struck on their pad.

    `asked` is how many notes of the target are held, also those that were missed; `median_ratio` is held
    over asked; `short_ms` and `long_ms` are how much the short and the long ones missed or had too much of,
    in the middle. `kept` says whether enough were held; None while no release is known.
    """

    asked: int
    held: int
    short: int
    long: int
    unknown: int
    median_ratio: float | None
    short_ms: float | None
    long_ms: float | None
    kept: bool | None
    notes: tuple[HeldNote, ...] = ()


def gate_of(target: Target, onsets: Sequence[JudgedOnset], hits: Sequence[Hit], level: int) -> Gate | None:
    """Return how the held notes of a target were held; None when it asks for none.

    `onsets` and `hits` are those of the take, as judged and as played. Of `level` 1-3 the limits.
    """
    asked = [onset for onset in target.onsets if onset.hold_s is not None and not onset.optional]
    if not asked:
        return None
    again = _struck_again(target)
    notes = [
        _note(onset, hits[judged.hit], level, again=again.get(onset.index))
        for onset in asked
        if (judged := onsets[onset.index]).verdict == OnsetVerdict.CORRECT and judged.hit is not None
    ]
    of = {length: [note for note in notes if note.length == length] for length in Length}
    ratios = [note.held_s / note.asked_s for note in notes if note.held_s is not None]
    return Gate(
        asked=len(asked),
        held=len(of[Length.HELD]),
        short=len(of[Length.SHORT]),
        long=len(of[Length.LONG]),
        unknown=len(of[Length.UNKNOWN]),
        median_ratio=median(ratios) if ratios else None,
        short_ms=_amiss_ms(of[Length.SHORT]),
        long_ms=_amiss_ms(of[Length.LONG]),
        kept=len(of[Length.HELD]) >= ENOUGH * len(ratios) if ratios else None,
        notes=tuple(notes),
    )


def limits_s(asked_s: float, level: int, *, again: float | None = None) -> tuple[float, float]:
    """Return how many seconds may be missing and how many too many of a note of `asked_s`.

    `again` is how many seconds after the note's end its pad is struck again, None when it is not.
    """
    near = max(windows(level).middle / 1000, SHARES[level - 1] * asked_s)
    lift = LIFT_MS / 1000 - again if again is not None else 0.0
    most = MOST * asked_s
    return min(most, near + max(0.0, lift)), min(most, near)


def _note(onset: Onset, hit: Hit, level: int, *, again: float | None) -> HeldNote:
    asked_s = onset.hold_s or 0.0
    if hit.release_s is None or hit.release_s <= hit.time_s:
        return HeldNote(onset.index, asked_s, None, Length.UNKNOWN)
    held_s = hit.release_s - hit.time_s
    short_s, long_s = limits_s(asked_s, level, again=again)
    if held_s < asked_s - short_s - 1e-9:
        length = Length.SHORT
    else:
        length = Length.LONG if held_s > asked_s + long_s + 1e-9 else Length.HELD
    return HeldNote(onset.index, asked_s, held_s, length)


def _struck_again(target: Target) -> dict[int, float]:
    """Return for each held onset the seconds from its end to the next onset of its pad, when there is one."""
    following: dict[str, float] = {}
    gaps = {}
    for onset in reversed(target.onsets):
        if onset.hold_s is not None and onset.pad in following:
            gaps[onset.index] = max(0.0, following[onset.pad] - onset.time_s - onset.hold_s)
        following[onset.pad] = onset.time_s
    return gaps


def _amiss_ms(notes: Sequence[HeldNote]) -> float | None:
    amiss = [abs(note.asked_s - note.held_s) * 1000 for note in notes if note.held_s is not None]
    return median(amiss) if amiss else None
