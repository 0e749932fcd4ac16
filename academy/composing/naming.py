"""How a drummer names the steps of a bar, and what a lane does, in words."""

from collections.abc import Sequence

from academy.patterns.model import Lane, Pattern

_WITHIN = {
    2: ("", "the and of "),
    3: ("", "the second triplet of ", "the third triplet of "),
    4: ("", "the e of ", "the and of ", "the a of "),
}
MOST_NAMED = 5
"""Longer rows of places say nothing to an ear."""


def step_name(pattern: Pattern, step: int) -> str:
    """Return a step as it is counted: `2`, `the and of 2`, with its bar where there are several."""
    bar, place = divmod(step, pattern.steps_per_bar)
    return place_name(pattern, place) + (f" in bar {bar + 1}" if pattern.bars > 1 else "")


def place_name(pattern: Pattern, place: int) -> str:
    """Return a place within the bar as it is counted."""
    beat, within = divmod(place, pattern.division)
    names = _WITHIN.get(pattern.division)
    if names:
        return f"{names[within]}{beat + 1}"
    return f"step {within + 1} of beat {beat + 1}" if within else f"{beat + 1}"


def places_of(pattern: Pattern, lane: Lane) -> tuple[int, ...]:
    """Return the places within the bar at which a lane has a note in any bar, ascending."""
    return tuple(sorted({note.step % pattern.steps_per_bar for note in lane.notes}))


def listed(names: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def lane_words(pattern: Pattern, lane: Lane) -> str:
    """Return what a lane does in a bar: `kick on 1 and the and of 3`, `hat on every beat`."""
    places, name = places_of(pattern, lane), lane.name.replace("-", " ")
    if not places:
        return f"{name} silent"
    steady = _steady(pattern, places)
    if steady:
        return f"{name} {steady}"
    if len(places) > MOST_NAMED:
        return f"{name} {len(places)} times a bar"
    return f"{name} on {listed([place_name(pattern, place) for place in places])}"


def beat_words(pattern: Pattern, most: int = 400) -> str:
    """Return a beat as one sentence of at most `most` letters, its bars laid over one another.

    Lanes for which there is no room are left out, the last ones first.
    """
    said = [lane_words(pattern, lane) for lane in pattern.lanes if lane.notes]
    while len(said) > 1 and len("; ".join(said)) >= most:
        said.pop()
    text = "; ".join(said)[: most - 1]
    return f"{text[:1].upper()}{text[1:]}."


def _steady(pattern: Pattern, places: Sequence[int]) -> str | None:
    division, whole = pattern.division, pattern.steps_per_bar
    if tuple(places) == tuple(range(0, whole, division)):
        return "on every beat"
    if division % 2 == 0 and tuple(places) == tuple(range(0, whole, division // 2)):
        return "on every eighth"
    if division % 2 == 0 and tuple(places) == tuple(range(division // 2, whole, division)):
        return "between the beats"
    return "on every step" if len(places) == whole else None
