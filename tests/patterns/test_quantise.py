"""Playing becomes notation: what stands on a grid comes back as it was, what does not is rounded and said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.errors import NotationError
from academy.midi.device import load_device
from academy.midi.midi_file import midi_of_target, target_from_midi
from academy.patterns.model import Lane, Mark, Note, Pattern
from academy.patterns.notation import parse, render
from academy.patterns.quantise import Played, Quantised, in_beats, mark_of, quantise

HOME = Path(__file__).parents[2]
PADS = {"kick": "A13", "snare": "A15", "hat": "A11", "chop1": "B1"}
MAP = load_device(HOME / "data" / "sp404mk2.toml").mode_a()


def straight(division: int, *beats: float) -> list[Played]:
    """Kicks at these beats, played to sixteenths or whatever the division is."""
    return [(beat, "A13", 80) for beat in beats or [step / division for step in range(4 * division)]]


def heard(pattern: Pattern, **said: object) -> Quantised:
    """Write a pattern to MIDI and import it."""
    target = target_from_midi(midi_of_target(pattern.target(PADS), MAP), MAP)
    played = [(onset.beat, onset.pad, onset.velocity) for onset in target.onsets]
    return quantise(played, tempo=round(target.tempo, 2), pads=PADS, **said)  # type: ignore[arg-type]


@st.composite
def in_a_file(draw: st.DrawFn) -> Pattern:
    """A pattern of all that a MIDI file of one pass can say: no swing, offsets, holds or empty lanes."""
    division = draw(st.sampled_from((2, 3, 4, 6, 8, 12)))
    steps = 4 * division * draw(st.integers(1, 3))
    names = draw(st.sets(st.sampled_from((*PADS, "C2", "J16")), min_size=1))
    places = st.dictionaries(st.integers(0, steps - 1), st.sampled_from(Mark), min_size=1, max_size=20)
    lanes = tuple(
        Lane(name, tuple(Note(step, mark) for step, mark in sorted(draw(places).items())))
        for name in (*PADS, "C2", "J16")
        if name in names
    )
    return Pattern(draw(st.integers(2000, 30000)) / 100, lanes, steps, division=division)


@given(in_a_file())
def test_a_pattern_written_to_midi_and_imported_comes_back_the_same(pattern: Pattern) -> None:
    found = heard(pattern, division=pattern.division, bars=pattern.bars)
    assert found.pattern == pattern
    assert (found.far, found.merged, found.wrapped, found.left_out) == (0, 0, 0, 0)
    assert found.largest_ms < 0.01


@given(in_a_file().filter(lambda pattern: pattern.division in (2, 3, 4, 6)))
def test_what_stands_on_a_grid_keeps_its_beats_when_no_division_is_told(pattern: Pattern) -> None:
    found = heard(pattern).pattern
    expected = [(onset.time_s, onset.pad, onset.velocity) for onset in pattern.target(PADS, passes=1).onsets]
    times = [onset.time_s for onset in found.target(PADS, passes=1).onsets]
    assert times == pytest.approx([time_s for time_s, _, _ in expected])
    assert [(onset.pad, onset.velocity) for onset in found.target(PADS, passes=1).onsets] == [
        (pad, velocity) for _, pad, velocity in expected
    ]


NOTES = st.lists(
    st.tuples(st.floats(0, 180), st.sampled_from((*PADS.values(), "C2", "J16")), st.integers(1, 127)),
    min_size=1,
    max_size=40,
)


@given(
    NOTES,
    st.floats(20, 300),
    st.sampled_from(((4, 4), (3, 4), (6, 8), (7, 8))),
    st.none() | st.sampled_from((2, 3, 4, 6, 8, 12)),
    st.none() | st.integers(1, 30),
)
def test_whatever_is_played_the_text_parses_and_no_note_is_lost_unsaid(
    notes: list[Played], tempo: float, meter: tuple[int, int], division: int | None, bars: int | None
) -> None:
    notes = [(0.4, "A13", 80), *notes]
    found = quantise(notes, tempo=tempo, meter=meter, division=division, bars=bars, pads=PADS)
    assert parse(render(found.pattern)) == found.pattern
    written = sum(len(lane.notes) for lane in found.pattern.lanes)
    assert written + found.merged + found.left_out == len(notes)
    step_ms = 60_000 / tempo / found.pattern.division
    assert found.largest_ms <= step_ms / 2 + 1e-6


@pytest.mark.parametrize("division", [3, 4, 6])
@pytest.mark.parametrize("late", [0.0, 0.02])
def test_the_grid_that_was_played_to_is_found_without_being_told(division: int, late: float) -> None:
    played = [
        (beat + late * (number % 2), pad, velocity)
        for number, (beat, pad, velocity) in enumerate(straight(division))
    ]
    assert quantise(played, tempo=90).pattern.division == division


def test_beats_alone_are_written_in_sixteenths() -> None:
    assert quantise(straight(1), tempo=90).pattern.division == 4


def test_one_triplet_that_is_exact_among_many_beats_is_kept() -> None:
    found = quantise(straight(4, *range(32), 1 / 3), tempo=90)
    assert (found.pattern.division, found.largest_ms) == (3, pytest.approx(0))


def test_what_was_rounded_is_said_in_milliseconds() -> None:
    found = quantise(straight(4, 0.0, 1.02, 2.1), tempo=60, division=4)
    assert found.shifts_ms == pytest.approx((0.0, 20.0, 100.0))
    assert found.largest_ms == pytest.approx(100.0) and found.mean_ms == pytest.approx(40.0)
    assert found.far == 1


def test_two_hits_of_a_pad_on_one_step_are_one_and_the_louder_is_heard() -> None:
    found = quantise([(0.0, "A13", 30), (0.05, "A13", 110), (0.05, "A15", 80)], tempo=90)
    assert found.merged == 1
    assert [lane.notes for lane in found.pattern.lanes] == [
        (Note(0, Mark.ACCENT),),
        (Note(0),),
    ]


def test_a_hit_just_before_the_end_begins_the_loop() -> None:
    found = quantise(straight(4, 1.0, 3.97), tempo=90)
    assert [note.step for note in found.pattern.lanes[0].notes] == [0, 4]
    assert (found.pattern.bars, found.wrapped) == (1, 1)


def test_as_many_bars_as_asked_for_are_taken_and_the_rest_is_counted() -> None:
    found = quantise(straight(4, 0.0, 4.0, 9.0), tempo=90, bars=2)
    assert (found.pattern.bars, found.left_out) == (2, 1)
    assert quantise(straight(4, 0.0), tempo=90, bars=3).pattern.steps == 48


def test_lanes_have_the_names_and_the_order_of_the_kit() -> None:
    played = [(0.0, pad, 80) for pad in ("C2", "A11", "A13")]
    assert [lane.name for lane in quantise(played, tempo=90, pads=PADS).pattern.lanes] == [
        "kick",
        "hat",
        "C2",
    ]


@pytest.mark.parametrize(("velocity", "mark"), [(1, "o"), (50, "o"), (51, "x"), (99, "x"), (100, "X")])
def test_velocities_become_the_marks_of_the_notation(velocity: int, mark: str) -> None:
    assert mark_of(velocity) == Mark(mark)


@pytest.mark.parametrize(
    ("signature", "tempo", "meter", "beats"),
    [
        ((4, 4), 90.0, (4, 4), 1),
        ((6, 8), 100.0, (6, 8), 2),
        ((6, 8), 160.0, (3, 4), 1),  # 320 eighths a minute are too fast to say
        ((2, 2), 90.0, (2, 2), 0.5),
        ((8, 32), 90.0, (1, 4), 1),
    ],
)
def test_a_signature_is_counted_in_beats_that_the_notation_knows(
    signature: tuple[int, int], tempo: float, meter: tuple[int, int], beats: float
) -> None:
    assert in_beats(tempo, signature) == (meter, beats)


@pytest.mark.parametrize(
    ("notes", "said", "words"),
    [
        ([], {}, "no note"),
        (straight(4), {"tempo": 400.0}, "tempo is 400"),
        (straight(4), {"bars": 65}, "65 bars"),
        (straight(4, 4000.0), {}, "1001 bars"),
        (straight(4, 9.0), {"bars": 1}, "after bar 1"),
        ([(0.0, "cowbell", 80)], {}, "'cowbell'"),
        ([(float("nan"), "A13", 80)], {}, "beat nan"),
    ],
)
def test_what_the_notation_cannot_say_is_named(
    notes: list[Played], said: dict[str, object], words: str
) -> None:
    with pytest.raises(NotationError, match=words):
        quantise(notes, **({"tempo": 90.0} | said))  # type: ignore[arg-type]


def test_a_meter_that_the_notation_cannot_say_is_named() -> None:
    with pytest.raises(NotationError, match="5/32"):
        in_beats(90.0, (5, 32))
