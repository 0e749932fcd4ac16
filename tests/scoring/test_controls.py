"""Moves of an effect: how far, which way, when."""

from collections.abc import Sequence

import pytest

from academy.patterns.moves import Move
from academy.patterns.notation import parse
from academy.scoring.controls import JudgedMove, MoveVerdict, Turn, judge_moves

# At 120 a bar of four is 2 s: two passes of four bars, 8 s each.
TARGET = parse("tempo: 120\nkick " + "x... x... x... x... | " * 4).target({"kick": "A13"})
OPEN = Move("ctrl1", 0, 127, (1, 4))
THROW = Move("switch", 0, 127, (4, 4))


def judged(move: Move, *turns: tuple[float, int], bus: int = 1, control: str | None = None) -> JudgedMove:
    path = [Turn(time_s, bus, control or move.control, value) for time_s, value in turns]
    (one,) = judge_moves([move], path, TARGET)
    return one


def sweep(first: int, last: int, begins_s: float = 0.5, ends_s: float = 7.5) -> Sequence[tuple[float, int]]:
    """Turn a knob evenly."""
    steps = abs(last - first)
    sign = 1 if last > first else -1
    return [(begins_s + (ends_s - begins_s) * n / steps, first + sign * n) for n in range(steps + 1)]


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (sweep(0, 127), MoveVerdict.MADE),
        (sweep(9, 120), MoveVerdict.MADE),
        (sweep(0, 90), MoveVerdict.SHORT),
        (sweep(60, 127), MoveVerdict.SHORT),
        (sweep(127, 0), MoveVerdict.BACKWARDS),
        (sweep(0, 127, 20.0, 24.0), MoveVerdict.ELSEWHERE),
        ([], MoveVerdict.STILL),
    ],
)
def test_a_sweep_is_made_by_where_it_comes_from_and_gets_to(
    turns: Sequence[tuple[float, int]], verdict: MoveVerdict
) -> None:
    assert judged(OPEN, *turns).verdict == verdict


def test_how_far_it_came_is_told() -> None:
    short = judged(OPEN, *sweep(2, 90))
    assert (short.first, short.last) == (2, 90)


def test_back_and_up_again_is_made_too() -> None:
    assert judged(OPEN, *sweep(80, 0, 0.0, 1.0), *sweep(0, 127, 1.0, 7.0)).verdict == MoveVerdict.MADE


def test_another_control_is_no_move_of_this_one() -> None:
    assert judged(OPEN, *sweep(0, 127), control="ctrl2").verdict == MoveVerdict.STILL


def test_half_a_move_on_each_of_two_buses_is_none() -> None:
    turns = [Turn(time_s, 1, "ctrl1", value) for time_s, value in sweep(0, 60, 0.5, 3.0)]
    turns += [Turn(time_s, 2, "ctrl1", value) for time_s, value in sweep(67, 127, 3.5, 7.0)]
    assert judge_moves([OPEN], turns, TARGET)[0].verdict == MoveVerdict.SHORT


def test_a_switch_pressed_in_its_bar_is_made_in_either_pass() -> None:
    assert judged(THROW, (6.5, 127), (7.5, 0)).verdict == MoveVerdict.MADE
    assert judged(THROW, (14.5, 127)).verdict == MoveVerdict.MADE


def test_a_switch_of_which_nothing_was_heard_is_not_called_still() -> None:
    assert judged(THROW).verdict == MoveVerdict.UNHEARD


def test_a_switch_that_was_on_all_the_time_was_not_pressed_there() -> None:
    assert judged(THROW, (0.5, 127)).verdict == MoveVerdict.ELSEWHERE
    assert judged(THROW, (7.0, 0)).verdict == MoveVerdict.BACKWARDS


def test_a_knob_known_to_stand_low_may_move_in_one_jump() -> None:
    kill = Move("ctrl1", 64, 0, (3, 4))
    assert judged(kill, (0.2, 64), (4.1, 0)).verdict == MoveVerdict.MADE
    assert judged(kill, (4.1, 30), (4.2, 0)).verdict == MoveVerdict.SHORT  # nobody saw it at 64


def test_a_move_without_bars_may_stand_anywhere() -> None:
    assert judged(Move("ctrl1", 0, 127), *sweep(0, 127, 5.0, 7.0)).verdict == MoveVerdict.MADE
