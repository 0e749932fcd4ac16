"""From playing to notation: notes at any beat are laid on a grid of steps, and what was rounded is said.

A note is (beat, pad, velocity); beats count from 0 at the first downbeat. The grid is straight, and how long
notes sound is not looked at. A pattern is a loop: a note just before its end that rounds up is its beginning.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from academy.errors import NotationError
from academy.patterns.header import KEYS
from academy.patterns.model import Lane, Mark, Note, Pattern
from academy.patterns.pads import is_pad

Played = tuple[float, str, int]
MOST_BARS = 64
ACCENT_FROM, GHOST_TO = 100, 50
UNITS = (2, 4, 8, 16)

_ON_GRID_BEATS = 0.004
"""Twice what a file of 120 ticks to a quarter rounds by."""
_JITTER_BEATS = 0.03
"""How a hand scatters: 20 ms at 90 bpm, as in rhythm.py."""
_MOST_COST = 2.0
_HANDICAP = {2: 0.0, 4: 0.0, 3: 0.1, 6: 0.4}
"""What a grid must explain better, for each note, before it is chosen over a plainer one."""


@dataclass(frozen=True)
class Quantised:
    """The pattern, and what became of the notes: `shifts_ms` of each that is kept, late positive.

    `far` were moved by more than a quarter of a step, `merged` fell on another note of their pad, `wrapped`
    stood just before the end and begin the loop, `left_out` come after the bars that were asked for.
    """

    pattern: Pattern
    shifts_ms: tuple[float, ...]
    far: int
    merged: int
    wrapped: int
    left_out: int

    @property
    def largest_ms(self) -> float:
        """The farthest that a note was moved."""
        return max(map(abs, self.shifts_ms))

    @property
    def mean_ms(self) -> float:
        """How far notes were moved on average, early or late."""
        return sum(map(abs, self.shifts_ms)) / len(self.shifts_ms)


def quantise(
    played: Iterable[Played],
    *,
    tempo: float,
    meter: tuple[int, int] = (4, 4),
    division: int | None = None,
    bars: int | None = None,
    pads: Mapping[str, str] | None = None,
) -> Quantised:
    """Return the pattern that was played; `pads` names the pad of each lane, as for a target.

    The division is the best of 4, 3 and 6 unless told; the bars reach to the last note. NotationError when
    there is no note, or a value that the notation cannot say.
    """
    notes = sorted(played)
    _check(notes, tempo, bars)
    bar_beats = meter[0]
    count = bars or math.floor((notes[-1][0] + _ON_GRID_BEATS) / bar_beats) + 1
    if count > MOST_BARS:
        raise NotationError(f"it has {count} bars; say how many of them to take, at most {MOST_BARS}.")
    kept = [note for note in notes if note[0] + _ON_GRID_BEATS < count * bar_beats]
    if not kept:
        raise NotationError(f"its first note comes after bar {count}; take more bars.")
    choices = (2, 3, 4, 6) if meter[1] >= 8 else (4, 3, 6)
    division = division or _best_division([beat for beat, _, _ in kept], choices)
    steps = count * bar_beats * division
    shifts = [_shift(beat, division) for beat, _, _ in kept]
    struck: dict[tuple[str, int], int] = {}
    for beat, pad, velocity in kept:
        place = pad, _nearest(beat, division) % steps
        struck[place] = max(velocity, struck.get(place, 0))
    return Quantised(
        pattern=Pattern(
            tempo=tempo, lanes=_lanes(struck, pads or {}), steps=steps, division=division, meter=meter
        ),
        shifts_ms=tuple(shift * 60_000 / tempo for shift in shifts),
        far=sum(abs(shift) * division > 0.25 for shift in shifts),
        merged=len(kept) - len(struck),
        wrapped=sum(_nearest(beat, division) >= steps for beat, _, _ in kept),
        left_out=len(notes) - len(kept),
    )


def in_beats(quarter_tempo: float, signature: tuple[int, int]) -> tuple[tuple[int, int], float]:
    """Return the meter as the notation can say it, and its beats to a quarter note.

    A tempo counts the meter's own beats: 6/8 at 100 quarters a minute is 200 eighths. Where that is too
    fast to say, or the unit is none of the notation's, the bar is counted in other beats; NotationError when
    none will do.
    """
    beats, unit = signature
    for other in (unit, 4, 8, 16, 2):
        exact = beats * other % unit == 0 and 1 <= beats * other // unit <= 16
        if other in UNITS and exact and 20 <= quarter_tempo * other / 4 <= 300:
            return (beats * other // unit, other), other / 4
    raise NotationError(
        f"it is in {beats}/{unit} at {quarter_tempo:g} quarters a minute; "
        f"expected bars of 1 to 16 beats, and a tempo of {KEYS['tempo'].expected}."
    )


def _check(notes: Sequence[Played], tempo: float, bars: int | None) -> None:
    if not notes:
        raise NotationError("there is no note in it; expected at least one.")
    if not 20 <= tempo <= 300:
        raise NotationError(f"its tempo is {tempo:g}; expected {KEYS['tempo'].expected}.")
    if bars is not None and not 1 <= bars <= MOST_BARS:
        raise NotationError(f"{bars} bars; expected a whole number from 1 to {MOST_BARS}.")
    for beat, pad, _ in notes:
        if not (math.isfinite(beat) and beat >= 0 and is_pad(pad)):
            raise NotationError(f"a note on '{pad}' at beat {beat}; expected a pad such as A13, from beat 0.")


def _nearest(beat: float, division: int) -> int:
    return math.floor(beat * division + 0.5)


def _shift(beat: float, division: int) -> float:
    """Return how many beats a note stands after its step."""
    return beat - _nearest(beat, division) / division


def _best_division(beats: Sequence[float], choices: Collection[int]) -> int:
    """Return the first grid that every note stands on, else the one that explains the notes best."""
    for division in choices:
        if all(abs(_shift(beat, division)) <= _ON_GRID_BEATS for beat in beats):
            return division
    return min(choices, key=lambda division: sum(_cost(beat, division) for beat in beats))


def _cost(beat: float, division: int) -> float:
    """Return what a note speaks against a grid; one far off says no more than that."""
    return min(_MOST_COST, (_shift(beat, division) / _JITTER_BEATS) ** 2 / 2) + _HANDICAP[division]


def _lanes(struck: Mapping[tuple[str, int], int], pads: Mapping[str, str]) -> tuple[Lane, ...]:
    """Return a lane for each pad: the kit's first, in its order, then the others by name."""
    names: dict[str, str] = {}
    for name, pad in pads.items():
        names.setdefault(pad, name)
    played = {pad for pad, _ in struck}
    ordered = [pad for pad in names if pad in played] + sorted(played - names.keys())
    return tuple(
        Lane(
            names.get(pad, pad),
            tuple(Note(step, mark_of(struck[pad, step])) for of, step in sorted(struck) if of == pad),
        )
        for pad in ordered
    )


def mark_of(velocity: int) -> Mark:
    """Return how a hit of this MIDI velocity is written: ghost to 50, accent from 100."""
    if velocity >= ACCENT_FROM:
        return Mark.ACCENT
    return Mark.GHOST if velocity <= GHOST_TO else Mark.HIT
