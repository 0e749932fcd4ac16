"""Patterns for property tests."""

from hypothesis import strategies as st

from academy.patterns.header import CLICKS, TYPES
from academy.patterns.model import Lane, Mark, Note, Pattern
from academy.patterns.moves import CONTROLS, OFF, ON, SWITCH, Move

WORDS = (
    st.text("abcdefgh ,#C0123456789", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and " #" not in text and not text.startswith("#"))
)
LANES = ("kick", "snare", "open-hat", "chop1", "A13", "J16")


@st.composite
def notes(draw: st.DrawFn, steps: int) -> tuple[Note, ...]:
    """Notes of one lane; each may be held up to the next one or the end."""
    places = sorted(draw(st.sets(st.integers(0, steps - 1), max_size=min(steps, 12))))
    ends = [*places[1:], steps]
    return tuple(
        Note(place, draw(st.sampled_from(Mark)), draw(st.integers(0, min(end - place - 1, 5))))
        for place, end in zip(places, ends, strict=False)
    )


@st.composite
def moves(draw: st.DrawFn, bars: int) -> Move:
    """One control moved, over bars of the pattern or anywhere."""
    control = draw(st.sampled_from(CONTROLS))
    values = st.sampled_from((OFF, ON)) if control == SWITCH else st.integers(0, 127)
    start, end = draw(st.lists(values, min_size=2, max_size=2, unique=True))
    first, last = sorted((draw(st.integers(1, bars)), draw(st.integers(1, bars))))
    return Move(control, start, end, draw(st.sampled_from((None, (first, last)))))


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Any pattern the notation can write."""
    division = draw(st.sampled_from((2, 3, 4, 6, 8, 12)))
    meter = (draw(st.integers(1, 7)), draw(st.sampled_from((2, 4, 8))))
    bars = draw(st.integers(1, 3))
    steps = meter[0] * division * bars
    kind = draw(st.sampled_from(TYPES))
    names = draw(st.lists(st.sampled_from(LANES), min_size=1, max_size=4, unique=True))
    offsets = st.one_of(st.just(0.0), st.integers(-250, 250).map(float), st.floats(-250, 250))
    return Pattern(
        tempo=draw(st.one_of(st.integers(20, 300).map(float), st.floats(20, 300))),
        lanes=tuple(Lane(name, draw(notes(steps)), draw(offsets)) for name in names),
        steps=steps,
        title=draw(st.none() | WORDS),
        type=kind,
        swing=draw(st.floats(50, 75)) if division % 2 == 0 else 50.0,
        division=division,
        meter=meter,
        passes=draw(st.integers(1, 64)),
        count_in=draw(st.integers(0, 8)),
        click=draw(st.sampled_from(CLICKS)),
        pass_mark=float(draw(st.integers(0, 100))),
        level=draw(st.none() | st.integers(1, 3)),
        order=draw(st.sampled_from(("any", "strict"))),
        kit=draw(st.none() | WORDS),
        hint=draw(st.none() | WORDS),
        moves=tuple(draw(st.lists(moves(bars), max_size=3))) if kind == "effect" else (),
    )
