"""Small changes to a beat, each the same in every bar: move, leave out, add, another sound, other accents.

A move returns the changed beat, None where there is nothing to do. What can be chosen is chosen by the
generator of random numbers that is passed in. Held notes stay as they are.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from academy.composing.brief import Pads, Wish
from academy.composing.naming import places_of
from academy.patterns.difficulty import metric_weights
from academy.patterns.model import Lane, Mark, Note, Pattern
from academy.patterns.pads import is_pad

KIN = (("snare", "clap", "rim"), ("hat", "shaker", "ride"), ("low-tom", "high-tom"), ("bass", "bass-high"))
"""Sounds that can stand for one another."""


@dataclass(frozen=True)
class Ground:
    """What a move stands on: where new notes may go, which lanes come first, which way it should lead."""

    pads: Pads
    places: frozenset[int]
    weak: Collection[str]
    wish: Wish


Move = Callable[[Pattern, Ground, Random], Pattern | None]


def ground_for(pattern: Pattern, pads: Pads, level: int, weak: Collection[str], wish: Wish) -> Ground:
    """Return the ground for variations of a beat: eighths for level 1, sixteenths for 2, any step for 3.

    Where the beat itself has notes, new ones may always go.
    """
    parts = {1: 2, 2: 4}.get(level, pattern.division)
    spacing = pattern.division // parts if pattern.division % parts == 0 else 1
    own = {place for lane in pattern.lanes for place in places_of(pattern, lane)}
    return Ground(pads, frozenset({*range(0, pattern.steps_per_bar, spacing), *own}), weak, wish)


def shift(pattern: Pattern, ground: Ground, chance: Random) -> Pattern | None:
    """Move one note between the beats to a place nearby: a weightier one where it should become easier."""
    lane = _lane(pattern, ground, chance)
    weights = metric_weights(pattern)
    ways = []
    for place in places_of(pattern, lane):
        if place % pattern.division:
            near = {place + step for step in (-2, -1, 1, 2)} & ground.places - {*places_of(pattern, lane)}
            ways += [(place, to) for to in sorted(near) if _leads(weights[to] - weights[place], ground.wish)]
    if not ways:
        return None
    place, to = chance.choice(ways)
    moved = {note.step: note.step + to - place for note in _at(pattern, lane, [place])}
    notes = {moved.get(note.step, note.step): note for note in lane.notes}
    return _with(pattern, lane, (replace(note, step=step) for step, note in notes.items()))


def thin(pattern: Pattern, ground: Ground, chance: Random) -> Pattern | None:
    """Leave one place of a lane out, or all that lie between the beats."""
    lane = _lane(pattern, ground, chance)
    between = [place for place in places_of(pattern, lane) if place % pattern.division]
    places = between or list(places_of(pattern, lane))
    if not between and len(places) <= 2:
        return None  # a backbeat without its 2 is no backbeat
    out = places if len(between) > 2 and chance.random() < 0.4 else [chance.choice(places)]
    gone = {note.step for note in _at(pattern, lane, out)}
    left = [note for note in lane.notes if note.step not in gone]
    return _with(pattern, lane, left) if left and gone else None


def add(pattern: Pattern, ground: Ground, chance: Random) -> Pattern | None:
    """Give a lane one place more, or a note on every eighth."""
    lane = _lane(pattern, ground, chance)
    free = sorted(ground.places - {*places_of(pattern, lane)})
    between = [place for place in free if place % pattern.division] or free
    if not between:
        return None
    half = pattern.division // 2
    eighths = [place for place in free if half and place % half == 0]
    steady = len(lane.notes) >= 4 * pattern.bars and len(eighths) > 1 and chance.random() < 0.4
    more = eighths if steady else [chance.choice(between)]
    taken = {step for note in lane.notes for step in range(note.step, note.step + note.hold + 1)}
    mark = max((note.mark for note in lane.notes), key=[note.mark for note in lane.notes].count)
    steps = [bar + place for bar in range(0, pattern.steps, pattern.steps_per_bar) for place in more]
    return _with(pattern, lane, [*lane.notes, *(Note(step, mark) for step in steps if step not in taken)])


def swap(pattern: Pattern, ground: Ground, chance: Random) -> Pattern | None:
    """Give a lane's part to a sound of its kind, or have two lanes of a chopped break trade theirs."""
    there = {lane.name for lane in pattern.lanes}
    ways = [
        (lane, other)
        for lane in pattern.lanes
        for kin in KIN
        if lane.name in kin
        for other in kin
        if other not in there and other in ground.pads
    ]
    if pattern.type == "chop":
        return _exchanged(pattern, chance)
    if not ways:
        return None
    lane, name = chance.choice(ways)
    return _replaced(pattern, lane, replace(lane, name=name))


