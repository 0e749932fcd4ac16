"""The moves of an effect exercise: what is asked, and what is said of a line that asks for nothing."""

import pytest

from academy.errors import NotationError
from academy.patterns.moves import Move
from academy.patterns.notation import parse

HEAD = "tempo: 90\ntype: effect\n"
LANE = "\nkick x... x... x... x... | x... x... x... x..."


def moves(*lines: str) -> tuple[Move, ...]:
    return parse(HEAD + "\n".join(f"move {line}" for line in lines) + LANE).moves


def test_a_knob_moves_over_bars_and_a_switch_within_one() -> None:
    assert moves("ctrl1: 0 -> 127, bars 1-2", "switch: off -> on, bar 2", "ctrl5: 64->0") == (
        Move("ctrl1", 0, 127, (1, 2)),
        Move("switch", 0, 127, (2, 2)),
        Move("ctrl5", 64, 0),
    )


def test_one_control_may_move_more_than_once() -> None:
    assert len(moves("switch: off -> on, bar 1", "switch: off -> on, bar 2")) == 2


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move("ctrl1", 0, 127, (1, 8)), "CTRL 1 from 0 to 127, bars 1-8"),
        (Move("ctrl3", 64, 0), "CTRL 3 from 64 to 0"),
        (Move("switch", 0, 127, (4, 4)), "The effect on, bar 4"),
    ],
)
def test_a_move_reads_as_a_sentence(move: Move, words: str) -> None:
    assert move.words == words


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ctrl7: 0 -> 127", "line 3: move ctrl7: expected one of ctrl1"),
        ("ctrl1: up", "line 3: move ctrl1 is 'up'; expected such as '0 -> 127, bars 1-8'"),
        ("ctrl1: 0 -> 128", "two different values from 0 to 127"),
        ("ctrl1: 9 -> 9", "two different values"),
        ("ctrl1: off -> on", "two different values"),
        ("switch: 0 -> 127", "off and on"),
        ("ctrl1: 0 -> 127, bars 2-1", "run backwards"),
        ("ctrl1: 0 -> 127, bars 1-3", "line 3: move ctrl1 is for bars 1-3; the pattern has 2"),
    ],
)
def test_a_move_that_cannot_be_made_is_named(line: str, says: str) -> None:
    with pytest.raises(NotationError) as raised:
        moves(line)
    assert says in str(raised.value)


def test_only_an_effect_exercise_moves_controls() -> None:
    with pytest.raises(NotationError, match="needs 'type: effect'; this exercise is 'rhythm'"):
        parse("tempo: 90\nmove ctrl1: 0 -> 127" + LANE)
