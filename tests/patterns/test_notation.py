"""The notation says what it means, and says where it does not."""

import pytest
from hypothesis import given
from strategies import patterns

from academy.errors import NotationError
from academy.patterns.model import Mark, Note, Pattern
from academy.patterns.notation import parse, render

BOOM_BAP = """
title: Boom bap, first bar   # two bars would be four lines longer
tempo: 88
swing: 57

kick   x... ...x | ..x. ....
snare  .... X... | .... X...
hat    x.x. x.x. | x.x. x.o.
"""


@given(patterns())
def test_what_is_written_is_read_back_the_same(pattern: Pattern) -> None:
    assert parse(render(pattern)) == pattern


def test_marks_are_hit_accent_and_ghost_with_their_velocities() -> None:
    pattern = parse("tempo: 88\nkick xXo. .... .... ....")
    assert [note.mark.velocity for note in pattern.lanes[0].notes] == [80, 115, 38]


def test_the_example_has_its_notes_where_they_stand() -> None:
    kick, snare, hat = parse(BOOM_BAP).lanes
    assert [note.step + 1 for note in kick.notes] == [1, 8, 11]
    assert snare.notes == (Note(4, Mark.ACCENT), Note(12, Mark.ACCENT))
    assert hat.notes[-1] == Note(14, Mark.GHOST)


def test_held_steps_belong_to_the_hit_before_them() -> None:
    assert parse("tempo: 60\nbass x==. x... .... ....").lanes[0].notes == (Note(0, Mark.HIT, 2), Note(4))


def test_swing_moves_the_second_of_each_pair() -> None:
    pattern = parse("tempo: 60\nswing: 60\nhat xx.. .... .... ....")
    times = [onset.time_s for onset in pattern.target({"hat": "A11"}, passes=1).onsets]
    assert times == pytest.approx([0.0, 0.3])


def test_an_offset_is_real_time_at_any_tempo() -> None:
    pattern = parse("tempo: 120\noffset snare: -20\nsnare .... x... .... ....")
    for tempo, beat_s in ((120, 0.5), (60, 1.0)):
        target = pattern.target({"snare": "A15"}, tempo=tempo, passes=1)
        assert target.onsets[0].time_s == pytest.approx(beat_s - 0.020)


def test_a_loop_of_one_bar_starts_at_zero() -> None:
    pattern = parse("tempo: 120\nA13 x... .... .... .... | .... x... .... ....")
    target = pattern.target({}, bars=(2, 2), passes=3)
    assert [onset.time_s for onset in target.onsets] == pytest.approx([0.5, 2.5, 4.5])
    assert target.length_s == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tempo: 88\nkick x..9", "line 2: lane 'kick', step 4: '9' is not one of x X o = ."),
        ("tempo: 88\nkick .=..", "line 2: lane 'kick', step 2: '=' holds no hit"),
        ("tempo: 8\nkick x...", "line 1: tempo is '8'; expected beats per minute from 20 to 300"),
        ("tmpo: 88\nkick x...", "line 1: 'tmpo' is not a header key; did you mean 'tempo'"),
        ("tempo: 88\ntempo: 90\nkick x...", "line 2: 'tempo' is given twice"),
        ("kick x... x... x... x...", "no tempo"),
        ("tempo: 88", "no lane"),
        (
            "tempo: 88\nkick x... x... x...",
            "12 steps are not whole bars; a bar of 4/4 at 4 steps to a beat has 16",
        ),
        ("tempo: 88\nkick x... x... x... x...\nsnare x...", "lane 'snare' has 4 steps, lane 'kick' has 16"),
        ("tempo: 88\nkick x...\nkick x...", "lane 'kick' stands twice"),
        ("tempo: 88\nkick x... x... x... x...\nswing: 57", "stands below a lane"),
        (
            "tempo: 88\noffset rim: 5\nkick x... x... x... x...",
            "offset for lane 'rim', which is not here. Lanes: kick",
        ),
        ("tempo: 88\noffset kick: 900\nkick x...", "expected milliseconds from -250 to 250"),
        ("tempo: 88\ndivision: 3\nswing: 60\nkick xxx xxx xxx xxx", "division 3 has none"),
        ("tempo: 88\n???", "neither a header such as 'tempo: 88' nor a lane"),
    ],
)
def test_a_mistake_says_where_it_is_and_what_was_expected(text: str, words: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert words in str(caught.value)