def accents(pattern: Pattern, ground: Ground, chance: Random) -> Pattern | None:
    """Put the accents of a lane on other places; ghost notes stay ghosts."""
    lane = _lane(pattern, ground, chance)
    places = places_of(pattern, lane)
    if len(places) < 3:
        return None
    rule = chance.choice([places[::2], places[1::2], places[:1], places[-1:], places[::3]])

    def marked(note: Note) -> Note:
        if note.mark is Mark.GHOST:
            return note
        loud = note.step % pattern.steps_per_bar in rule
        return replace(note, mark=Mark.ACCENT if loud else Mark.HIT)

    return _with(pattern, lane, map(marked, lane.notes))


MOVES: dict[Wish, Sequence[Move]] = {
    "easier": (thin, thin, thin, shift, shift, swap),
    "same": (shift, shift, shift, swap, swap, accents, accents, add, thin),
    "harder": (add, add, add, shift, shift, accents, swap),
}
"""How often each move is tried, by what is wished for."""

TEMPO: dict[Wish, tuple[float, float]] = {"easier": (0.78, 1.0), "same": (0.96, 1.04), "harder": (1.0, 1.14)}


def at_tempo(pattern: Pattern, wish: Wish, chance: Random, band: tuple[float, float]) -> Pattern:
    """Return the beat slower or faster; chopped breaks, effects and what the unit plays keep their tempo."""
    if pattern.type != "rhythm":
        return pattern
    low, high = band
    tempo = round(pattern.tempo * chance.uniform(*TEMPO[wish]))
    return replace(pattern, tempo=float(min(max(tempo, min(low, pattern.tempo)), max(high, pattern.tempo))))


def _leads(gain: int, wish: Wish) -> bool:
    """Say whether a move that gains metric weight leads where it should."""
    return gain > 0 if wish == "easier" else gain <= 0 if wish == "harder" else True


def _lane(pattern: Pattern, ground: Ground, chance: Random) -> Lane:
    """Return a lane that sounds; one that hurts is four times as likely."""
    lanes = [lane for lane in pattern.lanes if lane.notes]
    return chance.choices(lanes, [4 if lane.name in ground.weak else 1 for lane in lanes])[0]


def _at(pattern: Pattern, lane: Lane, places: Collection[int]) -> list[Note]:
    """Return the notes at places of the bar that can be moved."""
    return [note for note in lane.notes if note.step % pattern.steps_per_bar in places and not note.hold]


def _with(pattern: Pattern, lane: Lane, notes: Iterable[Note]) -> Pattern | None:
    """Return the beat with other notes in a lane; None when nothing changed or two would collide."""
    ordered = tuple(sorted(notes, key=lambda note: note.step))
    filled = [step for note in ordered for step in range(note.step, note.step + note.hold + 1)]
    if ordered == lane.notes or len(filled) != len(set(filled)) or filled[-1:] >= [pattern.steps]:
        return None
    return _replaced(pattern, lane, replace(lane, notes=ordered))


def _replaced(pattern: Pattern, lane: Lane, other: Lane) -> Pattern:
    return replace(pattern, lanes=tuple(other if one is lane else one for one in pattern.lanes))


def _exchanged(pattern: Pattern, chance: Random) -> Pattern | None:
    lanes = [lane for lane in pattern.lanes if lane.notes and not is_pad(lane.name)]
    if len(lanes) < 2:
        return None
    one, other = chance.sample(lanes, 2)
    names = {one.name: other.notes, other.name: one.notes}
    return replace(
        pattern,
        lanes=tuple(replace(lane, notes=names.get(lane.name, lane.notes)) for lane in pattern.lanes),
    )
