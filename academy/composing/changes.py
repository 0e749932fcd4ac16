"""What is different in a variation, in words: read from the two beats, whoever made the second."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academy.composing.naming import MOST_NAMED, listed, place_name, places_of
from academy.composing.wording import MOST_TITLE
from academy.patterns.model import Lane, Pattern


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a whole clause, and the few words that a title has room for."""

    text: str
    short: str


def changes(base: Pattern, other: Pattern) -> list[Change]:
    """Return every difference between a beat and its variation, lane by lane, the tempo last."""
    mine, theirs = {lane.name: lane for lane in base.lanes}, {lane.name: lane for lane in other.lanes}
    gone = [lane for name, lane in mine.items() if name not in theirs]
    found: list[Change] = []
    for name, lane in theirs.items():
        if name in mine:
            found += _of_lane(base, mine[name], lane)
            continue
        before = max(gone, key=lambda one: len({*one.notes} & {*lane.notes}), default=None)
        if before is None or not {*before.notes} & {*lane.notes}:
            found.append(Change(f"{_said(name)} is new", f"with {_said(name)}"))
            continue
        gone.remove(before)
        found.append(
            Change(f"{_said(name)} plays what the {_said(before.name)} did", f"on the {_said(name)}")
        )
        found += _of_lane(base, before, lane)
    found += [Change(f"no {_said(lane.name)}", f"no {_said(lane.name)}") for lane in gone if lane.notes]
    return [*found, *_of_tempo(base, other)]


def title_of(base_title: str, found: Sequence[Change]) -> str:
    """Return a title of at most 60 letters: the base's, and what is different."""
    more = ", ".join(dict.fromkeys(change.short for change in found[:2])) or "again"
    room = MOST_TITLE - len(more) - 2
    return f"{base_title[:room].rstrip(' ,:')}: {more}"


def sentence(found: Sequence[Change]) -> str:
    """Return all that is different as one sentence."""
    said = "; ".join(change.text for change in found) or "the same beat"
    return f"{said[:1].upper()}{said[1:]}."


def _of_lane(pattern: Pattern, before: Lane, after: Lane) -> Iterator[Change]:
    name = _said(after.name)
    old, new = {*places_of(pattern, before)}, {*places_of(pattern, after)}
    out, into = sorted(old - new), sorted(new - old)
    if len(out) == len(into) == 1:
        text = f"{name} from {place_name(pattern, out[0])} to {place_name(pattern, into[0])}"
        yield Change(text, f"{name} moved")
    elif out and into:
        text = f"{name} on {_places(pattern, into)}, not on {_places(pattern, out)}"
        yield Change(text, f"another {name}")
    else:
        if out:
            yield Change(f"{name} without {_places(pattern, out)}", f"thinner {name}")
        if into:
            yield Change(f"{name} also on {_places(pattern, into)}", f"busier {name}")
    kept = {note.step: note for note in before.notes}
    both = [(kept[note.step], note) for note in after.notes if note.step in kept]
    if any(one.mark is not other.mark for one, other in both):
        yield Change(f"{name} with other accents", f"{name} accents")
    elif old == new and len(before.notes) != len(after.notes):
        what = "more" if len(after.notes) > len(before.notes) else "fewer"
        yield Change(f"{name} with {what} notes in some bars", f"{what} {name}")
    elif old == new and {note.step for note in before.notes} != {note.step for note in after.notes}:
        yield Change(f"{name} moved in some bars", f"{name} moved")
    elif any(one.hold != other.hold for one, other in both):
        yield Change(f"{name} held otherwise", f"{name} lengths")


def _of_tempo(base: Pattern, other: Pattern) -> Iterator[Change]:
    if base.tempo != other.tempo:
        word = "slower" if other.tempo < base.tempo else "faster"
        yield Change(f"{other.tempo:g} beats a minute, not {base.tempo:g}", word)


def _places(pattern: Pattern, places: list[int]) -> str:
    if len(places) > MOST_NAMED:
        return f"{len(places)} places of the bar"
    return listed([place_name(pattern, place) for place in places])


def _said(lane: str) -> str:
    return lane.replace("-", " ")
